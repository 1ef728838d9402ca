"""What the words of a report mean: outcomes, kinds of noise, signs of a diff."""

from collections.abc import Mapping
from typing import Final

from boilerbench.records import NoiseKind, OptionalKind, Outcome

OUTCOMES: Final[Mapping[Outcome, str]] = {
    "ok": "the extractor returned text",
    "empty": "it returned nothing, which is an answer",
    "error": "it raised an exception",
    "crash": "its process ended",
    "timeout": "it took longer than it may, twice",
    "memory": "it took more memory than it may, twice",
    "bad-output": "what it returned is no text, or over 64 MiB",
    "unavailable": "it could not be built or started here",
}

NOISE: Final[Mapping[NoiseKind, str]] = {
    "advertisement": "ad labels, slots, sponsored teasers, the lines around an ad",
    "newsletter": "sign-up forms for mail, with all their states",
    "skip-link": "links that jump inside the page or to another view of it",
    "related": "links to other pages as content: related, most read, next",
    "share": "share, save, print and copy-link buttons, and their hidden labels",
    "navigation": "menus, site index, search, previous and next",
    "comments": "readers' comments and all around them",
    "cookie": "consent banners and tracker settings",
    "paywall": "what meters or blocks reading, and its offer",
    "promo": "the site advertising itself",
    "breadcrumb": "the path from the home page",
    "login": "forms and links to sign in or register",
    "legal": "copyright, terms, imprint",
    "media-label": "labels, credits and controls of players and pictures",
    "other": "boilerplate of no other kind",
}

OPTIONAL: Final[Mapping[OptionalKind, str]] = {
    "title": "the page's title, shown in its body",
    "byline": "who wrote it, and when",
    "caption": "the words under a picture",
    "tags": "the subjects it is filed under",
    "author-bio": "the lines about its author",
}

MARKS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("\N{MINUS SIGN}", "gold that the output lacks"),
    "leaked": ("+", "labelled noise that came out, with its kind and where it stands in the page"),
    "moved": ("~", "gold that came out in another place"),
    "optional": ("○", "text that is neither wrong to keep nor wrong to drop"),
    "extra": ("?", "text that is neither gold nor labelled"),
}
"""The marks of a diff that are shown, each with its sign and meaning."""

STRESS: Final[Mapping[str, str]] = {
    "F1 kept": "the F1 under a mutation divided by that of the control on the same pages",
    "gold lost": "words of gold that came out for the control and not under the mutation, gains "
    "taken off, as a share of all words of gold",
    "leaked": "the share of planted words that came out; the words are invented, and each stands "
    "once on its page",
    "markup of sites": "noise before, between and behind gold (noise-KIND), in elements of shipped "
    "pages with their names and tags",
    "plain divs": "the same lines in div elements without a name or another attribute "
    "(noise-KIND-div)",
    "failed": "pages without an answer under a mutation: an F1 of 0, all gold lost, in no share "
    "of leaks",
}
"""The words of a stress test."""
