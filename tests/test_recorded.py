"""Recorded extractions are read when they are asked for, and none are held that nobody needs."""

import gc
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench import recordlines
from boilerbench.answers import Answers
from boilerbench.errors import RunError
from boilerbench.manifests import SystemRecord
from boilerbench.recorded import Chosen, Recorded
from boilerbench.recording import Recorder, read_extractions, read_sections
from boilerbench.records import Extraction, Gold, HtmlBytes, Page, Timing

SYSTEM = SystemRecord(spec="x", label="x", fingerprint="f")
FACTS = (
    *("page", "digest", "outcome", "size", "told", "reason", "timing"),
    *("network_attempts", "answered", "gives_markdown"),
)


def _said(page: str, text: str = "words", **more: object) -> Extraction:
    made = Extraction(page=page, digest="d", outcome="ok", text=text, timing=Timing(1, 2, 3))
    return msgspec.structs.replace(made, **more)


def _written(file: Path, said: Sequence[Extraction], *, begin: bool = False) -> Path:
    recorder = Recorder(file, SYSTEM, begin=begin)
    for one in said:
        recorder.record(one)
    recorder.close()
    return file


def _answers(recorded: Recorded, *names: str) -> Answers:
    pages = tuple(Page(name, HtmlBytes(b""), Gold(text="words")) for name in names)
    return Answers(SYSTEM, pages, Chosen(recorded, [name for name in names if name in recorded]))


@pytest.fixture
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text is read from the file again."""
    monkeypatch.setattr(recordlines, "HELD", 0)


@pytest.mark.usefixtures("_nothing_kept")
@given(
    said=st.lists(
        st.builds(
            _said,
            st.text("abé", min_size=1, max_size=2),
            st.text(max_size=30),
            markdown=st.none() | st.text(max_size=9),
            reason=st.none() | st.text(max_size=9),
            outcome=st.sampled_from(["ok", "empty", "error"]),
            timing=st.none() | st.just(Timing(1, 2, 3, first=True)),
            told=st.none() | st.just("t"),
        )
    )
)
def test_what_is_read_late_is_what_was_recorded(
    said: list[Extraction], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every page comes back as its last line, and its brief says what the extraction says."""
    file = _written(tmp_path_factory.mktemp("late") / "x.jsonl", said)
    last = {one.page: one for one in said}
    found = read_extractions(file)[1]
    assert found == last
    for page, brief in found.briefs.items():
        assert all(getattr(brief, fact) == getattr(last[page], fact) for fact in FACTS)


@pytest.mark.usefixtures("_nothing_kept")
def test_sections_of_a_file_are_joined(tmp_path: Path) -> None:
    """The later section's pages replace the earlier one's, all still in the file."""
    file = _written(tmp_path / "x.jsonl", [_said("a", "old"), _said("b", "old")])
    _written(file, [_said("b", "new")], begin=True)
    (_, first), (_, second) = read_sections(file)
    assert {page: one.text for page, one in (first | second).items()} == {"a": "old", "b": "new"}
    assert ("a" in second, len(first | second)) == (False, 2)


@pytest.mark.usefixtures("_nothing_kept")
def test_appending_does_not_disturb_who_reads(tmp_path: Path) -> None:
    """What was there when the file was read stays as it was, also while lines are added."""
    file = _written(tmp_path / "x.jsonl", [_said("a"), _said("b")])
    found = read_extractions(file)[1]
    _written(file, [_said("a", "other")])
    assert [one.text for one in found.values()] == ["words", "words"]


@pytest.mark.usefixtures("_nothing_kept")
@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "No such file"), (b"", "truncated"), (b"x" * 999, "invalid"), ("c", "c stands where")],
)
def test_a_file_that_changed_is_told(
    content: bytes | str | None, told: str, tmp_path: Path
) -> None:
    """A file that is gone, cut or another one by then is an error that says what to do."""
    file = _written(tmp_path / "x.jsonl", [_said("a")])
    found = read_extractions(file)[1]
    if content is None:
        file.unlink()
    elif isinstance(content, bytes):
        file.write_bytes(content)
    else:
        file.write_bytes(file.read_bytes().replace(b'"page":"a"', b'"page":"c"'))
    with pytest.raises(RunError, match="has changed while it was read") as raised:
        found["a"]
    assert told in str(raised.value)


def test_texts_are_held_within_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pages are read, no more extractions live than fit into the bound."""
    monkeypatch.setattr(recordlines, "HELD", 10_000)
    file = _written(tmp_path / "x.jsonl", [_said(f"p{at}", "x" * 900) for at in range(200)])
    answers = _answers(read_extractions(file)[1], *(f"p{at}" for at in range(200)))
    assert sum(len(one.text) for one in answers.extractions) == 180_000
    gc.collect()
    alive = sum(type(one) is Extraction for one in gc.get_objects())
    lines = [one for _, one in recordlines._KEPT.extractions.values()]
    assert sum(lines) == recordlines._KEPT.held <= 10_000
    assert alive < 50


def test_a_text_at_hand_is_not_read_again(tmp_path: Path) -> None:
    """As long as it is kept the very same extraction is given out."""
    found = read_extractions(_written(tmp_path / "x.jsonl", [_said("a")]))[1]
    assert found["a"] is found["a"]


def test_two_readings_share_no_text(tmp_path: Path) -> None:
    """A file that another one has replaced is read as it is now."""
    file = _written(tmp_path / "x.jsonl", [_said("a", "first")])
    old = read_extractions(file)[1]
    file.unlink()
    _written(file, [_said("a", "again")])
    assert read_extractions(file)[1]["a"].text == "again"
    assert old["a"].text == "first"


def test_answers_look_pages_up(tmp_path: Path) -> None:
    """By page, in order, in part: without any text but those that are looked at."""
    file = _written(tmp_path / "x.jsonl", [_said("b"), _said("a", "others")])
    answers = _answers(read_extractions(file)[1], "a", "b", "c")
    assert [brief.page for brief in answers.briefs] == ["a", "b"]
    assert (answers.of("c"), answers.at("a").text, answers.missing) == (None, "others", 1)
    assert [(page.id, one.text) for page, one in answers.paired()] == [
        ("a", "others"),
        ("b", "words"),
    ]
    some = answers.on(answers.pages[1:])
    assert [one.page for one in some.extractions] == ["b"]
    assert [one.page for one in answers.extractions[1:]] == ["b"]
    with pytest.raises(KeyError):
        answers.at("c")
