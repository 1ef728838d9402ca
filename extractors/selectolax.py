# /// script
# requires-python = ">=3.9,<3.16"
# dependencies = ["selectolax==1.0.2"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "selectolax (lexbor)"
# homepage = "https://github.com/rushter/selectolax"
# licence = "MIT"
# kind = "converter"
#
# [[tool.boilerbench.requirements]]
# versions = "<0.3.25"
# dependencies = []
# requires-python = ">=3.8,<3.12"  # of that year there are wheels up to Python 3.11
# ///
"""All text of lexbor's tree but the elements that no browser shows, stripped."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

# The list in the documentation of `strip_tags`.
UNSEEN = ["head", "style", "script", "xmp", "iframe", "noembed", "noframes"]


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # the text has no links
    *,
    separator: str = "\n",
) -> str:
    """The document's `text` after `strip_tags`, its pieces joined by `separator`."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(UNSEEN)
    return tree.text(separator=separator, strip=True)
