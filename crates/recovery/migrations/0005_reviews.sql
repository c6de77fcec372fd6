-- What reviewers did, at the terminal or through a ticket system. Kept like the audit events; holds
-- the reviewer's name and nothing of the person who files.
CREATE TABLE reviews (
    id TEXT PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    -- Empty for what concerns no single appeal.
    appeal_id TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    what TEXT NOT NULL,
    result TEXT NOT NULL
);
CREATE INDEX reviews_by_appeal ON reviews (appeal_id, at_ms);

-- Webhooks that came in, so that none is taken twice.
CREATE TABLE webhooks_taken (
    id TEXT PRIMARY KEY,
    at_ms BIGINT NOT NULL
);
