"""The site of a URL: what pages share a template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.sites import site_of


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.news.example.co.uk/a?b#c", "example.co.uk"),
        ("http://user@Example.COM:8080/", "example.com"),
        ("https://a.b.unknownsuffix/", "b.unknownsuffix"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("file:///home/page.html", None),
        ("summit.html", None),
        ("http://[bad", None),
        ("http://[1.2.3.4]/", None),
        ("", None),
        (None, None),
    ],
)
def test_the_site_is_the_registered_domain(url: str | None, site: str | None) -> None:
    """The registered domain, an address for itself, two labels of the unknown, else nothing."""
    assert site_of(url) == site


@given(st.text() | st.from_regex(r"https?://[][.:%@\w/?#-]{1,16}", fullmatch=True))
def test_no_url_is_too_wrong_to_ask(url: str) -> None:
    """Whatever a gold file holds as its URL, there is a site or none."""
    assert site_of(url) != ""
