"""A folder of pages beside a folder of gold, joined by file names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.sources import named
from boilerbench.errors import CorpusError
from boilerbench.records import Page

HTML_ENDINGS = (".html.gz", ".htm.gz", ".xhtml", ".html", ".htm", ".gz")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where pages and gold lie, and what the gold of `X.html` is called: X, or its whole name."""

    pages: str
    golds: str
    gold_ending: str
    whole_name: bool = False

    def fits(self, path: Path) -> bool:
        """Whether a folder has both."""
        return (path / self.pages).is_dir() and (path / self.golds).is_dir()

    def gold_of(self, path: Path, html: Path) -> Path:
        """The file that holds the gold of a page, whether it is there or not."""
        name = html.name if self.whole_name else stem_of(html)
        return path / self.golds / f"{name}{self.gold_ending}"


def stem_of(html: Path) -> str:
    """A page's file name without its ending; whole where it has none that pages have."""
    for ending in HTML_ENDINGS:
        if html.name.lower().endswith(ending) and len(html.name) > len(ending):
            return html.name[: -len(ending)]
    return html.name


def files_in(folder: Path) -> list[Path]:
    """The files of a folder but hidden ones, by name; CorpusError where it cannot be listed."""
    try:
        found = sorted(named(file) for file in folder.iterdir() if not file.name.startswith("."))
    except OSError as error:
        raise CorpusError(f"{folder} cannot be listed ({error.strerror}).") from error
    return [file for file in found if file.is_file()]


def corpus_of(
    layout_name: str,
    path: Path,
    layout: Layout,
    page_of: Callable[[Path, Path], Page],
) -> Corpus:
    """The pages that have gold; what has none, and gold without a page, is left out by name.

    Raises CorpusError where the folders are not there or a file cannot be read.
    """
    require(path, layout.fits(path), f"{layout.pages}/ and {layout.golds}/", layout_name)
    pages: list[Page] = []
    left_out: dict[str, LeftOut] = {}
    claimed: set[Path] = set()
    for html in files_in(path / layout.pages):
        gold = layout.gold_of(path, html)
        claimed.add(gold)
        if gold.is_file():
            pages.append(page_of(html, gold))
        else:
            left_out[stem_of(html)] = "no gold"
    for gold in files_in(path / layout.golds):
        if gold.name.endswith(layout.gold_ending) and gold not in claimed:
            ending = len(layout.gold_ending)
            left_out[gold.name[:-ending] if ending else gold.name] = "no page"
    return whole(layout_name, path, pages, left_out)


def whole(
    layout_name: str, path: Path, pages: Iterable[Page], left_out: dict[str, LeftOut] | None = None
) -> Corpus:
    """The corpus of a folder, named after it, with the source that opens it again."""
    place = named(path.resolve())
    found = tuple(pages)
    if not found:
        raise CorpusError(
            f"{path} has no page with gold in the format {layout_name}"
            f"{f' ({len(left_out)} files without a partner)' if left_out else ''}:"
            " is it the right folder?"
        )
    return Corpus(place.name, f"{layout_name}:{place}", found, left_out=left_out or {})


def require(path: Path, met: bool, expected: str, layout_name: str) -> None:
    """CorpusError where a folder is not laid out as it must be."""
    if not met:
        raise CorpusError(
            f"{path} is no corpus in the format {layout_name}: expected {expected} in it."
        )
