# /// script
# requires-python = ">=3.10"
# dependencies = ["newspaper4k[bn,hi,ja,nlp,np,ta,th,zh]==0.9.6"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "newspaper4k"
# homepage = "https://github.com/AndyTheFactory/newspaper4k"
# licence = "MIT"
#
# [tool.boilerbench.variants]
# german = { language = "de" }
#
# [[tool.boilerbench.requirements]]
# versions = "<0.9.4"
# dependencies = ["typing-extensions"]  # imported without being required
# requires-python = ">=3.8,<3.13"  # the lxml and pandas of then have wheels up to Python 3.12
# ///
"""Goose's scoring of paragraphs by stop words, made for news; successor of newspaper3k."""

from __future__ import annotations

import sys

from newspaper import Article, Config
from newspaper.utils import get_available_languages


def extract(
    html: str,
    url: str | None = None,
    *,
    language: str = "",
    page_language: str | None = None,
) -> dict[str, str]:
    """The article's text, whole: by itself the library cuts it and downloads its images."""
    config = Config()
    config.fetch_images = False
    config.max_text = sys.maxsize
    known = sorted(get_available_languages())
    if language and language not in known:
        raise ValueError(f"language is {language!r}; there are stop words of {', '.join(known)}")
    if language or page_language in known:
        config.language = language or page_language
    article = Article(url or "", config=config)
    article.download(input_html=html)
    article.parse()
    date = article.publish_date
    return {
        "text": article.text,
        "title": article.title,
        "author": ", ".join(article.authors),
        "date": date.isoformat() if date else "",
    }
