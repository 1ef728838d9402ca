# /// script
# requires-python = ">=3.9"
# dependencies = ["html-text==0.7.1"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "html-text"
# homepage = "https://github.com/zytedata/html-text"
# licence = "MIT"
# kind = "converter"
#
# [tool.boilerbench.variants]
# flat = { guess_layout = false }
#
# # Nothing is compiled: of each time's lxml, the newest Python with wheels.
# [[tool.boilerbench.requirements]]
# versions = "<0.6"
# dependencies = ["lxml<5"]  # imports lxml.html.clean, which lxml 5.2 moved out
# requires-python = ">=3.8,<3.9"
#
# [[tool.boilerbench.requirements]]
# versions = "<0.7"
# dependencies = []
# requires-python = ">=3.8,<3.13"
# ///
"""All text but scripts and styles, block elements on lines of their own."""

from __future__ import annotations

import html_text


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # html-text has no use for it
    *,
    guess_punct_space: bool = True,
    guess_layout: bool = True,
) -> str:
    """The library's own text: a space between inline elements, but none before punctuation."""
    return html_text.extract_text(
        html, guess_punct_space=guess_punct_space, guess_layout=guess_layout
    )
