# /// script
# requires-python = ">=3.9"
# dependencies = ["goose3[all]==3.1.22"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "Goose3"
# homepage = "https://github.com/goose3/goose3"
# licence = "Apache-2.0"
#
# [tool.boilerbench.variants]
# german = { language = "de" }
#
# [[tool.boilerbench.requirements]]
# versions = "<3.1.12"
# dependencies = []
# requires-python = ">=3.8,<3.10"  # the lxml of that year has wheels up to Python 3.9
#
# [[tool.boilerbench.requirements]]
# versions = "<3.1.20"
# dependencies = []
# requires-python = ">=3.8,<3.12"
#
# [[tool.boilerbench.requirements]]
# versions = "<3.1.21"
# dependencies = ["lxml<6"]  # as where it was measured; with lxml 6 seven of 181 texts differ
# ///
"""Scoring of paragraphs by stop words and links, made for news."""

from __future__ import annotations

from pathlib import Path

from goose3 import Goose, text

STOP_WORDS = Path(text.__file__).parent / "resources" / "text"
# Where words are not parted by spaces the library wants to be told how to find them.
PARTED_OTHERWISE = {
    "ar": "StopWordsArabic",
    "ja": "StopWordsJapanese",
    "ko": "StopWordsKorean",
    "zh": "StopWordsChinese",
}


def extract(
    html: str,
    url: str | None = None,
    *,
    language: str = "",
    page_language: str | None = None,
) -> dict[str, str]:
    """The article's text; without a language it goes by the page's own tags, else by English."""
    settings = {"enable_image_fetching": False}
    known = sorted(file.stem.removeprefix("stopwords-") for file in STOP_WORDS.glob("*-??.txt"))
    if language and language not in known:
        raise ValueError(f"language is {language!r}; there are stop words of {', '.join(known)}")
    language = language or page_language or ""
    if language in known:
        words = getattr(text, PARTED_OTHERWISE.get(language, ""), text.StopWords)
        settings |= {"target_language": language, "stopwords_class": words}
        settings["use_meta_language"] = False
    with Goose(settings) as goose:
        # Of an empty page with an address it would fetch the page.
        article = goose.extract(url=url if html else None, raw_html=html)
    return {
        "text": article.cleaned_text,
        "title": article.title,
        "author": ", ".join(article.authors),
        "date": article.publish_date or "",
    }
