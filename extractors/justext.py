# /// script
# requires-python = ">=3.9"
# dependencies = ["jusText==3.0.2"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
#
# [tool.boilerbench]
# title = "jusText"
# homepage = "https://github.com/miso-belica/jusText"
# licence = "BSD-2-Clause"
# default = true
#
# [tool.boilerbench.variants]
# aeb = { length_low = 50, stopwords_low = 0.1, stopwords_high = 0.2, no_headings = true }
# german = { language = "German" }
# any-language = { language = "", stopwords_low = 0.0, stopwords_high = 0.0 }
#
# [[tool.boilerbench.requirements]]
# versions = "<3.0.1"
# dependencies = ["lxml<5"]        # imports lxml.html.clean, which lxml 5.2 moved out
# requires-python = ">=3.8,<3.10"  # the lxml of that year has wheels up to Python 3.9
# ///
"""Paragraph classification by length, links and stop words."""

from __future__ import annotations

import justext


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # jusText has no use for it
    *,
    language: str = "English",
    length_low: int = 70,
    length_high: int = 200,
    stopwords_low: float = 0.30,
    stopwords_high: float = 0.32,
    max_link_density: float = 0.2,
    max_heading_distance: int = 200,
    no_headings: bool = False,
) -> str:
    """The paragraphs that are not boilerplate, one to a line; no language means no stop words."""
    paragraphs = justext.justext(
        html,
        justext.get_stoplist(language) if language else frozenset(),
        length_low=length_low,
        length_high=length_high,
        stopwords_low=stopwords_low,
        stopwords_high=stopwords_high,
        max_link_density=max_link_density,
        max_heading_distance=max_heading_distance,
        no_headings=no_headings,
    )
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)
