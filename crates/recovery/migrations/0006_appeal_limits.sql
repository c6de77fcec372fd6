-- What the limits and the way back of appeals need. The same text for SQLite and PostgreSQL.

-- destinations: the keyed hash of those that the account had at the approval. removed_mfa: whether
-- the binding took the need of two proofs away.
ALTER TABLE appeals ADD COLUMN destinations TEXT NOT NULL DEFAULT '';
ALTER TABLE appeals ADD COLUMN removed_mfa BIGINT NOT NULL DEFAULT 0;

-- Whose wrong codes are counted: the keyed hash of number and phone of a look, right or not.
ALTER TABLE appeal_keys ADD COLUMN subject TEXT NOT NULL DEFAULT '';

-- How often more had been asked for when the file came: 0 for those of the draft.
ALTER TABLE appeal_files ADD COLUMN round BIGINT NOT NULL DEFAULT 0;
