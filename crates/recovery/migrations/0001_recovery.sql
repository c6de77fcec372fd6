-- The same text for SQLite and PostgreSQL. Times are milliseconds since 1970, truth values 0 or 1.

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    identity_verified BIGINT NOT NULL,
    needs_two_proofs BIGINT NOT NULL,
    disabled BIGINT NOT NULL DEFAULT 0,
    password_hash TEXT NOT NULL,
    password_changed_ms BIGINT NOT NULL
);

CREATE TABLE destinations (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (account_id, channel, address)
);
CREATE INDEX destinations_by_address ON destinations (address);

CREATE TABLE administrators (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    username TEXT NOT NULL,
    PRIMARY KEY (account_id, username)
);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    created_ms BIGINT NOT NULL,
    revoked_ms BIGINT
);
CREATE INDEX sessions_by_account ON sessions (account_id);

-- account_id is NULL and decoy holds the profile for an identifier that names no account.
CREATE TABLE recoveries (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    intent TEXT NOT NULL,
    locale TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id TEXT REFERENCES accounts (id),
    decoy TEXT,
    stamp TEXT NOT NULL,
    label TEXT NOT NULL,
    version BIGINT NOT NULL,
    step TEXT NOT NULL,
    challenge_id TEXT,
    end_reason TEXT,
    retry_ms BIGINT NOT NULL DEFAULT 0,
    sessions_signed_out BIGINT NOT NULL DEFAULT 0,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    turn_ms BIGINT NOT NULL
);
CREATE INDEX recoveries_by_account ON recoveries (account_id);

CREATE TABLE challenges (
    id TEXT PRIMARY KEY,
    recovery_id TEXT NOT NULL REFERENCES recoveries (id),
    account_id TEXT,
    method TEXT NOT NULL,
    sent_to TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    tries BIGINT NOT NULL,
    state TEXT NOT NULL,
    resend_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX challenges_by_recovery ON challenges (recovery_id);
CREATE INDEX challenges_by_account ON challenges (account_id);

CREATE TABLE proofs (
    challenge_id TEXT PRIMARY KEY REFERENCES challenges (id),
    recovery_id TEXT NOT NULL REFERENCES recoveries (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    method TEXT NOT NULL,
    proved_ms BIGINT NOT NULL
);
CREATE INDEX proofs_by_recovery ON proofs (recovery_id);

-- The right to set the password once: the ticket of a recovery.
CREATE TABLE grants (
    recovery_id TEXT PRIMARY KEY REFERENCES recoveries (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    expires_ms BIGINT NOT NULL,
    used_ms BIGINT,
    void_ms BIGINT
);
CREATE INDEX grants_by_account ON grants (account_id);

-- Answers by idempotency key. status 0: a code was counted and is not judged yet.
CREATE TABLE answers (
    scope TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status BIGINT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (scope, idempotency_key)
);
CREATE INDEX answers_by_time ON answers (at_ms);

-- A meter counts uses in a sliding window; its row is the lock that makes counting exact.
CREATE TABLE meters (
    name TEXT PRIMARY KEY,
    touched_ms BIGINT NOT NULL
);
CREATE TABLE meter_uses (
    meter TEXT NOT NULL,
    use_id TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    PRIMARY KEY (meter, use_id)
);
CREATE INDEX meter_uses_by_time ON meter_uses (meter, at_ms);

-- Messages to send. The parameters are sealed and wiped after sending.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    challenge_id TEXT,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    template TEXT NOT NULL,
    locale TEXT NOT NULL,
    params TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    next_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX outbox_by_state ON outbox (state, next_ms);

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    recovery TEXT NOT NULL,
    what TEXT NOT NULL,
    method TEXT NOT NULL,
    result TEXT NOT NULL
);
