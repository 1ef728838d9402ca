"""Whether a selector's words say that what it finds is noise, on any site."""

import re
from typing import Final, Literal, TypeAlias

Meaning: TypeAlias = Literal["noise", "content", "nothing"]

ALWAYS: Final = frozenset(
    """
    ad ads advert adverts advertisement advertisements advertising advertorial sponsor sponsored
    sponsors newsletter newsletters subscribe subscription subscriptions signup optin cookie
    cookies consent gdpr ccpa privacy paywall regwall share shares sharing sharetools social
    socials addthis breadcrumb breadcrumbs crumbs login logon signin register skip skiplink
    skiplinks copyright legal disclaimer imprint promo promos promotion promotions nav navbar
    navigation sitemap taboola outbrain
    """.split()  # noqa: SIM905  # easier to check than so many quoted words
)
"""Words of names that are noise whatever else the name says."""

MOSTLY: Final = frozenset(
    """
    menu menubar menuitem submenu footer masthead topbar toolbar banner search pager pagination
    paginator dialog modal popup popover tooltip flyout drawer offcanvas dropdown colophon
    contentinfo trending popular recommended recommendations recirculation mostread follow print
    reprints backtotop
    """.split()  # noqa: SIM905  # easier to check than so many quoted words
)
"""Words of names that are noise unless another word of the name is one of content."""

CONTENT: Final = frozenset(
    """
    article articles entry post posts story content contents text txt body main node view views
    field fields page title titles heading headline header summary description excerpt abstract
    caption credit media video image figure gallery card cards comment comments commentlist
    reply thread message messages review reviews product products answer answers question
    questions discussion quote aside sidebar box inner outer wrapper wrap container row col
    column grid flex block group section module component region panel tab item items list info
    details note notes link links label labels button buttons form name meta tag tags rel
    bookmark author byline first last odd even left right top bottom center active hidden open
    fade show related widget featured news feed table intro lead lede
    """.split()  # noqa: SIM905  # easier to check than so many quoted words
)
"""Words of names that hold an article's text on some site, or only say where something stands."""

ENOUGH: Final = 8
"""Sites on which a name that means nothing to us has to be noise before it is so everywhere."""

_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_IN_STRINGS: Final = re.compile(r"^(?:token|css|lines|phrase|xpath) ")


def meaning(name: str) -> Meaning:
    """What the words in a selector or token say of the elements that it finds."""
    words = {word.lower() for word in _WORD.findall(_IN_STRINGS.sub("", name))}
    if words & ALWAYS:
        return "noise"
    if words & CONTENT:
        return "content"
    return "noise" if words & MOSTLY else "nothing"


def is_general(name: str, sites: int) -> bool:
    """Whether a rule with this name may hold for sites on which nobody has tried it.

    A name that says what it is may, and one that says nothing but was noise on many sites. A name
    that is an article's on other sites may not, however often it was noise here.
    """
    told = meaning(name)
    return told == "noise" or (told == "nothing" and sites >= ENOUGH)
