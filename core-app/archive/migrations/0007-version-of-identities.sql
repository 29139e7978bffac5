-- One row that grows with every change of who is who: whoever keeps answers of the cross-reference knows by it when to forget them.
CREATE TABLE {t}identity_version (
  version bigint NOT NULL
);
INSERT INTO {t}identity_version (version) VALUES (1);
