"""Stored outputs in the shapes that the field keeps them in."""

import hashlib
import json
from pathlib import Path

import pytest

from boilerbench.errors import UnavailableError
from boilerbench.predictions import read_outputs
from boilerbench.records import Gold, HtmlBytes, Page

PAGE = Page("p1", HtmlBytes(b"<p>x</p>"), Gold(text="x"))
DIGEST = hashlib.sha256(b"<p>x</p>").hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "version"),
    [
        ("a.json", {"p1": {"articleBody": "stored", "url": "u"}}, None),
        ("b.json", {"output": {"p1": {"articleBody": "stored"}}, "version": "2.0.0"}, "2.0.0"),
        ("c.json", {"p1": "stored"}, None),
        ("d.jsonl", [{"page_id": "p1", "plaintext": "stored", "model": "m"}], None),
        ("e.jsonl", [{"page_id": DIGEST, "plaintext": "stored"}], None),
        (
            "f.jsonl",
            [{"spec": "x", "label": "x", "version": "3"}, {"page": "p1", "text": "stored"}],
            "3",
        ),
    ],
)
def test_every_shape_gives_the_same_text(
    tmp_path: Path, name: str, content: object, version: str | None
) -> None:
    """JSON with and without version, JSON lines by id or by hash, and our own files."""
    rows = content if isinstance(content, list) else [content]
    (tmp_path / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    outputs = read_outputs(tmp_path / name)
    assert outputs.reply_for(PAGE).text == "stored"
    assert outputs.version == version


def test_a_folder_of_text_files_is_outputs(tmp_path: Path) -> None:
    """One text file a page, named by its id."""
    (tmp_path / "p1.txt").write_text("stored", encoding="utf-8")
    assert read_outputs(tmp_path).reply_for(PAGE).text == "stored"


def test_null_is_an_empty_text_and_absence_is_none(tmp_path: Path) -> None:
    """A page stored as null was answered with nothing; one not stored was not answered."""
    (tmp_path / "a.json").write_text('{"p1": null}', encoding="utf-8")
    assert read_outputs(tmp_path / "a.json").reply_for(PAGE).outcome == "empty"
    (tmp_path / "a.json").write_text('{"p2": "x"}', encoding="utf-8")
    assert read_outputs(tmp_path / "a.json").reply_for(PAGE).outcome == "unavailable"


def test_our_own_lines_keep_their_outcome(tmp_path: Path) -> None:
    """A failure that was recorded stays a failure when its file is given as outputs."""
    line = {"page": "p1", "digest": "d", "outcome": "error", "reason": "ValueError: no"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    reply = read_outputs(tmp_path / "a.jsonl").reply_for(PAGE)
    assert (reply.outcome, reply.reason) == ("error", "ValueError: no")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "[]"),
        ("a.json", "{"),
        ("a.json", '{"p1": {"words": "x"}}'),
        ("a.json", '{"p1": 7}'),
        ("a.jsonl", '{"text": "x"}'),
        ("a.jsonl", "7"),
    ],
)
def test_other_shapes_are_refused_with_what_was_expected(
    tmp_path: Path, name: str, content: str
) -> None:
    """A file in no known shape is named, with the shapes there are."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UnavailableError, match="holds no outputs"):
        read_outputs(tmp_path / name)


def test_missing_files_and_empty_folders_are_named(tmp_path: Path) -> None:
    """A path to nothing says so."""
    with pytest.raises(UnavailableError, match="takes a file or a folder"):
        read_outputs(tmp_path / "none.json")
    with pytest.raises(UnavailableError, match="holds no outputs"):
        read_outputs(tmp_path)
