"""The combined corpus of the SIGIR 2023 study: `ground-truth/<set>.jsonl`, `html/<set>/<id>.html`.

Source: chatnoir-eu/web-content-extraction-benchmark (Bevendorff et al., 2023), `datasets/combined`.
A page's id is the SHA-256 of its HTML as it was served; its model outputs are read by `outputs:`.
"""

from collections.abc import Iterator
from pathlib import Path

from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.formats.folders import require, whole
from boilerbench.corpora.formats.golds import given
from boilerbench.corpora.formats.rows import Row, rows, text_field, unique
from boilerbench.corpora.sources import HtmlFile, named
from boilerbench.errors import CorpusError
from boilerbench.records import Gold, Page

ROOTS = (".", "combined", "datasets/combined")
GOLD = "ground-truth"


def detects(path: Path) -> bool:
    """Whether a folder, or its `datasets/combined`, holds `ground-truth/*.jsonl` and `html`."""
    return _root(path) is not None


def read(path: Path) -> Corpus:
    """The corpus in that folder, a set for each data set; CorpusError where a line is malformed."""
    root = _root(path)
    require(path, root is not None, f"{GOLD}/<set>.jsonl and html/<set>/", "wceb")
    left_out: dict[str, LeftOut] = {}
    files = sorted(named(file) for file in ((root or path) / GOLD).glob("*.jsonl"))
    pages = [page for file in files for page in _pages(root or path, file, left_out)]
    return whole("wceb", path, pages, left_out)


def _root(path: Path) -> Path | None:
    roots = (path / root for root in ROOTS)
    return next(
        (r for r in roots if (r / "html").is_dir() and any((r / GOLD).glob("*.jsonl"))), None
    )


def _pages(root: Path, file: Path, left_out: dict[str, LeftOut]) -> Iterator[Page]:
    taken: set[str] = set()
    for row in rows(file):
        page = text_field(row, "page_id")
        if not page or Path(page).name != page:
            raise CorpusError(f"{file}, line {row.number}: no page_id that could name a file.")
        html = root / "html" / file.stem / f"{page}.html"
        ident = unique(f"{file.stem}/{page}", taken)
        if html.is_file():
            yield _page(ident, html, row)
        else:
            left_out[ident] = "no page"


def _page(ident: str, html: Path, row: Row) -> Page:
    return Page(
        id=ident,
        source=HtmlFile(html),
        gold=Gold(text=given(text_field(row, "plaintext") or "")),
        url=text_field(row, "url") or None,
        set=html.parent.name,
        # The HTML was decoded and written anew: whatever it declares, it is UTF-8.
        charset="utf-8",
    )
