# /// script
# requires-python = ">=3.9,<3.15"
# dependencies = ["readability-lxml==0.9", "html-text==0.7.1"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
#
# [tool.boilerbench]
# title = "readability-lxml"
# homepage = "https://github.com/buriy/python-readability"
# licence = "Apache-2.0"
# default = true
#
# [tool.boilerbench.variants]
# title = { title = true }
#
# [[tool.boilerbench.requirements]]
# versions = "<0.8.2"
# dependencies = ["html-text", "lxml<5"]  # imports lxml.html.clean, which lxml 5.2 moved out
# requires-python = ">=3.8,<3.9"          # the lxml of that year has wheels up to Python 3.8
#
# [[tool.boilerbench.requirements]]
# versions = "<0.9"
# dependencies = ["html-text", "lxml_html_clean"]
# ///
"""Arc90's readability scoring of paragraphs and their parents, then html-text for the text."""

from __future__ import annotations

import html_text
from readability import Document


def extract(
    html: str,
    url: str | None = None,
    *,
    min_text_length: int = 25,
    retry_length: int = 250,
    title: bool = False,
) -> dict[str, str]:
    """The text of the summary that readability cuts out; html-text lays out its lines.

    The title costs another parse of the page, so it is given only when asked for.
    """
    document = Document(html, url=url, min_text_length=min_text_length, retry_length=retry_length)
    result = {"text": html_text.extract_text(document.summary(html_partial=True))}
    return {**result, "title": document.title()} if title else result
