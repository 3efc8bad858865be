"""Addresses that may become links."""

import re

from reader.printable import printable

# Nothing that ends an address in any of the formats, nor a scheme that runs anything.
_WEB = re.compile(r"https?://[^\s<>\\`\"]+", re.IGNORECASE)


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web and of printable characters only, else None."""
    return url if url and _WEB.fullmatch(url) and printable(url) == url else None
