"""Public corpora fetched with git, from repositories that the tests write."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.corpora.fetched import home_of, receipt_of
from boilerbench.corpora.fetching import fetch
from boilerbench.corpora.public import PUBLIC, Public
from boilerbench.errors import CorpusError
from tests.publishing import PAGES, commit_files, git, publish

pytestmark = pytest.mark.usefixtures("data")


def lone(data: Path) -> list[str]:
    """What lies in the folder of fetched corpora beside locks."""
    return sorted(one.name for one in data.iterdir() if one.suffix != ".lock")


@pytest.mark.parametrize("filters", [True, False])
def test_a_fetched_corpus_opens_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[str], filters: bool
) -> None:
    """Byte for byte as committed, just what is wanted, whether the server can leave files out."""
    entry = publish(tmp_path / "origin", PAGES, filters=filters)
    monkeypatch.setitem(PUBLIC, "tiny", entry)
    receipt = fetch(entry, said.append)
    files = home_of("tiny") / "files"
    assert {name: (files / name).read_bytes() for name in receipt.files} == {
        name: content for name, content in PAGES.items() if name != "README"
    }
    assert (receipt.commit, receipt.pages) == (entry.commit, 2)
    corpus = open_corpus("tiny")
    assert [page.id for page in corpus.pages] == ["a", "b"]
    assert (corpus.name, corpus.synthetic) == ("tiny", False)
    assert open_corpus(corpus.source).digest() == corpus.digest()
    assert lone(tmp_path / "data") == ["tiny"]


def test_files_that_are_not_wanted_do_not_travel(tmp_path: Path, said: list[str]) -> None:
    """Of a server that can leave files out nothing is fetched beside the folders needed."""
    entry = publish(tmp_path / "origin", PAGES)

    def cut_off(line: str) -> None:
        if line.startswith("Laying out"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(entry, cut_off)
    clone = tmp_path / "data" / "tiny.part" / "repository"
    there = git(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)").split()
    assert there.count("blob") == len(PAGES) - 1


def test_what_is_here_is_checked_and_not_fetched_again(tiny: Public, said: list[str]) -> None:
    """With the origin gone a second fetch looks at every file, and --offline does the same."""
    first = fetch(tiny, said.append)
    gone = replace(tiny, repository="file:///nowhere")
    said.clear()
    assert fetch(gone, said.append) == fetch(gone, said.append, offline=True) == first
    assert said == ["tiny is here already, and every file is as it was fetched."] * 2


def test_a_corpus_that_changed_is_fetched_again(tiny: Public, said: list[str]) -> None:
    """A file changed, added or removed since is found by name, and mended where that is allowed."""
    files = home_of(fetch(tiny, said.append).name) / "files"
    (files / "html" / "a.html").write_bytes(b"<p>The ferry sank.")
    (files / "html" / "c.html").write_bytes(b"new")
    said.clear()
    with pytest.raises(CorpusError, match="is not here whole, and --offline fetches nothing"):
        fetch(tiny, said.append, offline=True)
    assert said[0].startswith("2 files of tiny in")
    assert said[0].endswith("(first: html/a.html).")
    fetch(tiny, said.append)
    assert (files / "html" / "a.html").read_bytes() == PAGES["html/a.html"]
    assert not (files / "html" / "c.html").exists()


def test_a_corpus_that_is_not_fetched_says_how_to(tiny: Public, said: list[str]) -> None:
    """Opening it names the command, and --offline does not reach for the network."""
    with pytest.raises(CorpusError, match="is not fetched: `boilerbench corpus fetch tiny`"):
        open_corpus("tiny")
    with pytest.raises(CorpusError, match="--offline fetches nothing"):
        fetch(tiny, said.append, offline=True)
    with pytest.raises(CorpusError, match="There is no corpus 'tinny'; did you mean 'tiny'"):
        open_corpus("tinny")


def test_a_pin_that_moved_asks_for_another_fetch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: Public, said: list[str]
) -> None:
    """What an older catalogue fetched is not taken for what this one names, and is replaced."""
    old = fetch(tiny, said.append)
    newer = replace(tiny, commit=commit_files(tmp_path / "origin", {**PAGES, "text/b.txt": b"B"}))
    monkeypatch.setitem(PUBLIC, "tiny", newer)
    with pytest.raises(CorpusError, match="tiny is not fetched"):
        open_corpus("tiny")
    assert fetch(newer, said.append).commit != old.commit
    assert open_corpus("tiny").page("b").gold.text == "B"


def test_shipped_sets_and_paths_win_over_the_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: Public, said: list[str]
) -> None:
    """A folder of that name in the current folder is read, as any path is."""
    fetch(tiny, said.append)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "x.html").write_text("<p>Mine", encoding="utf-8")
    (tmp_path / "tiny" / "x.toml").write_text('text = "Mine"', encoding="utf-8")
    assert [page.id for page in open_corpus("tiny").pages] == ["x"]
    assert not set(PUBLIC) & {"shipped", "news", "types", "languages", "hard"}


def test_a_count_of_pages_that_is_not_the_catalogues_is_told(tiny: Public, said: list[str]) -> None:
    """The files are those of the commit all the same, so they are kept."""
    assert fetch(replace(tiny, pages=3), said.append).pages == 2
    assert any(line.startswith("tiny has 2 pages where the catalogue says 3") for line in said)


def test_a_commit_without_what_is_wanted_is_refused(tiny: Public, said: list[str]) -> None:
    """Nothing of it can be opened."""
    with pytest.raises(CorpusError, match="The commit has no annotated, which"):
        fetch(replace(tiny, wanted=("html", "annotated")), said.append)
    with pytest.raises(CorpusError, match="tiny is not fetched"):
        open_corpus("tiny")


def test_pointers_into_lfs_are_told_as_such(tmp_path: Path, said: list[str]) -> None:
    """A corpus of three-line stubs is none."""
    stub = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n"
    entry = publish(tmp_path / "origin", {**PAGES, "html/a.html": stub})
    with pytest.raises(CorpusError, match=r"1 file of the source, such as 'html/a\.html', only "):
        fetch(entry, said.append)
    assert receipt_of(entry) is None


def test_the_folder_of_data_must_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: Public, said: list[str]
) -> None:
    """A BOILERBENCH_DATA that is a file is named, with what mends it."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("BOILERBENCH_DATA", str(tmp_path / "file"))
    with pytest.raises(CorpusError, match="set BOILERBENCH_DATA to a folder that can be written"):
        fetch(tiny, said.append)


