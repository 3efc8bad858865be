"""The tables of `articles.sqlite`."""

#: Kept in `PRAGMA user_version`.
SCHEMA_VERSION = 2

#: What the second version has more: what a person decided of stories.
VERDICTS = """
CREATE TABLE verdict (
    id INTEGER PRIMARY KEY,        -- a later one wins
    kind TEXT NOT NULL,            -- see index.verdicts
    made TEXT NOT NULL             -- when, UTC
);
CREATE TABLE verdict_article (
    verdict INTEGER NOT NULL REFERENCES verdict (id) ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    side INTEGER NOT NULL,         -- of what is kept apart; else 0
    PRIMARY KEY (verdict, article)
);
"""

SCHEMA = f"""
CREATE TABLE archive (uuid TEXT NOT NULL, created TEXT NOT NULL);
CREATE TABLE root (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    location TEXT NOT NULL UNIQUE  -- an absolute folder, or - for standard input
);
CREATE TABLE article (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    canonical_url TEXT UNIQUE,
    change INTEGER NOT NULL UNIQUE,
    title TEXT NOT NULL,
    title_derived INTEGER NOT NULL,
    lang TEXT NOT NULL,
    source TEXT,
    date TEXT,
    date_from TEXT,
    url TEXT,
    revision TEXT NOT NULL         -- the current one
);
CREATE INDEX article_by_date ON article (date DESC, key);
CREATE TABLE revision (
    article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    recorded TEXT NOT NULL,        -- when this text was first seen here, UTC
    passages TEXT NOT NULL,        -- JSON: [[kind, text], ...]; n is the place, from 1
    PRIMARY KEY (article, hash)
);
CREATE TABLE origin (
    article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
    root INTEGER NOT NULL REFERENCES root (id),
    path TEXT NOT NULL,            -- below the root
    record TEXT NOT NULL,          -- within the file; '' when the file is one article
    digest TEXT NOT NULL,          -- of what was last read there
    gone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (root, path, record)
);
CREATE INDEX origin_by_article ON origin (article);
{VERDICTS}
"""
