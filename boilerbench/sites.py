"""The site a page belongs to: pages of one site share a template and are resampled together."""

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(maxsize=65_536)
def site_of(url: str | None) -> str | None:
    """The registered domain of a URL by the public-suffix list, or None where there is no host.

    A host under an unknown suffix keeps its last two labels; an IP address is its own site.
    What is no URL has no host.
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    if not host:
        return None
    import tld  # noqa: PLC0415  slow to load, and a list of extractors has no pages

    try:
        ipaddress.ip_address(host)
    except ValueError:
        found = tld.get_fld(f"https://{host}", fail_silently=True)
        return str(found) if found else ".".join(host.split(".")[-2:])
    return host
