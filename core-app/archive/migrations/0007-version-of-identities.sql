-- One row that grows with every change of who is who: whoever keeps answers of the cross-reference knows by it when to forget them.
CREATE TABLE {a}identity_version (
  version bigint NOT NULL
);
INSERT INTO {a}identity_version (version) VALUES (1);
