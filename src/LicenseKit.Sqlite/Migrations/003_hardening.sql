-- What nobody has proven writes no row: refused activations are a count, and a fork is told once.
ALTER TABLE lk_grant ADD COLUMN refused_activations BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lk_exchange ADD COLUMN forked BIGINT NOT NULL DEFAULT 0;

-- All starts within an hour of running raise the floor of time by 48 hours together.
ALTER TABLE lk_run ADD COLUMN risen BIGINT NOT NULL DEFAULT 0;

-- The silence of holders is measured in running time; what was heard before counts as heard now.
ALTER TABLE lk_grant ADD COLUMN heard BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lk_grant ADD COLUMN former_out BIGINT;
UPDATE lk_grant SET heard = (SELECT run_time FROM lk_batch);
UPDATE lk_grant SET former_out = (SELECT run_time + 1000 * MAX(0, former_until - COALESCE(floor, 0)) FROM lk_batch) WHERE former_until IS NOT NULL;

-- When a holder is stale depends on the licenses above too, so no row can say it.
ALTER TABLE lk_grant DROP COLUMN stale_at;
