# /// script
# requires-python = ">=3.10"
# dependencies = ["trafilatura==2.3.1"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
#
# [tool.boilerbench]
# title = "trafilatura"
# homepage = "https://github.com/adbar/trafilatura"
# licence = "Apache-2.0"
# default = true
#
# [tool.boilerbench.variants]
# precision = { favor_precision = true }
# recall = { favor_recall = true }
# fast = { fast = true }
# evaluation = { include_comments = false, include_tables = true, include_formatting = false }
# markdown = { output_format = "markdown" }
# metadata = { metadata = true }
# baseline = { function = "baseline" }
# html2txt = { function = "html2txt" }
#
# [tool.boilerbench.inputs]
# evaluation = "bytes"                         # as the project's own evaluation calls it
#
# # Nothing here is compiled: of each time's lxml and regex, the newest Python with wheels.
# [[tool.boilerbench.requirements]]
# versions = "<1.5"
# dependencies = ["lxml<5"]
# requires-python = ">=3.8,<3.11"
#
# [[tool.boilerbench.requirements]]
# versions = "<1.8"
# dependencies = ["lxml<5"]
# requires-python = ">=3.8,<3.12"
#
# [[tool.boilerbench.requirements]]
# versions = "<1.12.1"
# dependencies = []
# requires-python = ">=3.8,<3.13"
# ///
"""Main-content rules over the tree, with readability and jusText as fallbacks."""

from __future__ import annotations

import trafilatura

FUNCTIONS = ("extract", "baseline", "html2txt")


def extract(
    html: str,
    url: str | None = None,
    *,
    function: str = "extract",
    favor_precision: bool = False,
    favor_recall: bool = False,
    fast: bool = False,
    include_comments: bool = False,
    include_tables: bool = True,
    include_links: bool = False,
    include_images: bool = False,
    include_formatting: bool = False,
    deduplicate: bool = False,
    target_language: str = "",
    output_format: str = "txt",
    metadata: bool = False,
) -> str | dict[str, str | None] | None:
    """The main text, without comments unless asked: the library's own default has them."""
    if function != "extract":
        return simpler(function, html)
    asked = {
        "favor_precision": favor_precision,
        "favor_recall": favor_recall,
        "fast": fast,
        "include_links": include_links,
        "include_images": include_images,
        "include_formatting": include_formatting,
        "deduplicate": deduplicate,
        "target_language": target_language,
    }
    # Older releases lack some of these, so only what was asked for is passed.
    arguments = {name: value for name, value in asked.items() if value}
    arguments |= {} if include_tables else {"include_tables": False}
    if output_format != "txt":
        arguments["output_format"] = output_format
    text = trafilatura.extract(html, url=url, include_comments=include_comments, **arguments)
    kind = "markdown" if output_format == "markdown" else "text"
    found = facts(html, url) if metadata else {}
    return {kind: text or "", **found} if metadata or kind == "markdown" else text


def facts(html: str, url: str | None) -> dict[str, str | None]:
    """Title, author and date: `extract` does not look for them, so it takes a second call."""
    found = trafilatura.extract_metadata(html, default_url=url)
    return {name: getattr(found, name, None) for name in ("title", "author", "date")}


def simpler(function: str, html: str) -> str:
    """The text that another of the library's functions makes of a page."""
    if function not in FUNCTIONS:
        raise ValueError(f"function is {function!r}; it can be {', '.join(FUNCTIONS)}")
    result = getattr(trafilatura, function)(html)
    return result[1] if function == "baseline" else result
