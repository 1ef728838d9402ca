# /// script
# requires-python = ">=3.9"
# dependencies = ["html2text==2025.4.15"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "html2text"
# homepage = "https://github.com/Alir3z4/html2text"
# licence = "GPL-3.0-or-later"
# kind = "converter"
#
# [tool.boilerbench.variants]
# links = { ignore_links = false }
# aeb = { body_width = 78, unicode_snob = false }
# ///
"""The whole page as Markdown, without link targets and images unless asked."""

from __future__ import annotations

from html2text import HTML2Text


def extract(
    html: str,
    url: str | None = None,
    *,
    ignore_links: bool = True,
    ignore_images: bool = True,
    ignore_emphasis: bool = False,
    ignore_tables: bool = False,
    body_width: int = 0,
    unicode_snob: bool = True,
) -> dict[str, str]:
    """Markdown in lines as long as their paragraph, with é as é.

    The library's own defaults break lines at 78 columns and write the reference &eacute; as e.
    """
    converter = HTML2Text(baseurl=url or "", bodywidth=body_width)
    converter.ignore_links = ignore_links
    converter.ignore_images = ignore_images
    converter.ignore_emphasis = ignore_emphasis
    converter.ignore_tables = ignore_tables
    converter.unicode_snob = unicode_snob
    return {"markdown": converter.handle(html)}
