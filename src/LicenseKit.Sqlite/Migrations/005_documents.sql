-- What the host keeps beside the licenses: accounts, keys, settings.
CREATE TABLE lk_document (collection TEXT NOT NULL, id TEXT NOT NULL, version BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (collection, id));
