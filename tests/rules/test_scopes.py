"""Sites of rules: which hosts each form is for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.rules.scopes import SITE, host_of, is_for


@pytest.mark.parametrize(
    ("sites", "host", "wanted"),
    [
        ((), "a.com", True),
        ((), None, True),
        (("a.com",), None, False),
        (("~a.com",), None, True),
        (("a.com",), "a.com", True),
        (("a.com",), "news.a.com", True),
        (("a.com",), "ba.com", False),
        (("A.com",), "a.com", True),
        ((".a.com",), "a.com", False),
        ((".a.com",), "x.a.com", True),
        (("=a.com",), "a.com", True),
        (("=a.com",), "www.a.com", True),
        (("=a.com",), "x.a.com", False),
        (("=www.a.com",), "a.com", True),
        (("a.*",), "a.co.uk", True),
        (("a.*",), "x.a.de", True),
        (("a.*",), "ba.de", False),
        (("a.*",), "a.invalid-suffix", True),
        (("~a.com",), "b.com", True),
        (("~a.com",), "x.a.com", False),
        (("a.com", "~x.a.com"), "x.a.com", False),
        (("a.com", "~x.a.com"), "y.a.com", True),
        (("a.com", "b.com"), "b.com", True),
        ((".a.*",), "a.co.uk", False),
        ((".a.*",), "x.a.co.uk", True),
        (("=a.*",), "a.co.uk", True),
        (("=a.*",), "www.a.co.uk", True),
        (("=a.*",), "x.a.co.uk", False),
        (("b\u00fccher.example",), "xn--bcher-kva.example", True),
        (("~=xn--bcher-kva.example",), "b\u00fccher.example", False),
        (("xn--\u00fc-.example",), "a.example", False),
        (("xn--99999999999.example",), "xn--99999999999.example", True),
        (("a.com",), "A.com.", True),
    ],
)
def test_a_rule_is_for_the_hosts_its_sites_say(
    sites: tuple[str, ...], host: str | None, wanted: bool
) -> None:
    """Hosts and those below them, only below, only itself, any suffix, and all but some."""
    assert is_for(sites, host) is wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://News.A.com:8080/x", "news.a.com"),
        (None, None),
        ("", None),
        ("no url", None),
        ("http://[broken/", None),
    ],
)
def test_the_host_of_a_url_is_had_or_none(url: str | None, wanted: str | None) -> None:
    """What is no URL has no host, and raises nothing."""
    assert host_of(url) == wanted


@given(st.from_regex(r"[a-z]{1,5}(\.[a-z]{1,5}){1,3}", fullmatch=True))
def test_a_host_is_a_site_and_is_for_itself_and_its_subdomains(host: str) -> None:
    """Any host can be written as a site, holds for itself, and never with its exclusion."""
    assert SITE.fullmatch(host)
    assert is_for((host,), host)
    assert is_for((host,), f"sub.{host}")
    assert not is_for((host, f"~{host}"), host)
