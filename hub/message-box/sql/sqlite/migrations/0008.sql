-- Other bodies for parked deliveries, with what they change and who agreed (decision 0171). The body itself is kept here only while somebody has to agree;
-- then it stands beside the message. The row stays when the message is dropped.
CREATE TABLE box_edit (
    id BLOB PRIMARY KEY,
    request_id TEXT NOT NULL,
    message_id BLOB NOT NULL,
    subscriber TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    body BLOB,
    difference TEXT NOT NULL,
    reason TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    made_by TEXT NOT NULL,
    via TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    decided_by TEXT,
    decided_via TEXT,
    decided_at INTEGER,
    decided_because TEXT,
    CONSTRAINT edit_request_once UNIQUE (request_id),
    CONSTRAINT edit_waiting_has_body CHECK ((state = 0) = (body IS NOT NULL)),
    CONSTRAINT edit_waiting_is_open CHECK ((state = 0) = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_via IS NULL) AND (state <> 0 OR decided_by IS NULL)),
    CONSTRAINT edit_not_agreed_by_its_maker CHECK (state NOT IN (1, 3) OR decided_by IS NULL OR decided_by <> made_by)
);
CREATE INDEX box_edit_message ON box_edit (message_id);
CREATE INDEX box_edit_waiting ON box_edit (id) WHERE state = 0;

-- Replays that were asked for, so that each is made once.
CREATE TABLE box_replay_request (
    request_id TEXT PRIMARY KEY,
    message_id BLOB NOT NULL,
    subscriber TEXT NOT NULL,
    mapping TEXT,
    anew BLOB,
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL
);
