"""The pages that an adapter is checked with: an article, and what the web has besides."""

import hashlib

URL = "https://www.conformance.example/2026/ferry.html"

PARAGRAPHS = (
    (
        "The ferry left the harbour at dawn with forty people and one piano on board, which had "
        "been sold to a school on the other shore of the bay and was to be there before the first "
        "lesson of the day, as it is in the contract that both of them had signed."
    ),
    (
        "By noon the piano had been played by everyone except the captain, who said that he would "
        "have to steer with his knees if he did, and that this was not what the company paid him "
        "for, although he had thought about it for most of the morning."
    ),
    (
        "In the afternoon the wind came up from the south, and those who were on deck went below, "
        "where there was tea for all of them, and where a retired teacher gave a lecture on the "
        "history of tuning forks that was longer than the crossing itself."
    ),
    (
        "It was dark when they arrived, and the head of the school stood on the quay with a lamp "
        "and eleven of her pupils, who carried the piano up the hill to the old gymnasium and did "
        "not put it down once, because nobody had told them that they could."
    ),
)
"""What an article holds, and what an extractor should find in it."""

SCRIPT = "scriptedSlot"
STYLE = "styledSlot"
"""Words that stand in no text a reader sees: in a script, in a style sheet."""

DEEP = PARAGRAPHS[0]
"""What stands at the bottom of a nested page, the other paragraphs after it."""

LAST = "The last sentence of this long page says that the piano is still in tune after all that."

_HEAD = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A piano crosses the water</title>
<style>.{STYLE} {{ color: #333 }}</style><script>var {SCRIPT} = "Buy now";</script>"""
_MENU = '<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>'
_FOOT = "<footer>All rights reserved by the harbour office</footer></body></html>\n"
_TEXT = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
_FILLER = "It is said that the ferry will sail again on day {} of the season, if the wind allows."

_NEEDED = """
<link rel="stylesheet" href="/site.css"><link rel="icon" href="/icon.png">
<link rel="amphtml" href="https://www.conformance.example/amp/ferry.html">
<link rel="next" href="/2026/ferry.html?page=2"><script src="https://cdn.example/ads.js"></script>
<meta property="og:image" content="https://img.conformance.example/piano.jpg">"""
_SHOWN = """<figure><img src="https://img.conformance.example/piano.jpg" srcset="/p2.jpg 2x"
width="800" height="600" alt="The piano"><figcaption>The piano at dawn</figcaption></figure>
<p>More is <a href="/2026/piano.html">in the first part of this story</a>, for those who missed it,
and in <a href="https://elsewhere.example/tuning">the lecture on the tuning forks</a> itself.</p>
<iframe src="https://video.example/embed/1"></iframe><video src="/ferry.mp4"></video>"""


def article() -> bytes:
    """A page as news sites have it, of four paragraphs."""
    return _article().encode()


def linked() -> bytes:
    """The article with a picture, a video, scripts, style sheets and links to other pages."""
    return _article(head=_NEEDED, more=_SHOWN).encode()


def mislabelled() -> bytes:
    """The article with letters beyond ASCII, in Latin-1, while it says that it is UTF-8."""
    return _article(more="<p>Café, façade, Zürich: à bientôt, señor Muñoz.</p>").encode("latin-1")


def xml_declared() -> bytes:
    """The article after an XML declaration, which lxml refuses in a str."""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + article()


def unencodable() -> bytes:
    """The article with NUL and lone surrogates, as bytes and as character references."""
    odd = b"<p>A\0B \xed\xa0\x80 C &#xD800; D &#0; E &#xDFFF; F \xef\xbf\xbe</p>"
    return article().replace(b"</article>", odd + b"</article>")


def binary() -> bytes:
    """64 KiB without any order, as of a picture that was served as HTML."""
    return b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(2048))


def nested(depth: int) -> bytes:
    """The article's paragraphs inside so many elements."""
    return f"{_HEAD}</head><body>{'<div>' * depth}{_TEXT}{'</div>' * depth}{_FOOT}".encode()


def long(size: int) -> bytes:
    """An article of at least so many bytes, the last sentence of which is `LAST`."""
    one = len(_FILLER) * 4 + len("<p></p>\n")
    filler = (
        "<p>" + " ".join(_FILLER.format(number * 4 + day) for day in range(4)) + "</p>\n"
        for number in range(size // one)
    )
    return _article(more=f"{''.join(filler)}<p>{LAST}</p>").encode()


def _article(head: str = "", more: str = "") -> str:
    story = f"<article><h1>A piano crosses the water</h1>\n{_TEXT}\n{more}</article>"
    return f"{_HEAD}{head}</head><body>{_MENU}\n{story}\n{_FOOT}"
