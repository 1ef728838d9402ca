"""Answers on disk: kept, damaged, about another version of the page."""

from pathlib import Path

import pytest

from boilerbench.corpora.boilerbench import parse_gold, read_unchecked
from boilerbench.editing.journal import journal_file
from boilerbench.editing.session import PageEdit
from boilerbench.errors import CorpusError

HTML = (
    "<html><body><nav><p>Home</p><p>News</p></nav><h1>Piano</h1>"
    "<p>The ferry left. <a>Read more</a></p><p>Sign up</p><p>It came back.</p></body></html>"
)


GOLD = """title = "Piano"
drafted = ["text", "noise"]
text = '''
The ferry left.

It came back.
'''

[[noise]]
kind = "related"
text = "Read more"
selector = "p > a"
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "quay"
    folder.mkdir()
    (folder / "ferry.html").write_text(HTML, encoding="utf-8")
    (folder / "ferry.toml").write_text(GOLD, encoding="utf-8")
    return folder


def _edit(corpus: Path) -> PageEdit:
    return PageEdit(corpus, read_unchecked(corpus).page("ferry"))


def _texts(edit: PageEdit) -> list[str]:
    return [edit.segments[number].block.text for number in edit.left()]


def test_answers_are_on_disk_when_they_are_given(corpus: Path) -> None:
    """Opened again, the page goes on after the last answer; nothing was written to the gold."""
    first = _edit(corpus)
    first.label([0], "noise", "navigation")
    first.keep(1)
    before = (corpus / "ferry.toml").read_bytes()
    again = _edit(corpus)
    assert _texts(again) == ["Sign up"]
    assert again.said[0] == ("noise", "navigation")
    assert (corpus / "ferry.toml").read_bytes() == before


@pytest.mark.parametrize("changed", ["ferry.toml", "ferry.html"])
def test_answers_about_another_version_are_refused(corpus: Path, changed: str) -> None:
    """What was changed by hand before the answers became gold is said, and they stay."""
    _edit(corpus).label([0], "gold")
    before = (corpus / changed).read_bytes()
    (corpus / changed).write_bytes(before + b"\n")
    journal = journal_file(corpus, "ferry").read_bytes()
    with pytest.raises(CorpusError, match=r"was changed after answers .* \(1 in .*ferry\.edit"):
        _edit(corpus)
    assert journal_file(corpus, "ferry").read_bytes() == journal
    (corpus / changed).write_bytes(before)
    assert _texts(_edit(corpus)) == ["News", "Sign up"]


@pytest.mark.parametrize("changed", ["ferry.toml", "ferry.html"])
def test_what_was_changed_during_the_sitting_is_not_written_over(
    corpus: Path, changed: str
) -> None:
    """Finishing says so and keeps the answers; with the old file back it does what was asked."""
    edit = _edit(corpus)
    edit.label([0], "gold")
    before = (corpus / changed).read_bytes()
    (corpus / changed).write_bytes(before + b"\n")
    with pytest.raises(CorpusError, match=r"changed by somebody else .* \(1 in .*ferry\.edit"):
        edit.finish()
    assert (corpus / changed).read_bytes() == before + b"\n"
    (corpus / changed).write_bytes(before)
    again = _edit(corpus)
    assert again.said[0] == ("gold", None)
    again.finish()
    assert (parse_gold(corpus / "ferry.toml").text or "").startswith("Home\n")


def test_a_draft_that_is_finished_keeps_its_file(corpus: Path) -> None:
    """It is a draft no more, and all else in it stands as it stood, comments too."""
    source = GOLD.replace("\n\n[[noise]]", "\n\n# A link.\n[[noise]]")
    (corpus / "ferry.toml").write_text(source, encoding="utf-8")
    _edit(corpus).finish()
    written = (corpus / "ferry.toml").read_text(encoding="utf-8")
    assert written == source.replace('drafted = ["text", "noise"]\n', "")


def test_a_sitting_without_answers_on_a_changed_file_begins_anew(corpus: Path) -> None:
    """There is nothing to bring back: the sentence says that the same command goes on."""
    edit = _edit(corpus)
    (corpus / "ferry.toml").write_text(GOLD + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="the same command begins with the new one"):
        edit.finish()
    _edit(corpus).finish()


def test_answers_about_other_blocks_are_refused(corpus: Path) -> None:
    """A version that cuts pages otherwise meant other blocks by the same numbers."""
    _edit(corpus).label([0], "gold")
    file = journal_file(corpus, "ferry")
    file.write_bytes(file.read_bytes().replace(b'"cut":"', b'"cut":"x'))
    with pytest.raises(CorpusError, match="another version of boilerbench, which cut the page"):
        _edit(corpus)
    assert file.exists()


@pytest.mark.parametrize(
    ("line", "number"),
    [
        (b"{", 2),
        (b'{"type":"labelled","segments":[7],"role":"gold"}', 2),
        (b'{"type":"labelled","segments":[0],"role":"noise","kind":"caption"}', 2),
        (b'{"type":"phrase","field":"text","text":"x"}', 2),
        (b'{"type":"later","segment":-1}', 2),
        (b'{"type":"undone"}', 2),
        (b"\xff", 2),
        (None, 1),
    ],
)
def test_a_damaged_journal_is_said_and_kept(corpus: Path, line: bytes | None, number: int) -> None:
    """The sentence names the line and the way out; nothing is written to the file."""
    _edit(corpus).label([0], "gold")
    file = journal_file(corpus, "ferry")
    first, answer, _ = file.read_bytes().split(b"\n")
    damaged = b"\n".join([first, line, answer, b""] if line else [answer, first, b""])
    file.write_bytes(damaged)
    with pytest.raises(CorpusError, match=rf"damaged in line {number} .*take that line out"):
        _edit(corpus)
    assert file.read_bytes() == damaged


def test_an_answer_is_not_lost_when_another_sitting_finishes(corpus: Path) -> None:
    """The journal that the other one took away is written again, whole."""
    first, second = _edit(corpus), _edit(corpus)
    second.label([0], "gold")
    first.finish()
    second.label([1], "gold")
    with pytest.raises(CorpusError, match=r"\(2 in "):
        second.finish()
    with pytest.raises(CorpusError, match=r"\(2 in "):
        _edit(corpus)


def test_a_journal_cut_by_a_crash_loses_one_answer_at_most(corpus: Path) -> None:
    """Half a line at its end is left out, and the next answer does not stick to it."""
    edit = _edit(corpus)
    edit.label([0], "gold")
    edit.label([1], "gold")
    file = journal_file(corpus, "ferry")
    file.write_bytes(file.read_bytes()[:-9])
    again = _edit(corpus)
    assert again.torn
    assert _texts(again) == ["News", "Sign up"]
    again.label([5], "gold")
    assert _texts(_edit(corpus)) == ["News"]
