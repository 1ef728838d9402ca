"""Any folder of HTML files, without gold: `folder:PATH`.

A page `a/b.html` is called `a/b`; its address stands in `a/b.url`, or is what the page itself says.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.formats.crawls import Harvest, crawl_of
from boilerbench.corpora.sources import HtmlFile, named
from boilerbench.errors import CorpusError
from boilerbench.records import Gold, Page
from boilerbench.sites import site_of

ENDINGS: Final = (".html.gz", ".htm.gz", ".xhtml", ".html", ".htm")


def read(path: Path) -> Corpus:
    """The HTML files of a folder and of all folders in it; CorpusError where there is none."""
    found = Harvest()
    for file in _files(path):
        _take(path, file, found)
    return crawl_of("folder", [path], found, expected=f"files that end in {', '.join(ENDINGS)}")


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.name.lower().endswith(ENDINGS) and not hidden and not file.is_dir():
            yield named(file)


def _take(folder: Path, file: Path, found: Harvest) -> None:
    name = file.relative_to(folder).as_posix()
    ending = next(one for one in ENDINGS if name.lower().endswith(one))
    stem = name[: -len(ending)]
    ident = found.unique(stem)
    source = HtmlFile(file)
    content = _content(source)
    if content is None:
        found.left_out[ident] = "a broken record"
        return
    if not content.strip():
        found.passed_over["empty files"] += 1
        return
    found.pages.append(Page(ident, source, Gold(), url=_address(folder / f"{stem}.url")))


def _content(source: HtmlFile) -> bytes | None:
    """The bytes of a page; None where they cannot be read, or might never end, as of a pipe."""
    if not source.path.is_file():
        return None
    try:
        return source.read()
    except CorpusError:
        return None


def _address(file: Path) -> str | None:
    """The first line of a file, if it is an address; `URL=…`, as browsers write it, is one too."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    found = (line.strip().removeprefix("URL=") for line in lines)
    return next((url for url in found if "://" in url and site_of(url)), None)
