"""The terminal and the line to it: what it can do, what it is sent, how it is left."""
