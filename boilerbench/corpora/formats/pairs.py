"""Any folder of pages beside any folder of text, joined by name: `pairs:html=DIR,text=DIR`.

A page `a/b.html` has the gold `a/b.txt`, `a/b.html.txt`, `a/b.md` or a bare `a/b`. Both may lie in
one folder.
"""

from collections.abc import Iterator
from pathlib import Path

from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.formats.folders import HTML_ENDINGS
from boilerbench.corpora.formats.golds import given, gold_text
from boilerbench.corpora.sources import HtmlFile, named
from boilerbench.errors import CorpusError
from boilerbench.records import Gold, Page
from boilerbench.text import plain_of_markdown

GOLD_ENDINGS = (".txt", ".md", ".markdown", ".text")


def read(html: Path, text: Path) -> Corpus:
    """The pages that have both; others are left out by name. CorpusError where nothing joins."""
    golds = {
        _key(text, file, GOLD_ENDINGS): file
        for file in _files(text)
        if not file.name.lower().endswith(HTML_ENDINGS)
    }
    pages: list[Page] = []
    left_out: dict[str, LeftOut] = {}
    taken = {file.resolve() for file in golds.values()}
    for file in _files(html):
        if file.resolve() in taken:
            continue
        ident = _key(html, file, HTML_ENDINGS)
        keys = dict.fromkeys([ident, file.relative_to(html).as_posix()])
        gold = next((golds.pop(key) for key in keys if key in golds), None)
        if gold is None:
            left_out[ident] = "no gold"
        else:
            pages.append(_page(ident, file, gold))
    left_out |= dict.fromkeys(golds, "no page")
    if not pages:
        raise CorpusError(
            f"No page of {html} has a text of the same name in {text}: "
            "expected NAME.html in the one and NAME.txt or NAME.md in the other."
        )
    source = f"pairs:html={named(html.resolve())},text={named(text.resolve())}"
    return Corpus(html.resolve().parent.name or "pairs", source, tuple(pages), left_out=left_out)


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        if file.is_file() and not any(part.startswith(".") for part in parts):
            yield named(file)


def _key(folder: Path, file: Path, endings: tuple[str, ...]) -> str:
    name = file.relative_to(folder).as_posix()
    for ending in endings:
        if name.lower().endswith(ending) and not name.lower().endswith(f"/{ending}"):
            return name[: -len(ending)]
    return name


def _page(ident: str, html: Path, gold: Path) -> Page:
    written = given(gold_text(gold))
    if gold.suffix in (".md", ".markdown") and written is not None:
        truth = Gold(text=plain_of_markdown(written), markdown=written, form="markdown")
    else:
        truth = Gold(text=written)
    parts = ident.split("/")
    return Page(
        id=ident, source=HtmlFile(html), gold=truth, set=parts[0] if len(parts) > 1 else None
    )
