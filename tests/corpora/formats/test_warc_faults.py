"""Broken WARC files: what is lost is counted, and nothing else is."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boilerbench.corpora.formats import warc_records
from boilerbench.corpora.formats.crawls import Harvest
from boilerbench.corpora.formats.warc import _sort
from boilerbench.corpora.formats.warc_records import Lost, Stored, records
from tests.crawls import gzipped, html, pages, response, write

PLAIN = pages(4)
GZIPPED = gzipped(PLAIN)


def _told(tmp_path: Path, content: bytes) -> list[str]:
    """The records of a file: their numbers, or how they were lost."""
    file = write(tmp_path / "c.warc", [content])
    return [
        ("cut" if one.cut_off else "broken") if isinstance(one, Lost) else one.ident[-2]
        for one in records(file)
    ]


@pytest.mark.parametrize("parts", [PLAIN, GZIPPED], ids=["plain", "gzip"])
def test_a_file_cut_off_anywhere_loses_one_record(tmp_path: Path, parts: list[bytes]) -> None:
    """Whatever is left of the third record, two are found, and one told: as lost, if not whole."""
    before = b"".join(parts[:2])
    slack = 4 if parts is PLAIN else 0  # the blank lines behind a record may be missing
    for cut in (*range(1, 60), *range(60, len(parts[2]) - slack, 7)):
        told = _told(tmp_path, before + parts[2][:cut])
        assert told[:2] == ["0", "1"], cut
        assert len(told) == 3, cut
        all_there = parts is GZIPPED and cut > len(parts[2]) - 14  # but for a checksum
        assert told[2] in {"cut", "broken", *(["2"] if all_there else [])}, cut
    assert _told(tmp_path, before) == ["0", "1"]


def test_broken_bytes_in_a_gzipped_record_cost_only_that_record(tmp_path: Path) -> None:
    """Wherever a record is damaged, those before and behind it are found."""
    for at in range(0, len(GZIPPED[1]), 5):
        bad = bytearray(GZIPPED[1])
        bad[at] ^= 0xFF
        told = _told(tmp_path, GZIPPED[0] + bytes(bad) + GZIPPED[2] + GZIPPED[3])
        assert told[0] == "0", at
        assert told[-2:] == ["2", "3"], at
        assert len(told) <= 4, at


def test_junk_between_records_is_one_loss(tmp_path: Path) -> None:
    """What stands between records and is none is counted once, and passed."""
    assert _told(tmp_path, GZIPPED[0] + b"junk" * 9 + GZIPPED[1]) == ["0", "broken", "1"]
    assert _told(tmp_path, PLAIN[0] + b"junk\r\n\r\n" + PLAIN[1]) == ["0", "broken", "1"]
    assert _told(tmp_path, b"junk\n" + PLAIN[1] + PLAIN[2]) == ["broken", "1", "2"]


@pytest.mark.parametrize("length", ["x9", "", "-5", str(10**30)])
def test_a_length_that_is_none_costs_one_record(tmp_path: Path, length: str) -> None:
    """A record whose length cannot be so is lost alone."""
    bad = response(html(1), length=length)
    assert _told(tmp_path, PLAIN[0] + bad + PLAIN[2]) == ["0", "broken", "2"]


def test_a_length_that_reaches_into_the_next_records_does_not_swallow_them(tmp_path: Path) -> None:
    """A record that says it is longer than the file is lost; those that it would hold are not."""
    bad = response(html(1), length=10**6)
    assert _told(tmp_path, PLAIN[0] + bad + PLAIN[2] + PLAIN[3]) == ["0", "cut", "2", "3"]


def test_the_search_goes_over_many_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A good record is found however far behind the broken one it begins."""
    monkeypatch.setattr(warc_records, "_WINDOW", 64)
    for size in range(40, 200, 3):
        told = _told(tmp_path, PLAIN[0] + b"." * size + b"\n" + PLAIN[1])
        assert told == ["0", "broken", "1"], size


def _with_lf(record: bytes) -> bytes:
    """A record whose lines, those of its message and behind it too, end with LF alone."""
    head, _, rest = record.partition(b"\r\n\r\n")
    message = rest[:-4].replace(b"\r\n", b"\n")
    head = re.sub(rb"(?<=Content-Length: )\d+", b"%d" % len(message), head)
    return head.replace(b"\r\n", b"\n") + b"\n\n" + message + b"\n\n"


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_lines_that_end_with_lf_alone_are_read(tmp_path: Path, packed: bool) -> None:
    """Some tools write so: all is there, found again by its place, and so is what is broken."""
    parts = [*map(_with_lf, PLAIN[:3]), PLAIN[3]]
    torn = _with_lf(response(html(1), length="x9"))
    parts, (torn,) = (gzipped(parts), gzipped([torn])) if packed else (parts, [torn])
    assert _told(tmp_path, b"".join(parts)) == ["0", "1", "2", "3"]
    assert _told(tmp_path, parts[3] + parts[0]) == ["3", "0"]
    assert _told(tmp_path, parts[0] + torn + parts[2]) == ["0", "broken", "2"]
    assert _told(tmp_path, b"".join(parts[:2])[:-30])[0] == "0"
    large = _with_lf(response(html(5, "ferry\n" * 30_000)))
    (large,) = gzipped([large]) if packed else [large]
    assert _told(tmp_path, large + parts[0]) == ["1", "0"]
    file, found = write(tmp_path / "c.warc", parts), Harvest()
    for record in records(file):
        _sort(file, record, found)
    assert [page.url for page in found.pages] == [
        f"https://www.site{n}.example/{n}" for n in range(4)
    ]
    assert [page.source.read() for page in found.pages] == [html(n) for n in range(4)]


LF = [*map(_with_lf, PLAIN)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damage_is_fatal(tmp_path: Path, data: st.DataObject) -> None:
    """Bytes changed, taken out and put in anywhere: all that is found again is a true record."""
    content = bytearray(b"".join(data.draw(st.sampled_from([PLAIN, GZIPPED, LF]))))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        end = at + data.draw(st.integers(0, 40))
        content[at:end] = data.draw(st.binary(max_size=20))
    file = write(tmp_path / "c.warc", [bytes(content)])
    found = Harvest()
    for record in records(file):
        _sort(file, record, found)
        if isinstance(record, Stored):
            again = warc_records.record_at(file, record.at)
            assert again == record
    for page in found.pages:
        assert page.source.read()
