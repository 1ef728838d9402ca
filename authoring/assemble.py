"""Assemble the shipped corpus: `python -m authoring.assemble [SITE …]`.

Renders every page's source, reads its labels, and writes `<set>/<page>.html` and `.toml`.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from authoring.labels import labelled, without_labels
from authoring.rendering import rendered
from authoring.sources import Front, SourceError, front, page_sources
from boilerbench.corpora.boilerbench import GoldFile
from boilerbench.corpora.checks import faults
from boilerbench.corpora.figures import PageFigures, page_figures
from boilerbench.corpora.writing import gold_toml
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.trees import parse_page

CORPUS = Path(__file__).parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Assembled:
    """One finished page: where it belongs, and its two files."""

    set: str
    id: str
    html: bytes
    toml: str
    page: Page


def assembled(file: Path) -> Assembled:
    """The page that a source makes; SourceError where a text has no owner or cannot be encoded."""
    said = front(file)
    source = rendered(file, said)
    html = _encoded(file, without_labels(source), said.encoding)
    gold = _gold(file, source, said)
    return Assembled(said.set, file.stem, html, gold_toml(gold), _page(file.stem, html, gold))


def _encoded(file: Path, text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        lost = text[error.start : error.end]
        around = text[max(0, error.start - 30) : error.end + 30]
        raise SourceError(f"{file}: {encoding} has no {lost!r}: …{around!r}…") from error


def _gold(file: Path, source: str, said: Front) -> GoldFile:
    tree = parse_page(source.encode(), "utf-8")
    found = labelled(tree) if tree is not None else None
    if found is not None and found.unowned:
        listed = "\n  ".join(repr(text[:100]) for text in found.unowned)
        raise SourceError(f"{file}: {len(found.unowned)} texts have no owner:\n  {listed}")
    labels = found.text if found is not None else ""
    return GoldFile(
        url=said.url,
        language=said.language,
        type=said.type,
        charset=said.charset,
        title=said.title,
        author=said.author,
        date=said.date,
        challenges=said.challenges,
        ignore=said.ignore,
        text=labels if said.text is None else said.text,
        contains=said.contains,
        lacks=said.lacks,
        optional=found.optional if found is not None else (),
        noise=found.noise if found is not None else (),
    )


def _page(ident: str, html: bytes, file: GoldFile) -> Page:
    gold = Gold(
        text=file.text,
        optional=file.optional,
        noise=file.noise,
        contains=file.contains,
        lacks=file.lacks,
        title=file.title,
    )
    return Page(id=ident, source=HtmlBytes(html), gold=gold, url=file.url, charset=file.charset)


def main() -> int:
    """Assemble what the command line names; 1 where a page could not be, or has a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="*", metavar="SITE")
    parser.add_argument("--to", type=Path, default=CORPUS, metavar="FOLDER")
    asked = parser.parse_args()
    failed = False
    for file in page_sources(asked.sites):
        try:
            done = assembled(file)
        except SourceError as error:
            print(error, file=sys.stderr)
            failed = True
            continue
        _write(asked.to, done)
        found = list(faults(done.page))
        failed = failed or bool(found)
        print(f"{done.set}/{done.id}: {_summary(page_figures(done.page), done)}")
        for fault in found:
            print(f"  {fault}", file=sys.stderr)
    return 1 if failed else 0


def _write(folder: Path, done: Assembled) -> None:
    (folder / done.set).mkdir(parents=True, exist_ok=True)
    (folder / done.set / f"{done.id}.html").write_bytes(done.html)
    (folder / done.set / f"{done.id}.toml").write_text(done.toml, encoding="utf-8")


def _summary(figures: PageFigures, done: Assembled) -> str:
    return (
        f"{figures.bytes / 1000:.0f} kB, {figures.elements} elements, depth {figures.depth}, "
        f"gold {figures.gold_words} of {figures.words} words ({figures.gold_share:.2f}), "
        f"links {figures.link_share:.2f}, {len(done.page.gold.noise)} noise"
    )


if __name__ == "__main__":
    sys.exit(main())
