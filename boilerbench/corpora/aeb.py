"""article-extraction-benchmark: `ground-truth.json` and `html/<id>.html.gz`.

Source: scrapinghub/article-extraction-benchmark, and sets laid out like it.
"""

from pathlib import Path

import msgspec

from boilerbench.corpora.corpus import Corpus
from boilerbench.corpora.sources import HtmlFile, named
from boilerbench.errors import CorpusError
from boilerbench.records import Gold, Page

GOLD = "ground-truth.json"


class Entry(msgspec.Struct, frozen=True):
    """One page of `ground-truth.json`."""

    articleBody: str  # noqa: N815  the file's own spelling
    url: str | None = None


def detects(path: Path) -> bool:
    """Whether a folder is laid out like the benchmark's checkout."""
    return (path / GOLD).is_file() and (path / "html").is_dir()


def read(path: Path) -> Corpus:
    """The corpus in a checkout; CorpusError where gold or a page is missing or malformed."""
    place = named(path.resolve())
    try:
        entries = msgspec.json.decode((path / GOLD).read_bytes(), type=dict[str, Entry])
    except OSError as error:
        raise CorpusError(
            f"{path / GOLD} cannot be read ({error.strerror}): "
            "give the folder of an article-extraction-benchmark checkout."
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CorpusError(
            f"{path / GOLD} is not the benchmark's ground truth ({error}): "
            'expected {"<id>": {"articleBody": "…", "url": "…"}, …}.'
        ) from error
    pages = tuple(_page(path, name, entry) for name, entry in entries.items())
    return Corpus(name=place.name, source=f"aeb:{place}", pages=pages)


def _page(path: Path, name: str, entry: Entry) -> Page:
    for suffix in (".html.gz", ".html"):
        file = path / "html" / f"{name}{suffix}"
        if file.is_file():
            return Page(
                id=name, source=HtmlFile(file), gold=Gold(text=entry.articleBody), url=entry.url
            )
    raise CorpusError(
        f"{path / 'html' / name}.html.gz is missing though {GOLD} has its text: "
        "restore the page or remove its entry."
    )
