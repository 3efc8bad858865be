"""Articles, their revisions and where they came from, in SQLite: the truth."""
