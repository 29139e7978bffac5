-- Other bodies for parked deliveries, with what they change and who agreed (decision 0171). The body itself is kept here only while somebody has to agree;
-- then it stands beside the message. The row stays when the message is dropped.
CREATE TABLE box.edit (
    id uuid PRIMARY KEY,
    request_id text NOT NULL,
    message_id uuid NOT NULL,
    subscriber text NOT NULL,
    attempts int NOT NULL,
    body bytea,
    difference text NOT NULL,
    reason text NOT NULL,
    state smallint NOT NULL CHECK (state BETWEEN 0 AND 3),
    made_by text NOT NULL,
    via text NOT NULL,
    made_at timestamptz NOT NULL,
    decided_by text,
    decided_via text,
    decided_at timestamptz,
    decided_because text,
    CONSTRAINT edit_request_once UNIQUE (request_id),
    CONSTRAINT edit_waiting_has_body CHECK ((state = 0) = (body IS NOT NULL)),
    CONSTRAINT edit_waiting_is_open CHECK ((state = 0) = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_via IS NULL) AND (state <> 0 OR decided_by IS NULL)),
    CONSTRAINT edit_not_agreed_by_its_maker CHECK (state NOT IN (1, 3) OR decided_by IS NULL OR decided_by <> made_by)
);
CREATE INDEX edit_message ON box.edit (message_id);
CREATE INDEX edit_waiting ON box.edit (id) WHERE state = 0;

-- Replays that were asked for, so that each is made once.
CREATE TABLE box.replay_request (
    request_id text PRIMARY KEY,
    message_id uuid NOT NULL,
    subscriber text NOT NULL,
    mapping text,
    anew uuid,
    made_by text NOT NULL,
    made_at timestamptz NOT NULL
);
