-- Rows by number, so that a batch of changes is stored without random pages. What only the signed documents say is left empty and
-- filled in when the row is stored again: folded = '' marks a grant, sha256 = '' a version, serial = 0 the version of a session license.

CREATE TABLE lk_batch (epoch BIGINT NOT NULL, batch BIGINT NOT NULL, owner TEXT NOT NULL, floor BIGINT, run_time BIGINT NOT NULL);
INSERT INTO lk_batch (epoch, batch, owner, floor, run_time)
SELECT 0, COUNT(value), '', MAX(CAST(value AS INTEGER)), 0 FROM (SELECT value FROM lk_meta WHERE name = 'floor');

-- Sessions of schema 1 count as stored in run 0: the next start gives each of them one full lease.
CREATE TABLE lk_run (run INTEGER PRIMARY KEY, started BIGINT NOT NULL);
INSERT INTO lk_run (run, started) SELECT 0, 0 FROM lk_batch WHERE batch > 0;

CREATE TABLE lk_lease_length (license TEXT NOT NULL, until BIGINT NOT NULL, seconds BIGINT NOT NULL);

ALTER TABLE lk_held RENAME COLUMN talk TO exchange;
ALTER TABLE lk_held ADD COLUMN former TEXT;

CREATE TABLE lk_grant (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, client TEXT NOT NULL, folded TEXT NOT NULL, state TEXT NOT NULL,
    serial BIGINT NOT NULL, held BIGINT NOT NULL, settled BIGINT NOT NULL, expires BIGINT NOT NULL, ends BIGINT NOT NULL, follows BIGINT,
    last_contact BIGINT, stale_at BIGINT, counted_from BIGINT NOT NULL, reset_at BIGINT NOT NULL, shown_key TEXT, seats_used TEXT,
    former_until BIGINT);
INSERT INTO lk_grant (id, type, client, folded, state, serial, held, settled, expires, ends, last_contact, counted_from, reset_at, shown_key, seats_used)
SELECT id, 'server', '', '', '', COALESCE((SELECT MAX(serial) FROM lk_server_version v WHERE v.id = g.id), 0),
    json_extract(told, '$.Held'), json_extract(told, '$.Settled'), 0, 0, json_extract(told, '$.LastPing'),
    json_extract(told, '$.CountedFrom'), json_extract(told, '$.ResetAt'), json_extract(told, '$.ShownKey'), NULLIF(json_extract(told, '$.Use'), '{}')
FROM lk_server_grant g ORDER BY id;
INSERT INTO lk_grant (id, type, client, folded, state, serial, held, settled, expires, ends, counted_from, reset_at)
SELECT id, 'session', '', '', CASE WHEN revoked <> 0 THEN 'revoked' ELSE 'active' END, 0, 0, 0, 0, 0, 0, 0 FROM lk_session_license ORDER BY id;

CREATE TABLE lk_version (grant_no BIGINT NOT NULL, serial BIGINT NOT NULL, holder BIGINT NOT NULL, sha256 TEXT NOT NULL, jws TEXT NOT NULL, draft TEXT NOT NULL, PRIMARY KEY (grant_no, serial));
INSERT INTO lk_version (grant_no, serial, holder, sha256, jws, draft)
SELECT g.no, v.serial, v.holder, '', v.jws, v.draft FROM lk_server_version v JOIN lk_grant g ON g.id = v.id ORDER BY g.no, v.serial;
INSERT INTO lk_version (grant_no, serial, holder, sha256, jws, draft)
SELECT g.no, 0, 0, '', s.jws, s.draft FROM lk_session_license s JOIN lk_grant g ON g.id = s.id ORDER BY g.no;

CREATE TABLE lk_exchange (grant_no BIGINT NOT NULL, key TEXT NOT NULL, seq BIGINT NOT NULL, ping_sha256 TEXT, ping TEXT, named_seq BIGINT, named_sha256 TEXT, sent_seq BIGINT, pong TEXT NOT NULL, PRIMARY KEY (grant_no, key));
INSERT INTO lk_exchange (grant_no, key, seq, ping, pong)
SELECT n.no, json_extract(t.value, '$.Key'), json_extract(t.value, '$.Seq'), json_extract(t.value, '$.Ping'), json_extract(t.value, '$.Pong')
FROM lk_server_grant g JOIN lk_grant n ON n.id = g.id, json_each(g.told, '$.Talks') t;

ALTER TABLE lk_session RENAME TO lk_session_1;
CREATE TABLE lk_session (no INTEGER PRIMARY KEY, id TEXT NOT NULL, license TEXT NOT NULL, kind TEXT NOT NULL, n BIGINT NOT NULL, started_at BIGINT NOT NULL, run BIGINT NOT NULL, ended BIGINT NOT NULL, labels TEXT);
INSERT INTO lk_session (no, id, license, kind, n, started_at, run, ended, labels)
SELECT row_number() OVER (ORDER BY started_at, id), id, license, kind, n, started_at, 0, ended, labels FROM lk_session_1 ORDER BY started_at, id;

-- Schema 1 counted by the wall clock; here it is run time in milliseconds, and ten minutes are enough.
CREATE TABLE lk_over (no INTEGER PRIMARY KEY, id TEXT NOT NULL, until BIGINT NOT NULL);
INSERT INTO lk_over (no, id, until) SELECT row_number() OVER (ORDER BY until, id), id, 600000 FROM lk_session_over ORDER BY until, id;

ALTER TABLE lk_audit RENAME TO lk_audit_1;
CREATE TABLE lk_audit (seq INTEGER PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, license TEXT, text TEXT NOT NULL);
INSERT INTO lk_audit (seq, at, actor, action, license, text) SELECT seq, at, actor, action, license, text FROM lk_audit_1 ORDER BY seq;

DROP TABLE lk_meta;
DROP TABLE lk_server_grant;
DROP TABLE lk_server_version;
DROP TABLE lk_session_license;
DROP TABLE lk_session_1;
DROP TABLE lk_session_over;
DROP TABLE lk_audit_1;
