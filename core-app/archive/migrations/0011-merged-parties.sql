-- Lists leave out what was merged into another: there is little of it, and it is looked up once for a list.
CREATE INDEX archive_party_merged ON {t}party(party_no) WHERE root_no <> party_no;
