"""What the ids and classes around a text say it is."""

import re
from typing import Final

from lxml.html import HtmlElement

from boilerbench.records import NoiseKind

NEAREST: Final = 6
"""Elements around a text whose names are read: farther ones are about more than the text."""

WORDS: Final[dict[str, NoiseKind]] = {
    **dict.fromkeys(("ad", "ads", "advert", "advertisement", "sponsored"), "advertisement"),
    **dict.fromkeys(("newsletter", "signup", "subscribe", "mailing"), "newsletter"),
    **dict.fromkeys(("skip", "skiplink"), "skip-link"),
    **dict.fromkeys(("related", "recirc", "trending", "recommended", "recommendations"), "related"),
    **dict.fromkeys(("popular", "mostread", "teaser", "teasers", "more"), "related"),
    **dict.fromkeys(("share", "sharing", "social", "sharebar"), "share"),
    **dict.fromkeys(("nav", "menu", "navigation", "navbar", "drawer", "pagination"), "navigation"),
    **dict.fromkeys(("comment", "comments", "disqus", "replies"), "comments"),
    **dict.fromkeys(("cookie", "cookies", "consent", "gdpr", "cmp"), "cookie"),
    **dict.fromkeys(("paywall", "meter", "regwall"), "paywall"),
    **dict.fromkeys(("promo", "promotion", "banner", "app"), "promo"),
    **dict.fromkeys(("breadcrumb", "breadcrumbs", "crumb", "crumbs"), "breadcrumb"),
    **dict.fromkeys(("login", "signin", "account", "register"), "login"),
    **dict.fromkeys(("copyright", "legal", "imprint"), "legal"),
}  # fmt: skip
"""Words of ids and classes, and the kind of noise that stands in elements named so."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def named_kind(element: HtmlElement) -> NoiseKind | None:
    """The kind that the nearest telling id or class around an element names; None without one."""
    for distance, around in enumerate((element, *element.iterancestors())):
        if distance == NEAREST:
            break
        names = f"{around.get('id') or ''} {around.get('class') or ''}"
        for word in _WORD.findall(names):
            if (kind := WORDS.get(word.lower())) is not None:
                return kind
    return None
