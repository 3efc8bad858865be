"""One file format a file; each shows itself as `FORMAT`."""
