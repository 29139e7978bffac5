-- What our own words of a code name (JSON): words are made when they are read, in the reader's language.
ALTER TABLE {t}event ADD COLUMN named text;
ALTER TABLE {t}step ADD COLUMN named text;
