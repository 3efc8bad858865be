"""The tables of `articles.sqlite`, and how older ones become the newest."""

#: For triggers of `article`: its language and source hold one more or fewer.
_MORE = """
INSERT INTO tally VALUES (new.lang, coalesce(new.source, ''), 1)
ON CONFLICT DO UPDATE SET articles = articles + 1
"""
_FEWER = """
UPDATE tally SET articles = articles - 1
WHERE lang = old.lang AND source = coalesce(old.source, '');
DELETE FROM tally WHERE lang = old.lang AND source = coalesce(old.source, '') AND articles = 0
"""

#: What each version adds to the one before it, statement by statement. A version that was
#: released is never changed; another one is put behind it.
STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE archive (uuid TEXT NOT NULL, created TEXT NOT NULL)",
        """
        CREATE TABLE root (
            id INTEGER PRIMARY KEY,
            uuid TEXT NOT NULL UNIQUE,
            location TEXT NOT NULL UNIQUE  -- an absolute folder, or - for standard input
        )
        """,
        """
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
        )
        """,
        "CREATE INDEX article_by_date ON article (date DESC, key)",
        """
        CREATE TABLE revision (
            article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
            hash TEXT NOT NULL,
            recorded TEXT NOT NULL,        -- when this text was first seen here, UTC
            passages TEXT NOT NULL,        -- JSON: [[kind, text], ...]; n is the place, from 1
            PRIMARY KEY (article, hash)
        )
        """,
        """
        CREATE TABLE origin (
            article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
            root INTEGER NOT NULL REFERENCES root (id),
            path TEXT NOT NULL,            -- below the root
            record TEXT NOT NULL,          -- within the file; '' when the file is one article
            digest TEXT NOT NULL,          -- of what was last read there
            gone INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (root, path, record)
        )
        """,
        "CREATE INDEX origin_by_article ON origin (article)",
    ),
    (
        """
        CREATE TABLE verdict (          -- what a person decided of stories
            id INTEGER PRIMARY KEY,     -- a later one wins
            kind TEXT NOT NULL,         -- see index.stories.verdicts
            made TEXT NOT NULL          -- when, UTC
        )
        """,
        """
        CREATE TABLE verdict_article (
            verdict INTEGER NOT NULL REFERENCES verdict (id) ON DELETE CASCADE,
            article INTEGER NOT NULL REFERENCES article (key) ON DELETE CASCADE,
            side INTEGER NOT NULL,      -- of what is kept apart; else 0
            PRIMARY KEY (verdict, article)
        )
        """,
    ),
    (
        """
        CREATE TABLE given (            -- what was named to `add`: `sync` looks there again
            root INTEGER NOT NULL REFERENCES root (id),
            path TEXT NOT NULL,         -- below the root; . is the root itself
            folder INTEGER NOT NULL,    -- a folder is followed as a whole
            source TEXT,                -- as stated then, for what names none itself
            lang TEXT,                  -- as stated then, for all of it
            PRIMARY KEY (root, path)
        )
        """,
        # Which folders were given nobody wrote down before.
        """
        INSERT INTO given SELECT DISTINCT origin.root, path, 0, NULL, NULL
        FROM origin JOIN root ON root.id = origin.root WHERE location != '-'
        """,
        """
        CREATE TABLE file (
            root INTEGER NOT NULL REFERENCES root (id),
            path TEXT NOT NULL,
            seen TEXT NOT NULL,         -- size, times and statements when it was last read whole
            PRIMARY KEY (root, path)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE dismissed (        -- origins of removed articles: `sync` passes them over
            root INTEGER NOT NULL REFERENCES root (id),
            path TEXT NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (root, path, record)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE removed (          -- for what is derived: these articles are no more
            article INTEGER PRIMARY KEY,
            change INTEGER NOT NULL UNIQUE
        )
        """,
        # Whether all of its origins are.
        "ALTER TABLE article ADD COLUMN gone INTEGER NOT NULL DEFAULT 0",
    ),
    (
        # Of a million articles this is asked whenever a screen is opened.
        """
        CREATE TABLE tally (
            lang TEXT NOT NULL,
            source TEXT NOT NULL,       -- '' when it is unknown
            articles INTEGER NOT NULL,
            PRIMARY KEY (lang, source)
        ) WITHOUT ROWID
        """,
        """
        INSERT INTO tally SELECT lang, coalesce(source, ''), count(*) FROM article GROUP BY 1, 2
        """,
        f"CREATE TRIGGER article_added AFTER INSERT ON article BEGIN {_MORE}; END",
        f"CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN {_FEWER}; END",
        f"""
        CREATE TRIGGER article_named AFTER UPDATE OF lang, source ON article
        BEGIN {_MORE}; {_FEWER}; END
        """,
        "CREATE INDEX article_by_holder ON article (lang, coalesce(source, ''), date DESC, key)",
    ),
)

#: Kept in `PRAGMA user_version`.
SCHEMA_VERSION = len(STEPS)
