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
    wanted = [site for site in sites if not site.startswith("~")]
    left_out = [site[1:] for site in sites if site.startswith("~")]
    if host is None:
        return not wanted
    if any(_has(site.lower(), host) for site in left_out):
        return False
    return not wanted or any(_has(site.lower(), host) for site in wanted)


def _has(site: str, host: str) -> bool:
    if site.startswith("="):
        return host.removeprefix("www.") == site[1:].removeprefix("www.")
    below = site.startswith(".")
    name = site.removeprefix(".")
    if name.endswith(".*"):
        return _has_any_suffix(name.removesuffix(".*"), host)
    return host.endswith(f".{name}") or (host == name and not below)


def _has_any_suffix(name: str, host: str) -> bool:
    import tld  # noqa: PLC0415  slow to load, and few rules name a site so

    found = tld.get_tld(f"https://{host}", as_object=True, fail_silently=True)
    # The stub says str | Result; with as_object it is a Result.
    suffix = str(getattr(found, "tld", "")) if found else host.rpartition(".")[2]
    rest = host.removesuffix(f".{suffix}")
    return rest == name or rest.endswith(f".{name}")
