"""`boilerbench bisect`: releases of an index of our own, commits of a repository."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.indexes import Index
from tests.versions.repository import BREAKS, git, make_repository

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]


@pytest.mark.environments
def test_the_release_that_broke_a_page_is_found(
    told: Told, reader_index: Index, make_corpus: MakeCorpus
) -> None:
    """The third release is named with its day, what is lost, and what to type next."""
    asked = (f"{reader_index.adapter}@1.0..1.3", "--corpus", make_corpus(2), "--page", "page1")
    code, out, err = told("bisect", *asked)
    assert code == 0, err
    assert "1.2 (2026-03-01) is the first that broke page1" in out
    assert "1.3 could not be run" in out
    assert "Nothing else changed from 1.1 to 1.2" in out
    assert "- [Sign up" in out or "- …" in out
    assert "Broken is: f1 of shingles(n=4) below" in err
    again = ("bisect", f"{reader_index.adapter}@1.0..1.2", "--page", "page1")
    code, out, err = told(*again, "--from", "boilerbench-runs/ferry-1", "--out", "other")
    assert (code, "1.2 (2026-03-01) is the first" in out) == (0, True), err
    assert not Path("other").exists()
    code, _, err = told("bisect", *asked, "--below", "shingles:0", "--quiet")
    assert (code, "The ends do not differ" in err) == (2, True)


@pytest.mark.environments
def test_the_commit_that_broke_a_page_is_found(
    told: Told, reader_index: Index, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Over eight commits: one that does not build beside the break makes the answer a range."""
    root = tmp_path / "repo"
    ids = make_repository(root)
    (root / "tinyreader.py").write_text("unfinished work")
    before = git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")
    code, out, err = told(
        "bisect", f"{reader_index.adapter}@{root}", "--git", f"{ids[0]}..main",
        "--corpus", make_corpus(2), "--page", "page1", "--format", "json", "--out", "found",
    )  # fmt: skip  # one command
    assert code == 0, err
    found = json.loads(out)
    assert found["first_broken"]["title"] == f"change {BREAKS}"
    assert found["last_good"]["title"] == "change 3"
    assert [ids[4].startswith(one) for one in found["between"]] == [True]
    assert len(found["tried"]) <= 6
    skipped = [one for one in found["tried"] if one["verdict"] == "skipped"]
    assert ["does not build" in one["reason"] for one in skipped] == [True]
    assert {one["run"] for one in found["tried"]} == {"found"}
    code, out, err = told(
        "bisect", f"{reader_index.adapter}@{root}", "--git", f"{ids[0]}..main",
        "--page", "page1", "--from", "found",
    )  # fmt: skip  # one command
    assert code == 0, err
    assert f'("change {BREAKS}", ' in " ".join(out.split())
    assert "could not be run, so it may have been any of these" in " ".join(out.split())
    assert (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")) == before


def test_questions_that_cannot_be_answered_are_one_sentence(
    told: Told, reader_index: Index, make_corpus: MakeCorpus
) -> None:
    """A page that is unknown, a range of one release, a release in place of a repository."""
    folder, adapter = make_corpus(1), reader_index.adapter
    for arguments, code, told_so in (
        ((f"{adapter}@1.0..1.2", "--page", "gone"), 3, "has no page 'gone'"),
        ((f"{adapter}@1.0..1.0", "--page", "page0"), 2, "holds one release, 1.0"),
        ((f"{adapter}@1.0", "--page", "page0", "--git", "a..b"), 2, "names no repository"),
        ((f"{adapter}@1.0", "--page", "page0"), 2, "write NAME@A..B"),
        ((f"{adapter}@1.0..", "--page", "page0", "--below", "f1"), 2, "METRIC:X"),
    ):
        found, _, err = told("bisect", *arguments, "--corpus", folder)
        assert (found, told_so in err) == (code, True), err
    assert not Path("boilerbench-runs").exists()
