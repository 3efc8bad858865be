import pytest

from index.storage.urls import canonical_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://Example.ORG:443/a/?utm_source=x&id=3#top", "https://example.org/a?id=3"),
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org/?a=&b=1&fbclid=z", "https://example.org?a=&b=1"),
    ],
)
def test_spellings_of_an_address_become_one(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "/relative", "mailto:a@b", "http://[::1", "http://a:b/"],
)
def test_what_names_no_page_is_no_address(url: str | None) -> None:
    assert canonical_url(url) is None
