"""The screens: the library, which owns the session, and those opened from it."""
