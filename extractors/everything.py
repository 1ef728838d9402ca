# /// script
# requires-python = ">=3.9"
#
# [tool.boilerbench]
# title = "everything (raw HTML)"
# licence = "Apache-2.0"
# default = true
# ///
"""The page's HTML as it is: the floor of precision and the ceiling of recall."""

from __future__ import annotations


def extract(html: str, url: str | None = None) -> str:  # noqa: ARG001  # every adapter is given it
    """The HTML, markup and all."""
    return html
