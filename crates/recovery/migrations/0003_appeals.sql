-- Manual appeals. Times are milliseconds since 1970.

CREATE TABLE appeals (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    -- Where the draft stands in the wizard.
    place TEXT NOT NULL,
    version BIGINT NOT NULL,
    locale TEXT NOT NULL,
    answers TEXT,
    -- Sealed: personal data.
    details TEXT,
    -- The contact phone, once it is proved.
    phone TEXT,
    account_id TEXT REFERENCES accounts (id),
    -- What more was asked for, and what the reviewer wrote.
    asked TEXT,
    note TEXT,
    created_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    submitted_ms BIGINT,
    due_ms BIGINT,
    bind_ms BIGINT,
    ended_ms BIGINT,
    -- When documents and details were deleted.
    erased_ms BIGINT,
    turn_ms BIGINT NOT NULL
);
CREATE INDEX appeals_by_state ON appeals (state);
CREATE INDEX appeals_by_account ON appeals (account_id);
CREATE INDEX appeals_by_phone ON appeals (phone);

-- A bearer token: of a draft, or of a look at a submitted appeal. appeal_id is NULL where number and
-- phone did not belong together.
CREATE TABLE appeal_keys (
    token_hash TEXT PRIMARY KEY,
    appeal_id TEXT REFERENCES appeals (id),
    kind TEXT NOT NULL,
    is_proved BIGINT NOT NULL,
    version BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    turn_ms BIGINT NOT NULL
);
CREATE INDEX appeal_keys_by_appeal ON appeal_keys (appeal_id);

-- The newest code of a token.
CREATE TABLE appeal_codes (
    token_hash TEXT PRIMARY KEY REFERENCES appeal_keys (token_hash),
    code_id TEXT NOT NULL,
    phone TEXT NOT NULL,
    -- 0 for a decoy, whose code is never sent and never right.
    is_real BIGINT NOT NULL,
    code_hash TEXT NOT NULL,
    tries BIGINT NOT NULL,
    resend_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);

CREATE TABLE appeal_files (
    id TEXT PRIMARY KEY,
    appeal_id TEXT NOT NULL REFERENCES appeals (id),
    material TEXT NOT NULL,
    -- Sealed: people name files after themselves.
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    -- The generated name in the folder.
    stored TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE INDEX appeal_files_by_appeal ON appeal_files (appeal_id);

CREATE TABLE appeal_events (
    id TEXT PRIMARY KEY,
    appeal_id TEXT NOT NULL REFERENCES appeals (id),
    what TEXT NOT NULL,
    -- Who did it: the person, a reviewer, the ticket system, the clock.
    who TEXT NOT NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX appeal_events_by_appeal ON appeal_events (appeal_id);

-- The phones that an appeal replaced, so that a stop can bring them back.
CREATE TABLE replaced_phones (
    appeal_id TEXT NOT NULL REFERENCES appeals (id),
    account_id TEXT NOT NULL REFERENCES accounts (id),
    address TEXT NOT NULL,
    PRIMARY KEY (appeal_id, address)
);
