-- Every filter of the audit trail has an index: a page costs the same however many rows there are. The row number is the last column of each.
CREATE INDEX lk_audit_by_license ON lk_audit (license);
CREATE INDEX lk_audit_by_actor ON lk_audit (actor);
CREATE INDEX lk_audit_by_action ON lk_audit (action);
CREATE INDEX lk_audit_by_time ON lk_audit (at);
CREATE INDEX lk_audit_by_actor_and_time ON lk_audit (actor, at);
CREATE INDEX lk_audit_by_action_and_time ON lk_audit (action, at);