def test_a_receipt_that_is_none_is_told(tiny: Public, said: list[str]) -> None:
    """A damaged receipt is no corpus, and the sentence says what to remove."""
    fetch(tiny, said.append)
    (home_of("tiny") / "receipt.json").write_text("{", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"is not the receipt .*: remove .*tiny, then `boiler"):
        open_corpus("tiny")


def test_what_is_left_of_a_broken_repository_is_thrown_away(
    tmp_path: Path, tiny: Public, said: list[str]
) -> None:
    """Where git cannot use what an earlier fetch left, the fetch begins anew by itself."""
    left = tmp_path / "data" / "tiny.part" / "repository"
    left.mkdir(parents=True)
    (left / "HEAD").write_text("nonsense", encoding="utf-8")
    assert fetch(tiny, said.append).pages == 2
    assert any(line.endswith("Beginning anew.") for line in said)


@pytest.mark.parametrize("ending", ["pack", "idx", "promisor"])
def test_packs_that_were_damaged_are_fetched_again(
    tmp_path: Path, tiny: Public, said: list[str], ending: str
) -> None:
    """What a power failure cut off is not trusted, and not taken for the server's fault."""

    def cut_off(line: str) -> None:
        if line.startswith("Laying out"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(tiny, cut_off)
    for file in (tmp_path / "data").rglob(f"*.{ending}"):
        file.chmod(0o644)
        file.write_bytes(file.read_bytes()[:40])
    assert fetch(tiny, said.append).pages == 2


def test_two_fetches_of_one_corpus_do_not_clash(tmp_path: Path, tiny: Public) -> None:
    """The second waits for the first, and finds the corpus here."""
    script = (
        "import sys; from pathlib import Path; from boilerbench.corpora.fetching import fetch;"
        f"from boilerbench.corpora.public import Public; fetch({tiny!r}, print)"
    )
    commands = [[sys.executable, "-c", script]] * 2
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
        for command in commands
    ]
    told = [one.communicate(timeout=60)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert sorted("here already" in text for text in told) == [False, True]
    assert lone(tmp_path / "data") == ["tiny"]
