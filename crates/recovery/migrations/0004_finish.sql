-- Forgotten usernames, the way back, and links that stop what was done. The same text for SQLite
-- and PostgreSQL.

-- destination: the sealed phone number or address whose usernames are looked for, until one of
-- them is chosen. return_to: an address of return_origins. notices_sent: how many were told.
ALTER TABLE recoveries ADD COLUMN destination TEXT;
ALTER TABLE recoveries ADD COLUMN return_to TEXT;
ALTER TABLE recoveries ADD COLUMN notices_sent BIGINT NOT NULL DEFAULT 0;

-- 1 from an administrator's approval until the person comes back and sees it.
ALTER TABLE recoveries ADD COLUMN is_unseen BIGINT NOT NULL DEFAULT 0;

-- The accounts that a proved destination belongs to, with their stamps at the time of the proof.
CREATE TABLE found_usernames (
    challenge_id TEXT NOT NULL REFERENCES challenges (id),
    recovery_id TEXT NOT NULL REFERENCES recoveries (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    username TEXT NOT NULL,
    stamp TEXT NOT NULL,
    PRIMARY KEY (challenge_id, account_id)
);
CREATE INDEX found_usernames_by_recovery ON found_usernames (recovery_id);

-- Until when somebody who said "this was not me" keeps an account from being recovered.
ALTER TABLE accounts ADD COLUMN stopped_until_ms BIGINT NOT NULL DEFAULT 0;

-- Links in notices that stop what the notice tells of, one per destination. The ticket is derived
-- from the id; its hash is here. subject_id is that of the recovery or appeal that did it; mark is
-- the SHA-256 of the stored password hash that it set. outcome is NULL while nobody has used it.
CREATE TABLE stop_links (
    id TEXT PRIMARY KEY,
    ticket_hash TEXT NOT NULL UNIQUE,
    what TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    mark TEXT NOT NULL,
    locale TEXT NOT NULL,
    browser TEXT,
    system TEXT,
    place TEXT,
    version BIGINT NOT NULL,
    outcome TEXT,
    asked_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX stop_links_by_subject ON stop_links (subject_id);
