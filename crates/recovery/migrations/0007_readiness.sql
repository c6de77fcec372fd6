-- One row, which /readyz writes: only a write tells a database that is full or read-only.
CREATE TABLE readiness (
    probed_ms BIGINT NOT NULL
);
INSERT INTO readiness VALUES (0);
