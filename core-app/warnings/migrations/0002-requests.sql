-- What a person has asked for once, and what was refused of it: the same again does nothing new.
CREATE TABLE {t}request (
  who text NOT NULL,
  request_id text NOT NULL,
  refused text NOT NULL,
  at {instant} NOT NULL,
  PRIMARY KEY (who, request_id)
);
