-- 0007 web: keys that make a repeated request one deed. (security/ section 3)
--
-- A browser repeats a form by itself when the answer is lost. The first answer stands here, written in the
-- transaction of its effect, and is given again; the same key with other content is refused. Kept 90 days.
-- body is sealed, since an answer may show what is told only once; digest is a hash of what the request said.

CREATE TABLE request_key (
    account_id   {id} NOT NULL,
    key          TEXT NOT NULL,
    digest       {bytes} NOT NULL,
    at           {time} NOT NULL,
    status       {int} NOT NULL,
    location     TEXT NOT NULL,
    done         TEXT NOT NULL,
    content_type TEXT NOT NULL,
    body         {bytes} NOT NULL,
    PRIMARY KEY (account_id, key)
) {table};
CREATE INDEX request_key_at ON request_key (at);
