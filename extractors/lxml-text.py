# /// script
# requires-python = ">=3.9"
# dependencies = ["lxml==6.1.3"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
#
# [tool.boilerbench]
# title = "lxml, all visible text"
# homepage = "https://lxml.de"
# licence = "BSD-3-Clause"
# kind = "converter"
# default = true
# ///
"""All visible text of the parsed page: what a reader would copy with everything selected."""

from __future__ import annotations

import re

from lxml import etree

# Not the whole head: libxml2 puts the text of a page without <body> there.
UNSEEN = frozenset({"title", "script", "style", "template", "noscript", "iframe"})
# The elements that a browser's style sheet sets as blocks, list items, table parts or breaks.
BLOCKS = frozenset(
    """
    address article aside blockquote body br button caption center dd details dialog dir div dl
    dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li
    main menu nav ol optgroup option p pre search section select summary table tbody td textarea
    tfoot th thead tr ul
    """.split()  # noqa: SIM905  # easier to check than 50 quoted words
)
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def extract(html: str, url: str | None = None) -> str:  # noqa: ARG001  # text has no links
    """The text line by line: white space collapsed, block elements on lines of their own."""
    # Encoded, because libxml2 would believe a declaration inside a str; huge_tree, because
    # its default silently drops all that is nested 255 elements deep.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    parser.feed(NOT_IN_XML.sub(" ", html).encode())
    try:
        root = parser.close()
    except etree.XMLSyntaxError:  # an empty page
        root = None
    if root is None:  # nothing but comments
        return ""
    lines = (" ".join(line.split()) for line in "".join(_pieces(root)).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(root):  # noqa: ANN001, ANN202  # element types have moved between lxml's releases
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in UNSEEN:
                walk.skip_subtree()
                continue
            yield "\n" if element.tag in BLOCKS else ""
            yield " ".join((element.text or "").splitlines())
        else:
            yield "\n" if element.tag in BLOCKS else ""
            yield " ".join((element.tail or "").splitlines())
