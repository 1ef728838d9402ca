"""Extraction files survive torn lines, full disks and other crashes."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.backlog import backlog_of
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RunError
from boilerbench.manifests import SystemRecord
from boilerbench.recording import Recorder, is_of, missing_pages, read_extractions, read_sections
from boilerbench.records import Extraction, Gold, HtmlBytes, Page, Timing
from boilerbench.runs import extraction_file
from boilerbench.systems import GoldOutputs, System

SYSTEM = SystemRecord(spec="x", label="x", fingerprint="f")


def _extraction(page: str, text: str = "words") -> Extraction:
    return Extraction(page=page, digest="d", outcome="ok", text=text, timing=Timing(1, 2, 3))


def _page(name: str) -> Page:
    return Page(name, HtmlBytes(b""), Gold(), "https://a.example/", "en", charset="utf-8")


def _written(file: Path, *pages: str) -> None:
    recorder = Recorder(file, SYSTEM)
    for page in pages:
        recorder.record(_extraction(page))
    recorder.close()


def test_what_was_recorded_is_read_back(tmp_path: Path) -> None:
    """The system and every extraction come back as they were."""
    _written(tmp_path / "x.jsonl", "a", "b")
    system, found = read_extractions(tmp_path / "x.jsonl")
    assert system == SYSTEM
    assert found == {"a": _extraction("a"), "b": _extraction("b")}


def test_a_later_line_replaces_an_earlier_one(tmp_path: Path) -> None:
    """A page extracted again counts once, as it was last."""
    file = tmp_path / "x.jsonl"
    _written(file, "a")
    recorder = Recorder(file, SYSTEM)
    recorder.record(_extraction("a", "other"))
    recorder.close()
    assert read_extractions(file)[1]["a"].text == "other"


@given(st.data())
def test_a_file_cut_anywhere_loses_only_the_torn_line(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever byte the writer died at, whole lines are kept and appending goes on."""
    file = tmp_path_factory.mktemp("cut") / "x.jsonl"
    _written(file, "a", "b", "c")
    content = file.read_bytes()
    cut = data.draw(st.integers(0, len(content)))
    file.write_bytes(content[:cut])
    kept = max(content[:cut].count(b"\n") - 1, 0)
    assert list(read_extractions(file)[1]) == ["a", "b", "c"][:kept]
    _written(file, "z")
    assert list(read_extractions(file)[1]) == [*["a", "b", "c"][:kept], "z"]


def test_a_new_section_hides_the_old_one_and_keeps_it(tmp_path: Path) -> None:
    """Stale extractions do not count beside new ones, and are not taken away."""
    file = tmp_path / "x.jsonl"
    _written(file, "a")
    Recorder(file, SYSTEM, begin=True).close()
    system, extractions = read_extractions(file)
    assert (system, dict(extractions)) == (SYSTEM, {})
    system, extractions = read_sections(file)[0]
    assert (system, dict(extractions)) == (SYSTEM, {"a": _extraction("a")})


def test_a_file_that_may_not_be_read_is_not_called_damaged(tmp_path: Path) -> None:
    """Nobody is told to remove what somebody else can read."""
    (tmp_path / "x.jsonl").mkdir()
    with pytest.raises(RunError, match="cannot be read") as raised:
        read_extractions(tmp_path / "x.jsonl")
    assert "remove" not in str(raised.value)


def test_no_file_is_nothing_recorded(tmp_path: Path) -> None:
    """A system that never wrote has no extractions."""
    system, extractions = read_extractions(tmp_path / "none.jsonl")
    assert (system, dict(extractions)) == (None, {})


def test_damage_inside_a_file_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    """A whole line that is no JSON is not skipped in silence."""
    file = tmp_path / "run" / "extractions" / "x.jsonl"
    _written(file, "a")
    file.write_bytes(file.read_bytes() + b"{broken\n")
    with pytest.raises(
        RunError, match=r"line 3 is damaged .* remove that line, .* run --resume --out"
    ):
        read_extractions(file)


def test_an_extraction_before_any_header_is_damage(tmp_path: Path) -> None:
    """A line that belongs to nobody is named."""
    (tmp_path / "x.jsonl").write_bytes(b'{"page":"a","digest":"d","outcome":"ok"}\n')
    with pytest.raises(RunError, match="line 1 is damaged"):
        read_extractions(tmp_path / "x.jsonl")


def test_a_refused_line_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full in the middle of a line, the whole lines before it stand."""
    file = tmp_path / "x.jsonl"
    recorder = Recorder(file, SYSTEM)
    recorder.record(_extraction("a"))
    before = file.read_bytes()
    real = os.pwrite
    calls: list[int] = []

    def half(fd: int, data: memoryview, offset: int) -> int:
        calls.append(offset)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return real(fd, data[:5], offset)

    monkeypatch.setattr(os, "pwrite", half)
    with pytest.raises(RunError, match="No space left on device"):
        recorder.record(_extraction("b"))
    assert file.read_bytes() == before
    monkeypatch.undo()
    recorder.record(_extraction("c"))
    recorder.close()
    assert list(read_extractions(file)[1]) == ["a", "c"]


def test_a_copy_of_an_old_section_that_was_cut_short_is_finished(tmp_path: Path) -> None:
    """Code that returns has all it ever extracted, though a crash stopped the taking up."""
    corpus = Corpus("made", "made", tuple(Page(p, HtmlBytes(b"x"), Gold()) for p in "abc"))
    file = extraction_file(tmp_path, "x")
    recorder = Recorder(file, SYSTEM)
    for page in corpus.pages:
        digest = page.digest()
        recorder.record(Extraction(page=page.id, digest=digest, outcome="ok", text="words"))
    recorder.close()
    Recorder(file, SystemRecord(spec="x", label="x", fingerprint="edited"), begin=True).close()
    Recorder(file, SYSTEM, begin=True).close()
    system = System(SYSTEM, GoldOutputs())
    backlog = backlog_of(system, corpus, tmp_path, fresh=False, say=lambda _message: None)
    backlog.close()
    assert backlog.pages == ()
    assert list(read_extractions(file)[1]) == ["a", "b", "c"]


def test_pages_are_missing_or_changed() -> None:
    """A page without a line, or with other bytes than were extracted, is to be done."""
    pages = [_page(name) for name in "abc"]
    recorded = {"a": _extraction("a"), "b": _extraction("b")}
    digests = {"a": "d", "b": "other", "c": "d"}
    assert missing_pages(recorded, pages, digests) == tuple(pages[1:])


@pytest.mark.parametrize("change", [{"url": None}, {"language": "fr"}, {"charset": "cp1252"}])
def test_what_code_is_told_of_a_page_counts_where_it_is_recorded(change: dict[str, Any]) -> None:
    """Another URL, language or charset is another page to code that ran, and to nothing else."""
    page = _page("a")
    told = msgspec.structs.replace(_extraction("a"), told=page.told())
    for other in (page, replace(page, **change)):
        assert is_of(other, told, "d") is (other is page)
        assert is_of(other, _extraction("a"), "d")
