-- Idempotency keys of operators, with the answers that are given again; at is run time in milliseconds.
CREATE TABLE lk_answer (no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, at BIGINT NOT NULL, answer TEXT NOT NULL);
