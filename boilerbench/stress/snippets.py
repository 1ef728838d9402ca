"""Noise as sites write it: elements of the shipped pages, by kind, page and selector."""

import copy
from collections.abc import Mapping
from functools import lru_cache
from random import Random
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from boilerbench.corpora.finding import Finder
from boilerbench.errors import CorpusError
from boilerbench.shipped import shipped
from boilerbench.trees import parse_page

SNIPPETS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "advertisement": (("news/ghostfares", "#ad_paidlinks"), ("news/pool", "#spn-unit")),
    "newsletter": (("news/bog-road", ".mc4wp"), ("news/delta", "#inline-climate-newsletter")),
    "skip-link": (("news/blood-drones", ".tp-jump"), ("news/eel-ledger", "#ad-inread1")),
    "related": (("news/bog-road", ".see-also"), ("news/delta", ".css-ycfo8k")),
    "share": (("news/earbuds-deal", ".sharedaddy"), ("news/pool", "#share-a")),
    "navigation": (("news/bowls-green", ".gap-8"), ("news/glacier-stakes", ".block-issues")),
    "comments": (("news/night-court", ".comment-content"), ("news/pool", "#cmt-1")),
    "cookie": (("news/liftbridge", "#ck-note"), ("news/moss", "#cookieToast")),
    "paywall": (("news/summit", "#meter-gateway"), ("news/liftbridge", ".offer__plans")),
    "promo": (("news/ghostfares", ".pages-promo"), ("news/blood-drones", ".tp-ask")),
    "breadcrumb": (("news/dry-bulk-index", ".breadcrumbs"), ("news/lottery-village", ".o-crumbs")),
    "login": (("news/summit", "#login-modal"), ("news/hog-judge", ".newspack-reader-auth")),
    "legal": (("news/delta", ".css-d38mqh"), ("news/glacier-stakes", ".imprint")),
    "media-label": (("news/goalposts", ".df-vid"), ("news/wreck-lift", ".tp-player__stage")),
    "other": (("news/chip-shop", ".df-poll"), ("news/arraignment", ".wx")),
}
"""For every noise kind two elements of two sites that hold noise of that kind alone."""


def snippet(kind: str, page: str, rng: Random) -> HtmlElement:
    """One of the elements of this kind, a copy; never one of the page itself."""
    others = [one for one in SNIPPETS[kind] if one[0] != page]
    return copy.deepcopy(cut_out(*rng.choice(others)))


@lru_cache(maxsize=64)
def cut_out(page: str, selector: str) -> HtmlElement:
    """The element alone: no scripts, styles and comments in it, and nothing behind it."""
    tree = parse_page((shipped("corpus") / f"{page}.html").read_bytes())
    found = None if tree is None else Finder(tree).one(selector)
    if found is None:
        raise CorpusError(f"The shipped page {page} has no {selector}: install boilerbench anew.")
    element = copy.deepcopy(found)
    element.tail = None
    etree.strip_elements(element, "script", "style", etree.Comment, with_tail=False)
    return element
