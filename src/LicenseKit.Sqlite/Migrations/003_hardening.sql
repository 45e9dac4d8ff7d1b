-- All starts within an hour of running raise the floor of time by 48 hours together.
ALTER TABLE lk_run ADD COLUMN risen BIGINT NOT NULL DEFAULT 0;
