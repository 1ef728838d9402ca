# /// script
# requires-python = ">=3.10"
# dependencies = ["news-please==1.6.16", "newspaper4k[bn,hi,ja,nlp,np,ta,th,zh]==0.9.6"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "news-please"
# homepage = "https://github.com/fhamborg/news-please"
# licence = "Apache-2.0"
#
# [[tool.boilerbench.requirements]]
# versions = "<1.6"
# dependencies = ["lxml_html_clean"]  # its newspaper3k imports lxml.html.clean
# requires-python = ">=3.8,<3.12"
#
# [[tool.boilerbench.requirements]]
# versions = "<1.6.16"
# dependencies = ["newspaper4k[all]", "lxml_html_clean"]
# requires-python = ">=3.8,<3.13"
# ///
"""newspaper4k's text with title, author and date by vote with readability and others."""

from __future__ import annotations

from newsplease import NewsPlease


def extract(html: str, url: str | None = None) -> dict[str, str | None] | None:
    """The article's text; by itself the library downloads the page's images."""
    article = NewsPlease.from_html(html, url=url, fetch_images=False)
    if not article:  # an empty page
        return None
    date = article.date_publish
    return {
        "text": article.maintext,
        "title": article.title,
        "author": ", ".join(article.authors),
        "date": date.isoformat() if date else None,
    }
