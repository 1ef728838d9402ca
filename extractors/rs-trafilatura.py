# /// script
# requires-python = ">=3.12,<3.13"  # the one wheel is for CPython 3.12 on x86-64 Linux
# dependencies = ["rs-trafilatura==0.1.1"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "rs-trafilatura"
# homepage = "https://github.com/Murrough-Foley/rs-trafilatura-python"
# licence = "MIT OR Apache-2.0"
#
# [tool.boilerbench.variants]
# precision = { favor_precision = true }
# recall = { favor_recall = true }
# markdown = { output_markdown = true }
# ///
"""Trafilatura's rules in Rust, after a guess at the type of the page."""

from __future__ import annotations

import rs_trafilatura


def extract(
    html: str,
    url: str | None = None,
    *,
    favor_precision: bool = False,
    favor_recall: bool = False,
    include_tables: bool = True,
    include_comments: bool = False,
    include_links: bool = False,
    output_markdown: bool = False,
) -> dict[str, str | None]:
    """The main text; the library itself decides by URL and page which type of page it is."""
    found = rs_trafilatura.extract(
        html,
        url=url,
        favor_precision=favor_precision,
        favor_recall=favor_recall,
        include_tables=include_tables,
        include_comments=include_comments,
        include_links=include_links,
        output_markdown=output_markdown,
    )
    return {
        "text": found.main_content,
        # On some pages it gives none though asked: then its Markdown is empty.
        "markdown": found.content_markdown or "" if output_markdown else None,
        "title": found.title,
        "author": found.author,
        "date": found.date,
    }
