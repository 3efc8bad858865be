"""The forms of an archive, and the keys by which a query finds them."""
