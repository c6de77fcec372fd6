-- Forgotten usernames, the way back, and links that stop what was done. The same text for SQLite
-- and PostgreSQL.

-- destination: the sealed phone number or address whose usernames are looked for, until one of
-- them is chosen. return_to: an address of return_origins. notices_sent: how many were told.
ALTER TABLE recoveries ADD COLUMN destination TEXT;
ALTER TABLE recoveries ADD COLUMN return_to TEXT;
ALTER TABLE recoveries ADD COLUMN notices_sent BIGINT NOT NULL DEFAULT 0;

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
