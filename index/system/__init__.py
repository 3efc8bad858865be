"""What the operating system gives: SQLite files, locks, owners of files, processes."""
