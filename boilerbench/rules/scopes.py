"""The sites a rule is for: `example.com`, `.example.com`, `=example.com`, `example.*`, `~…`."""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

SITE: Final = re.compile(r"~?[.=]?(?!-)[\w-]+(?:\.(?:[\w-]+|\*))*")
"""A site as rules name it: a host, what holds for it, and `~` where it is left out.

`example.com` is that host and all below it, `.example.com` only those below it, `=example.com`
only itself and its `www.`; `example.*` has any public suffix.
"""


def host_of(url: str | None) -> str | None:
    """The host of a page's URL in lower case; None where there is none."""
    try:
        return urlsplit(url or "").hostname or None
    except ValueError:
        return None


def is_for(sites: Sequence[str], host: str | None) -> bool:
    """Whether a rule with these sites is for a host; a page without one has only general rules."""
    wanted = [spelt(site) for site in sites if not site.startswith("~")]
    left_out = [spelt(site[1:]) for site in sites if site.startswith("~")]
    if host is None:
        return not wanted
    host = spelt(host)
    if any(_has(site, host) for site in left_out):
        return False
    return not wanted or any(_has(site, host) for site in wanted)


def spelt(host: str) -> str:
    """A host or site in one spelling: lower case, no dot at its end, `xn--` labels as letters."""

    def letters(label: re.Match[str]) -> str:
        try:
            return label[1].encode("ascii").decode("punycode")
        except ValueError:  # what is no Punycode stays as it is
            return label[0]

    return re.sub(r"(?<![\w-])xn--([a-z0-9-]+)", letters, host.lower().rstrip("."))


def _has(site: str, host: str) -> bool:
    only, below = site.startswith("="), site.startswith(".")
    name = site.removeprefix("=").removeprefix(".")
    if name.endswith(".*"):
        name, host = name.removesuffix(".*"), _without_suffix(host)
    if only:
        return host.removeprefix("www.") == name.removeprefix("www.")
    return host.endswith(f".{name}") or (host == name and not below)


def _without_suffix(host: str) -> str:
    import tld  # noqa: PLC0415  slow to load, and few rules name a site so

    found = tld.get_tld(f"https://{host}", as_object=True, fail_silently=True)
    # The stub says str | Result; with as_object it is a Result.
    suffix = str(getattr(found, "tld", "")) if found else host.rpartition(".")[2]
    return host.removesuffix(f".{suffix}")
