# /// script
# requires-python = ">=3.9"
# dependencies = ["clear-html==0.5.0", "html-text==0.7.1", "lxml==6.1.3"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "clear-html"
# homepage = "https://github.com/zytedata/clear-html"
# licence = "MIT"
# kind = "converter"
#
# [[tool.boilerbench.requirements]]
# versions = "<0.5"
# dependencies = ["html-text", "lxml", "lxml-html-clean"]
# requires-python = ">=3.9,<3.13"  # nothing is compiled: lxml of that time has wheels up to 3.12
# ///
"""The page's HTML cleaned and normalised, then the library's own text of it."""

from __future__ import annotations

from clear_html import clean_node, cleaned_node_to_text
from lxml import etree
from lxml.html import HTMLParser


def extract(html: str, url: str | None = None) -> str | None:
    """The text of the cleaned tree, which html-text lays out; figure captions are left out."""
    # clear-html takes a tree. Encoded, because lxml refuses a str that declares an encoding;
    # without that declaration, because the library stumbles over it; huge_tree, because
    # otherwise all that is nested 255 elements deep is dropped before the library sees it.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    page = html.encode("utf-8", "replace")
    tree = etree.fromstring(page, parser) if page.strip() else None
    return None if tree is None else cleaned_node_to_text(clean_node(tree, url))
