# /// script
# requires-python = ">=3.9"
# dependencies = ["resiliparse==2.0.1"]
#
# [tool.uv]
# exclude-newer = "2026-11-23T00:00:00Z"
#
# [tool.boilerbench]
# title = "Resiliparse"
# homepage = "https://github.com/chatnoir-eu/chatnoir-resiliparse"
# licence = "Apache-2.0"
#
# [tool.boilerbench.variants]
# all-text = { main_content = false }
# comments = { comments = true }
# one-line = { preserve_formatting = false }
# plain-lists = { list_bullets = false }
#
# [[tool.boilerbench.requirements]]
# versions = "<0.15"
# dependencies = []
# requires-python = ">=3.8,<3.11"  # what has wheels of all of them
# ///
"""Rules on tags, classes and ids, over the Lexbor parser."""

from __future__ import annotations

from resiliparse.extract.html2text import extract_plain_text


def extract(
    html: str,
    url: str | None = None,  # noqa: ARG001  # links are left out
    *,
    main_content: bool = True,
    preserve_formatting: bool = True,
    list_bullets: bool = True,
    alt_texts: bool = False,
    links: bool = False,
    form_fields: bool = False,
    noscript: bool = False,
    comments: bool = False,
) -> str:
    """The main text, without comments and alternative texts: the library's default has both."""
    return extract_plain_text(
        html,
        main_content=main_content,
        preserve_formatting=preserve_formatting,
        list_bullets=list_bullets,
        alt_texts=alt_texts,
        links=links,
        form_fields=form_fields,
        noscript=noscript,
        comments=comments,
    )
