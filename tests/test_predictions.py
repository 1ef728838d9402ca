"""Stored outputs in the shapes that the field keeps them in."""

import hashlib
import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("a.jsonl", ""),
        ("a.jsonl", '{"page_id": "p1", "te'),
        ("a.jsonl", '{"page_id": "p1", "te\n{"page_id": "p2", "text": "x"}\n'),
        ("a.json", '{"p1": ' + "[" * 100_000),
        ("a.jsonl", '{"page_id": ' + "[" * 100_000),
        ("a.json", '{"output": {"p1": "x"}, "version": {"major": 1}}'),
        ("a.jsonl", '{"spec": "x", "version": [1]}\n{"page": "p1", "text": "x"}\n'),
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


def test_lone_surrogates_become_replacement_characters_and_are_counted(tmp_path: Path) -> None:
    """What JSON can hold and UTF-8 cannot is treated as in a worker; pairs are one character."""
    own = {"page": "p1", "outcome": "ok", "text": "a\ud800", "title": "\udfff", "surrogates": 2}
    (tmp_path / "a.jsonl").write_text(json.dumps(own), encoding="utf-8")
    reply = read_outputs(tmp_path / "a.jsonl").reply_for(PAGE)
    assert (reply.text, reply.title, reply.surrogates) == ("a\ufffd", "\ufffd", 4)
    stored = r'{"output": {"p1": "\ud83d\ude00\ud800"}, "version": "\ud800"}'
    (tmp_path / "a.json").write_text(stored, encoding="utf-8")
    outputs = read_outputs(tmp_path / "a.json")
    assert outputs.reply_for(PAGE).text == "\U0001f600\ufffd"
    assert outputs.reply_for(PAGE).surrogates == 1
    assert outputs.version == "\ufffd"


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85"])
def test_only_a_line_feed_ends_a_line(tmp_path: Path, character: str) -> None:
    """Unicode's other line breaks are characters of a text, as JSON has it; CR LF is an end too."""
    line = json.dumps({"page_id": "p1", "text": f"a{character}b"}, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_bytes(f"{line}\r\n\r\n".encode("utf-8-sig"))
    assert read_outputs(tmp_path / "a.jsonl").reply_for(PAGE).text == f"a{character}b"


@given(st.integers(min_value=1))
def test_a_torn_last_line_is_not_read(cut: int) -> None:
    """Wherever a crash tore the last line off, even inside a character, the others count."""
    whole = [{"spec": "x", "version": "3"}, {"page": "p1", "outcome": "ok", "text": "kept"}]
    lines = [json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in whole]
    last = json.dumps({"page": "p1", "text": "größer 😀"}, ensure_ascii=False).encode()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.jsonl"
        file.write_bytes(b"".join(lines) + last[: cut % len(last)])
        outputs = read_outputs(file)
    assert (outputs.reply_for(PAGE).text, outputs.version) == ("kept", "3")


def test_a_last_line_that_only_lacks_its_end_is_read(tmp_path: Path) -> None:
    """A whole object without a line feed is a line, as most programs write the last one."""
    (tmp_path / "a.jsonl").write_text('{"id": "p1", "text": "x"}', encoding="utf-8")
    assert read_outputs(tmp_path / "a.jsonl").reply_for(PAGE).text == "x"


def test_only_extractions_under_the_last_header_count(tmp_path: Path) -> None:
    """A file of ours gets a header each time the code changed: what stands above it is stale."""
    rows = [
        {"spec": "x", "label": "x", "version": "1"},
        {"page": "p1", "digest": "d", "outcome": "ok", "text": "old"},
        {"page": "p2", "digest": "d", "outcome": "ok", "text": "old"},
        {"spec": "x", "label": "x", "version": "2"},
        {"page": "p1", "digest": "d", "outcome": "ok", "text": "first"},
        {"page": "p1", "digest": "d", "outcome": "ok", "text": "new"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    outputs = read_outputs(tmp_path / "a.jsonl")
    assert outputs.version == "2"
    assert {page: reply.text for page, reply in outputs.replies.items()} == {"p1": "new"}


def test_a_page_with_a_field_called_spec_is_a_page(tmp_path: Path) -> None:
    """A header has no page id; other people's rows may say what they like beside theirs."""
    row = {"page_id": "p1", "text": "x", "spec": "13 inches", "version": 2}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    outputs = read_outputs(tmp_path / "a.jsonl")
    assert (outputs.reply_for(PAGE).text, outputs.version) == ("x", None)


@pytest.mark.parametrize(("stored", "version"), [(2, "2"), (1.5, "1.5"), (None, None)])
def test_a_version_is_text(tmp_path: Path, stored: object, version: str | None) -> None:
    """A version that was written as a number is read as it prints."""
    content = {"output": {"p1": "x"}, "version": stored}
    (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
    assert read_outputs(tmp_path / "a.json").version == version


def test_what_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    """A pipe or device, which might never end, is refused; beside text files it is passed over."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "p1.txt").write_text("stored", encoding="utf-8")
    for path in (tmp_path / "pipe.txt", Path("/dev/zero")):
        with pytest.raises(UnavailableError, match="is no regular file: outputs:PATH takes"):
            read_outputs(path)
    assert set(read_outputs(tmp_path).replies) == {"p1"}
