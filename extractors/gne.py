# /// script
# requires-python = ">=3.9"
# dependencies = ["gne==0.4.3"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "GeneralNewsExtractor"
# homepage = "https://github.com/GeneralNewsExtractor/GeneralNewsExtractor"
# licence = "MIT"
#
# [tool.boilerbench.variants]
# normalize = { normalize = true }
#
# [[tool.boilerbench.requirements]]
# versions = "<0.4"
# dependencies = []
# requires-python = ">=3.8,<3.9"  # the oldest lxml of these has wheels up to Python 3.8
# ///
"""Density of text and of punctuation, made for Chinese news."""

from __future__ import annotations

from gne import GeneralNewsExtractor
from gne.exceptions import NoContentException


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # only makes addresses of images absolute
    *,
    normalize: bool = False,
) -> dict[str, str]:
    """The text of the densest element; that there is none is an exception of the library."""
    try:
        found = GeneralNewsExtractor().extract(html, normalize=normalize)
    except NoContentException:
        return {"text": ""}
    return {
        "text": found["content"],
        "title": found["title"],
        "author": found["author"],
        "date": found["publish_time"],
    }
