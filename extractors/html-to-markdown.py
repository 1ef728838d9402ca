# /// script
# requires-python = ">=3.11"
# dependencies = ["html-to-markdown==3.21.2"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "html-to-markdown"
# homepage = "https://github.com/xberg-io/html-to-markdown"
# licence = "MIT"
# kind = "converter"
#
# [tool.boilerbench.variants]
# minimal = { preset = "minimal" }
# standard = { preset = "standard" }
# aggressive = { preset = "aggressive" }
# front-matter = { extract_metadata = true }
# ///
"""The page as Markdown, without what its preprocessing takes for navigation and forms."""

from __future__ import annotations

import inspect

from html_to_markdown import ConversionOptions, PreprocessingOptions, convert

# One of the options today; in 2.x and the first 3.x an argument of its own.
APART = "preprocessing" in inspect.signature(convert).parameters


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # links stand as they are in the page
    *,
    preset: str = "standard",
    remove_navigation: bool = True,
    remove_forms: bool = True,
    extract_metadata: bool = False,
    skip_images: bool = False,
) -> dict[str, str]:
    """The library's own Markdown, without the front matter that it makes of meta elements."""
    preprocessing = {
        "preprocessing": PreprocessingOptions(
            preset=preset, remove_navigation=remove_navigation, remove_forms=remove_forms
        )
    }
    # Releases before 3.0 lack it, so it is passed only where it was asked for.
    images = {"skip_images": True} if skip_images else {}
    inside, beside = (images, preprocessing) if APART else (images | preprocessing, {})
    options = ConversionOptions(extract_metadata=extract_metadata, **inside)
    result = convert(html, options, **beside)
    # An object today, a dict in the first 3.x, the Markdown itself before.
    content = result["content"] if isinstance(result, dict) else getattr(result, "content", result)
    return {"markdown": content or ""}
