"""One address for one article: what RFC 3986 section 6.2 calls normalisation."""

from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

#: Parameters that name a campaign or a click, never a page.
_TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid"}
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str | None) -> str | None:
    """The form of an address by which articles are told apart; None when it is none.

    Scheme and host in lower case, no default port, fragment, tracking parameter or
    final slash. Only http and https count: another scheme names no page.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:  # a broken IPv6 host or port
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    host = (
        parts.hostname
        if port in (None, _DEFAULT_PORTS[parts.scheme])
        else (f"{parts.hostname}:{port}")
    )
    query = urlencode([pair for pair in parse_qsl(parts.query, True) if not _tracks(pair[0])])
    return SplitResult(parts.scheme, host, parts.path.rstrip("/"), query, "").geturl()


def _tracks(parameter: str) -> bool:
    return parameter in _TRACKING or parameter.startswith("utm_")
