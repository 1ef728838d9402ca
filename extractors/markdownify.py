# /// script
# requires-python = ">=3.9"
# dependencies = ["markdownify==1.2.3"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "markdownify"
# homepage = "https://github.com/matthewwithanm/python-markdownify"
# licence = "MIT"
# kind = "converter"
#
# [tool.boilerbench.variants]
# no-links = { strip = "a img" }
# ///
"""The whole page as Markdown, with links and images."""

from __future__ import annotations

from markdownify import markdownify

HEADING_STYLES = ("underlined", "atx", "atx_closed")


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # links stand as they are in the page
    *,
    strip: str = "",
    heading_style: str = "underlined",
    escape_misc: bool = False,
) -> dict[str, str]:
    """The library's own Markdown; `strip` names tags, apart by spaces, whose text alone is kept."""
    if heading_style not in HEADING_STYLES:
        known = ", ".join(HEADING_STYLES)
        raise ValueError(f"heading_style is {heading_style!r}; it can be {known}")
    asked = {"strip": strip.split() or None, "escape_misc": escape_misc}
    # Older releases lack some of these, so only what was asked for is passed.
    arguments = {name: value for name, value in asked.items() if value}
    return {"markdown": markdownify(html, heading_style=heading_style, **arguments)}
