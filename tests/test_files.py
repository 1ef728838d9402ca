"""Which files of a folder are code, and what their digest tells apart."""

from pathlib import Path

from boilerbench.files import digest_files, importable_files


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
