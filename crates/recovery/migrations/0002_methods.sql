-- The methods besides codes, and hand-offs. The same text for SQLite and PostgreSQL.

-- Who asks, as far as a hand-off shows it; and since when absolute_s counts.
ALTER TABLE recoveries ADD COLUMN browser TEXT;
ALTER TABLE recoveries ADD COLUMN system TEXT;
ALTER TABLE recoveries ADD COLUMN place TEXT;
ALTER TABLE recoveries ADD COLUMN since_ms BIGINT NOT NULL DEFAULT 0;
UPDATE recoveries SET since_ms = created_ms;

-- The certified identity of an account. number_hash is keyed. Name and number of the person whose
-- face counts (holder or legal representative) are sealed: the face provider needs them in clear.
CREATE TABLE identities (
    account_id TEXT PRIMARY KEY REFERENCES accounts (id),
    kind TEXT NOT NULL,
    number_hash TEXT NOT NULL,
    person_name TEXT NOT NULL,
    person_number TEXT NOT NULL
);

-- A visit to the identity provider, one per challenge. The state itself is derived, not stored.
CREATE TABLE visits (
    challenge_id TEXT PRIMARY KEY REFERENCES challenges (id),
    state_hash TEXT NOT NULL UNIQUE,
    match_code TEXT NOT NULL,
    numbers TEXT NOT NULL,
    opened_ms BIGINT NOT NULL,
    claimed_ms BIGINT,
    last TEXT
);

-- Answers of providers that count once: a repeated one is refused.
CREATE TABLE provider_answers (
    hash TEXT PRIMARY KEY,
    at_ms BIGINT NOT NULL
);

-- A facial recognition, one per challenge. place: choose, here or handed_off. The capture token is
-- sealed. No picture is ever here.
CREATE TABLE faces (
    challenge_id TEXT PRIMARY KEY REFERENCES challenges (id),
    place TEXT NOT NULL,
    certify_id TEXT UNIQUE,
    certify_url TEXT,
    capture_token TEXT,
    use_id TEXT,
    guidance TEXT NOT NULL,
    consent_version BIGINT,
    consent_ms BIGINT,
    frames BIGINT NOT NULL,
    ask_ms BIGINT NOT NULL,
    last TEXT
);
CREATE INDEX faces_by_time ON faces (ask_ms);

-- A request for an administrator's approval, one per challenge. subject is that of the recovery;
-- state is open, approved, refused, wrong_number, reported, expired or withdrawn.
CREATE TABLE approvals (
    challenge_id TEXT PRIMARY KEY REFERENCES challenges (id),
    subject TEXT NOT NULL,
    administrator TEXT NOT NULL,
    asked TEXT NOT NULL,
    reason TEXT NOT NULL,
    match_code TEXT NOT NULL,
    numbers TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    asked_ms BIGINT NOT NULL,
    reminders BIGINT NOT NULL,
    remind_ms BIGINT NOT NULL,
    decided_ms BIGINT
);
CREATE INDEX approvals_by_subject ON approvals (subject);

-- What another device or person is asked to do. The ticket is derived from the id; its hash is
-- here. outcome is NULL while nobody has ended it; that its challenge is void or that it took too
-- long is read from there.
CREATE TABLE hand_offs (
    id TEXT PRIMARY KEY,
    ticket_hash TEXT NOT NULL UNIQUE,
    recovery_id TEXT NOT NULL REFERENCES recoveries (id),
    challenge_id TEXT NOT NULL REFERENCES challenges (id),
    task TEXT NOT NULL,
    version BIGINT NOT NULL,
    outcome TEXT,
    created_ms BIGINT NOT NULL,
    opened_ms BIGINT,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX hand_offs_by_challenge ON hand_offs (challenge_id);
CREATE INDEX hand_offs_by_recovery ON hand_offs (recovery_id);
