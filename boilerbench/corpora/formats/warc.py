"""WARC files, as crawlers write them: the HTML of their responses, without gold.

Source: the WARC format 1.1 (ISO 28500), read by fastwarc. A page is a response of status 2xx whose
content type is HTML; everything else is counted.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from boilerbench.corpora.corpus import Corpus, LeftOut
from boilerbench.corpora.formats.crawls import Harvest, address_id, crawl_of, files_meant
from boilerbench.corpora.formats.http_bodies import (
    CodingError,
    Response,
    SizeError,
    body_of,
    parsed_head,
)
from boilerbench.corpora.formats.warc_records import (
    Lost,
    Stored,
    record_at,
    records,
    require_fastwarc,
)
from boilerbench.digests import short_digest
from boilerbench.errors import CorpusError
from boilerbench.records import Gold, Page

ENDINGS: Final = (".warc", ".warc.gz", ".warc.zst")

_NOT_PAGES: Final = {"warcinfo": "warcinfo records", "revisit": "revisits of a page unchanged"}


@dataclass(frozen=True, slots=True)
class WarcHtml:
    """A page's bytes in a record of a file, found by its place and read anew each time."""

    file: Path
    at: int
    ident: str

    def read(self) -> bytes:
        """The page without the codings of the wire; CorpusError where it is no longer there."""
        try:
            record = record_at(self.file, self.at)
        except OSError as error:
            raise CorpusError(f"{self.file} cannot be read ({error.strerror or error}).") from error
        head = parsed_head(record.block) if record and record.ident == self.ident else None
        if record is None or head is None:
            raise CorpusError(f"{self.file} was changed while it was read: run the command again.")
        return body_of(head, record.block[head.body :])


def detects(path: Path) -> bool:
    """Whether a file is called as WARC files are, or one in a folder is."""
    if path.is_file():
        return path.name.lower().endswith(ENDINGS)
    return any(file.name.lower().endswith(ENDINGS) for file in path.iterdir() if file.is_file())


def read(*paths: Path) -> Corpus:
    """The pages of WARC files, folders of them and globs; CorpusError where there is none."""
    require_fastwarc()
    found = Harvest()
    for file in files_meant(paths, ENDINGS):
        for record in records(file):
            _sort(file, record, found)
    return crawl_of("warc", paths, found, expected="WARC files with HTML responses of status 2xx")


def _sort(file: Path, record: Stored | Lost, found: Harvest) -> None:
    """Put a record where it belongs: a page, left out by name, or counted."""
    if isinstance(record, Lost):
        _leave_out(
            file, record.at, "a record cut off" if record.cut_off else "a broken record", found
        )
        return
    if record.kind != "response":
        found.passed_over[_NOT_PAGES.get(record.kind, f"{record.kind} records")] += 1
        return
    head = parsed_head(record.block)
    no_page = _no_page(head)
    if head is None or no_page:
        found.passed_over[no_page] += 1
    elif not record.whole:
        _leave_out(file, record.at, "too many bytes", found)
    else:
        _take(file, record, head, found)


def _no_page(head: Response | None) -> str:
    """What a response is that is no page, as it is counted; "" for one that may be."""
    if head is None:
        return "responses of another protocol than HTTP"
    if not 200 <= head.status < 300:
        return "responses of a status other than 2xx"
    return "" if head.is_html else "responses that are not HTML"


def _take(file: Path, record: Stored, head: Response, found: Harvest) -> None:
    try:
        content = body_of(head, record.block[head.body :])
    except CodingError as error:
        reason: LeftOut = (
            "too many bytes" if isinstance(error, SizeError) else "an unreadable coding"
        )
        _leave_out(file, record.at, reason, found)
        return
    if not content.strip():
        found.passed_over["responses without a body"] += 1
        return
    found.pages.append(
        Page(
            id=found.unique(_ident(record, content)),
            source=WarcHtml(file, record.at, record.ident),
            gold=Gold(),
            url=record.url,
            charset=head.charset,
            doubts=(f"its crawler cut it off ({record.truncated})",) if record.truncated else (),
        )
    )


def _ident(record: Stored, content: bytes) -> str:
    if record.url:
        return address_id(record.url)
    return short_digest(record.ident.encode() or content)


def _leave_out(file: Path, at: int, reason: LeftOut, found: Harvest) -> None:
    found.left_out[found.unique(f"{file.name}@{at}")] = reason
