-- The key of each stored upload. Without it the file is noise; it is deleted with the file.
CREATE TABLE upload_keys (
    upload {text} NOT NULL PRIMARY KEY,
    key {blob} NOT NULL,
    created_at {int} NOT NULL
){table_end};
