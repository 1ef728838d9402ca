"""DAnIEL: `html/<name>` beside `reference/<name>`, and `doc_lg.json` with the languages.

Source: rundimeco/waddle, `corpora/Corpus_daniel_v2.1`. Names have no ending; 431 references have no
page. Chinese text has no spaces: metrics that cut at them see one word in a line.
"""

import re
from functools import partial
from pathlib import Path

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats.folders import Layout, corpus_of
from boilerbench.corpora.formats.golds import given, gold_text
from boilerbench.corpora.formats.jsons import json_file
from boilerbench.corpora.sources import HtmlFile
from boilerbench.records import Gold, Page

LAYOUT = Layout(pages="html", golds="reference", gold_ending="", whole_name=True)
LANGUAGES = {"English": "en", "Greek": "el", "Polish": "pl", "Russian": "ru", "Chinese": "zh"}
FILE = "doc_lg.json"


def detects(path: Path) -> bool:
    """Whether a folder holds `html`, `reference` and `doc_lg.json`."""
    return LAYOUT.fits(path) and (path / FILE).is_file()


def read(path: Path) -> Corpus:
    """The corpus in that folder; CorpusError where a file cannot be read."""
    return corpus_of("daniel", path, LAYOUT, partial(_page, languages=_languages(path / FILE)))


def _page(html: Path, gold: Path, *, languages: dict[str, str]) -> Page:
    language = languages.get(html.name)
    return Page(
        id=html.name,
        source=HtmlFile(html),
        gold=Gold(text=given(paragraphs(gold_text(gold)))),
        language=language,
        set=language,
    )


def paragraphs(reference: str) -> str:
    """The text of `<p>…</p>` lines, a paragraph a line."""
    lines = (re.sub(r"</?p>", " ", line, flags=re.IGNORECASE) for line in reference.split("\n"))
    return "\n\n".join(" ".join(line.split()) for line in lines if line.strip())


def _languages(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    expected = 'expected {"<name>": "English", …}'
    named = json_file(file, dict[str, str], "a table of languages", expected)
    return {name: LANGUAGES.get(language, language.lower()) for name, language in named.items()}
