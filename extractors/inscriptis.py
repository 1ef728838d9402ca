# /// script
# requires-python = ">=3.11"
# dependencies = ["inscriptis==2.7.6"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "inscriptis"
# homepage = "https://github.com/weblyzard/inscriptis"
# licence = "Apache-2.0"
# kind = "converter"
#
# [tool.boilerbench.variants]
# relaxed = { css = "relaxed" }
# strict = { css = "strict" }
# links = { display_links = true }
#
# # Nothing is compiled: of each time's lxml, the newest Python with wheels.
# [[tool.boilerbench.requirements]]
# versions = "<2.3"
# dependencies = []
# requires-python = ">=3.8,<3.10"
#
# [[tool.boilerbench.requirements]]
# versions = "<2.5"
# dependencies = []
# requires-python = ">=3.8,<3.12"
#
# [[tool.boilerbench.requirements]]
# versions = "<2.6"
# dependencies = []
# requires-python = ">=3.9,<3.13"
#
# [[tool.boilerbench.requirements]]
# versions = "<2.7"
# dependencies = []
# requires-python = ">=3.9"
# ///
"""All text laid out as a browser would with style sheets: nested tables, lists, indentation."""

from __future__ import annotations

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # inscriptis has no use for it
    *,
    css: str = "relaxed",
    display_images: bool = False,
    deduplicate_captions: bool = False,
    display_links: bool = False,
    display_anchors: bool = False,
) -> str:
    """The library's own text under one of its two style sheets; both hide head, script, style."""
    if css not in CSS_PROFILES:
        raise ValueError(f"css is {css!r}; it can be {', '.join(CSS_PROFILES)}")
    config = ParserConfig(
        css=CSS_PROFILES[css].copy(),
        display_images=display_images,
        deduplicate_captions=deduplicate_captions,
        display_links=display_links,
        display_anchors=display_anchors,
    )
    return get_text(html, config)
