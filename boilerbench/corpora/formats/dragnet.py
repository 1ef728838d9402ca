"""Dragnet 2013: `HTML/X.html` beside `Corrected/X.html.corrected.txt`, comments below a marker.

Source: seomoz/dragnet_data; the layouts of WCEB (`corrected/Corrected`) and of the copy in
j-szulc/html-cleaning-dataset-merged (`input/X.html`, `GoldStandard/X.txt`) are read too.
`training.txt` and `test.txt` name the splits.
"""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats.folders import Layout, corpus_of, stem_of
from boilerbench.corpora.formats.golds import given, gold_text
from boilerbench.corpora.sources import HtmlFile
from boilerbench.records import Gold, Page

LAYOUTS = tuple(
    Layout(pages="HTML", golds=golds, gold_ending=".corrected.txt", whole_name=True)
    for golds in ("Corrected", "corrected/Corrected")
)
# CleanPortalEval is laid out the same: whoever means this has to say dragnet.
COPY = Layout(pages="input", golds="GoldStandard", gold_ending=".txt")

_MARKER = re.compile(r"^!@#\$%\^&\*(?:\(\))?.*$", re.MULTILINE)


def detects(path: Path) -> bool:
    """Whether a folder holds `HTML` and `Corrected`."""
    return any(layout.fits(path) for layout in LAYOUTS)


def read(path: Path, comments: str = "left-out") -> Corpus:
    """The corpus in that folder; `comments` are `left-out` of the gold, or `gold` like the article.

    Raises CorpusError where a file cannot be read.
    """
    layout = next((one for one in (*LAYOUTS, COPY) if one.fits(path)), LAYOUTS[0])
    splits = _splits(path)
    make = partial(_page, splits=splits, comments=comments == "gold")
    corpus = corpus_of("dragnet", path, layout, make)
    if comments == "left-out":
        return corpus
    return replace(corpus, source=f"dragnet:comments={comments},path={path.resolve()}")


def _page(html: Path, gold: Path, *, splits: dict[str, str], comments: bool) -> Page:
    article, *rest = _MARKER.split(gold_text(gold))
    text = "\n\n".join([article, *rest]) if comments else article
    return Page(
        id=stem_of(html),
        source=HtmlFile(html),
        gold=Gold(text=given(text)),
        split=splits.get(stem_of(html)),
    )


def _splits(path: Path) -> dict[str, str]:
    files = {name: path / f"{name}.txt" for name in ("training", "test")}
    return {
        ident: name
        for name, file in files.items()
        if file.is_file()
        for ident in gold_text(file).split()
    }
