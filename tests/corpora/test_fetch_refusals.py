"""What a foreign tree may hold: plain files with plain names, or it is not laid out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.corpora.fetched import receipt_of
from boilerbench.corpora.fetching import fetch
from boilerbench.corpora.listing import Blob, chosen, read_listing, require_safe
from boilerbench.errors import CorpusError
from tests.publishing import File, publish

GOOD: dict[str, File] = {"html/a.html": b"<p>One", "text/a.txt": b"One"}
UNSAFE: dict[str, tuple[dict[str, File], str]] = {
    "a link to elsewhere": ({"html/x": ("120000", b"/etc/passwd")}, "is a symbolic link"),
    "a link beside itself": ({"html/x": ("120000", b"a.html")}, "is a symbolic link"),
    "a submodule": ({"html/x": ("160000", b"1" * 40)}, "is a submodule"),
    "a way up": ({"html/../../evil": b"x"}, "leads out of its folder"),
    "an absolute path": ({"html//evil": b"x"}, "leads out of its folder"),
    "a backslash": ({"html/..\\evil": b"x"}, "holds a backslash"),
    "a drive": ({"html/C:evil": b"x"}, "begins with a drive"),
    "git's folder": ({"html/.git/config": b"[core]\n"}, "would be git's own folder"),
    "git's folder in capitals": ({"html/.GIT/hooks/x": b"x"}, "would be git's own folder"),
    "git's folder to Windows": ({"html/git~1/config": b"x"}, "would be git's own folder"),
    "git's folder and a dot": ({"html/.git./config": b"x"}, "would be git's own folder"),
    "git's folder to macOS": ({"html/.g\u200cit/config": b"x"}, "would be git's own folder"),
    "a line break": ({"html/a\nb": b"x"}, "holds control characters"),
    "no UTF-8": ({"html/\udce4": b"x"}, "is not UTF-8"),
    "one name in two cases": ({"html/A.html": b"x"}, "are one name where upper and lower"),
    "one folder in two cases": ({"html/d/x": b"x", "html/D/y": b"x"}, "are one name"),
    "one name in two spellings": (
        {"html/\u00e4": b"x", "html/a\u0308": b"x"},
        "are one name",
    ),
}


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOILERBENCH_DATA", str(tmp_path / "data"))


@pytest.mark.parametrize("case", UNSAFE)
def test_an_unsafe_tree_is_refused_before_it_is_laid_out(tmp_path: Path, case: str) -> None:
    """The sentence names the path, and not even the good files are on disk."""
    added, words = UNSAFE[case]
    entry = publish(tmp_path / "origin", {**GOOD, **added})
    with pytest.raises(CorpusError, match=words) as told:
        fetch(entry, lambda _: None)
    assert str(told.value).isprintable()
    assert receipt_of(entry) is None
    assert not list((tmp_path / "data").rglob("a.html"))
    assert not list(tmp_path.rglob("evil"))


def test_what_is_not_wanted_may_be_anything(tmp_path: Path) -> None:
    """A link elsewhere in the repository is nobody's concern: it is never laid out."""
    files = {**GOOD, "tools/x": ("120000", b"/etc"), "htmlx": b"x", "Html/a.html": b"x"}
    assert set(fetch(publish(tmp_path / "origin", files), lambda _: None).files) == set(GOOD)


def test_a_wanted_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """A link in the place of a folder does not lead the reader away."""
    files: dict[str, File] = {**GOOD, "gold": ("120000", b"../..")}
    entry = publish(tmp_path / "origin", files, wanted=("html", "gold"))
    with pytest.raises(CorpusError, match="'gold' is a symbolic link"):
        fetch(entry, lambda _: None)


@given(st.text(max_size=12))
def test_a_path_that_passes_stays_below_its_folder(path: str) -> None:
    """Whatever a tree names: what is not refused has only parts that are names."""
    try:
        require_safe([Blob("100644", "0" * 40, path)])
    except CorpusError:
        return
    assert not Path(path).is_absolute()
    assert not {"", ".", "..", ".git"} & set(path.casefold().split("/"))


def test_a_listing_is_divided_as_git_writes_it() -> None:
    """Paths may hold blanks and tabs; a line that is no entry is refused."""
    line = "100644 blob " + "a" * 40 + "\thtml/a (1).htm\0"
    assert read_listing(line) == [Blob("100644", "a" * 40, "html/a (1).htm")]
    with pytest.raises(CorpusError, match="which is no entry of a tree"):
        read_listing("nonsense\0")


def test_files_and_folders_are_chosen_whole() -> None:
    """A folder is not taken for another that begins like it."""
    blobs = [Blob("100644", "0" * 40, path) for path in ("a/x", "ab/x", "c", "a/b/y")]
    assert [blob.path for blob in chosen(blobs, ("a", "c"))] == ["a/x", "a/b/y", "c"]
