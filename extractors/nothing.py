# /// script
# requires-python = ">=3.9"
#
# [tool.boilerbench]
# title = "nothing"
# licence = "Apache-2.0"
# default = true
# ///
"""No text at all: what silence scores."""

from __future__ import annotations


def extract(html: str, url: str | None = None) -> str:  # noqa: ARG001  # that is the point
    """The empty string."""
    return ""
