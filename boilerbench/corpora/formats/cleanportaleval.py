"""CleanPortalEval: `input/X.html` beside `GoldStandard/X.txt`, in CleanEval's format with entities.

Source: ppke-nlpg/CleanPortalEval. Its README says 70 pages; there are 71.
"""

from pathlib import Path

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats.cleaneval import wrapped_page
from boilerbench.corpora.formats.folders import Layout, corpus_of
from boilerbench.corpora.formats.golds import cleaneval_text, gold_text
from boilerbench.records import Page

LAYOUT = Layout(pages="input", golds="GoldStandard", gold_ending=".txt")


def detects(path: Path) -> bool:
    """Whether a folder holds `input` and `GoldStandard`."""
    return LAYOUT.fits(path)


def read(path: Path) -> Corpus:
    """The corpus in that folder; CorpusError where a file cannot be read."""
    return corpus_of("cleanportaleval", path, LAYOUT, _page)


def _page(html: Path, gold: Path) -> Page:
    return wrapped_page(html, cleaneval_text(gold_text(gold), entities=True))
