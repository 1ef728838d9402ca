"""Which files of a folder are code, and what their digest tells apart."""

import os
import threading
from pathlib import Path

from boilerbench.files import digest_files, importable_files, put


def test_importable_files_are_code_and_package_data(tmp_path: Path) -> None:
    """An editable install runs Python files, compiled modules and what lies in packages."""
    code = {"pkg/__init__.py", "pkg/mod.py", "pkg/data/words.txt", "tests/t.py", "fast.so"}
    for name in code | {"pyproject.toml", "docs/x.md", "notes.txt"}:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert set(importable_files(tmp_path)) == code


def test_names_and_contents_cannot_trade_places(tmp_path: Path) -> None:
    """Files "a"+"bc" and "ab"+"c" are not the same tree, and a missing file is an empty one."""
    (tmp_path / "a").write_text("bc")
    (tmp_path / "ab").write_text("c")
    assert digest_files(tmp_path, ["a"]) != digest_files(tmp_path, ["ab"])
    assert digest_files(tmp_path, ["gone"]) == digest_files(tmp_path, ["gone"])


def test_what_is_no_file_is_written_into(tmp_path: Path) -> None:
    """A pipe, as a device, stays what it is: root would put a file in the place of /dev/null."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writing = threading.Thread(target=put, args=(pipe, b"content"))
    writing.start()
    assert pipe.read_bytes() == b"content"
    writing.join()
    assert pipe.is_fifo()


def test_a_link_leads_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    """The link stays one, and nothing else is left in its folder."""
    (tmp_path / "far").mkdir()
    file = tmp_path / "far" / "file"
    file.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(file)
    put(link, b"new")
    assert (link.is_symlink(), file.read_bytes()) == (True, b"new")
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["far", "file", "link"]
