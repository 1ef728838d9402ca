# /// script
# requires-python = ">=3.9"
# dependencies = ["beautifulsoup4==4.15.0", "lxml==6.1.3", "html5lib==1.1"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "Beautiful Soup"
# homepage = "https://www.crummy.com/software/BeautifulSoup/"
# licence = "MIT"
# kind = "converter"
#
# [tool.boilerbench.variants]
# lxml = { parser = "lxml" }
# html5lib = { parser = "html5lib" }
# aeb = { separator = " " }
#
# # Nothing is compiled: of each time's lxml, the newest Python with wheels.
# [[tool.boilerbench.requirements]]
# versions = "<4.11"
# dependencies = ["lxml", "html5lib"]
# requires-python = ">=3.8,<3.9"
#
# [[tool.boilerbench.requirements]]
# versions = "<4.13"
# dependencies = ["lxml", "html5lib"]
# requires-python = ">=3.8,<3.11"
#
# [[tool.boilerbench.requirements]]
# versions = "<4.15"
# dependencies = ["lxml", "html5lib"]
# ///
"""Every string of the parsed page outside scripts, styles and templates, stripped."""

from __future__ import annotations

from bs4 import BeautifulSoup

CODE = ["script", "style", "template"]


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # the text has no links
    *,
    parser: str = "html.parser",
    separator: str = "\n",
) -> str:
    """The document's `get_text`, its strings joined by `separator`.

    Only with html5lib does `get_text` count code as text, so it is taken out there.
    """
    soup = BeautifulSoup(html, parser)
    if parser == "html5lib":
        for element in soup(CODE):
            element.decompose()
    return soup.get_text(separator, strip=True)
