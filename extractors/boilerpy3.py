# /// script
# requires-python = ">=3.9"
# dependencies = ["boilerpy3==1.0.7"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "BoilerPy3"
# homepage = "https://github.com/jmriebold/BoilerPy3"
# licence = "Apache-2.0"
#
# [tool.boilerbench.variants]
# default = { rules = "Default" }
# article-sentences = { rules = "ArticleSentences" }
# largest-content = { rules = "LargestContent" }
# canola = { rules = "Canola" }
# num-words = { rules = "NumWordsRules" }
# ///
"""Boilerpipe's rules on the words and links of text blocks, in Python."""

from __future__ import annotations

from boilerpy3 import extractors

RULES = (
    "Article",
    "ArticleSentences",
    "Canola",
    "Default",
    "KeepEverything",
    "LargestContent",
    "NumWordsRules",
)


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # boilerpipe has no use for it
    *,
    rules: str = "Article",
    raise_on_failure: bool = False,
) -> dict[str, str]:
    """The blocks that one of the rule sets, `boilerpy3.extractors.RULESExtractor`, keeps.

    By its own default the library raises where a closing tag has no opening one.
    """
    if rules not in RULES:
        raise ValueError(f"rules is {rules!r}; it can be {', '.join(RULES)}")
    extractor = getattr(extractors, f"{rules}Extractor")()
    extractor.raise_on_failure = raise_on_failure  # no parameter before 1.0.3
    document = extractor.get_doc(html)
    return {"text": document.content, "title": document.title or ""}
