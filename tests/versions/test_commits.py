"""An extractor's own commits as candidates, read without touching the checkout."""

from pathlib import Path

import pytest

from boilerbench.errors import BoilerbenchError, SpecError, UnavailableError, UsageError
from boilerbench.specs import parse_spec
from boilerbench.versions.commits import commits
from tests.indexes import ADAPTER
from tests.versions.repository import COMMITS, git, make_repository


@pytest.fixture
def adapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "reader.py"
    path.write_text(ADAPTER)
    return path


def test_every_commit_between_is_a_candidate(adapter: Path, tmp_path: Path) -> None:
    """From the good commit to the bad one, the oldest first, each with date and subject."""
    ids = make_repository(tmp_path / "repo")
    found = commits(f"{adapter}:loud@{tmp_path / 'repo'}", f"{ids[1]}..HEAD~1")
    assert [one.title for one in found] == [f"change {n}" for n in range(1, COMMITS - 1)]
    assert found[0].spec == f"{adapter}:loud@git+{(tmp_path / 'repo').as_uri()}@{ids[1]}"
    assert parse_spec(found[0].spec).version is not None
    assert ids[1].startswith(found[0].name)
    assert found[0].date == git(tmp_path / "repo", "log", "-1", "--format=%cs", ids[1]).strip()


def test_a_project_below_the_root_keeps_its_folder(adapter: Path, tmp_path: Path) -> None:
    """A checkout's folder, or an address with #subdirectory, is where each commit is built."""
    make_repository(tmp_path / "repo", below="python/reader")
    address = f"git+{(tmp_path / 'repo').as_uri()}"
    for place in (
        str(tmp_path / "repo" / "python" / "reader"),
        f"{address}#subdirectory=python/reader",
    ):
        found = commits(f"{adapter}@{place}", "main~2..main")
        assert [one.spec.partition("#")[2] for one in found] == ["subdirectory=python/reader"] * 3


def test_a_merge_counts_as_one_change(adapter: Path, tmp_path: Path) -> None:
    """Only first parents are followed: what a branch did arrives with its merge."""
    root = tmp_path / "repo"
    make_repository(root)
    git(root, "checkout", "-q", "-b", "side", "HEAD~1")
    git(root, "commit", "-q", "--allow-empty", "-m", "on the side")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "merged", "side")
    found = commits(f"{adapter}@{root}", "main~2..main")
    assert [one.title for one in found] == ["change 6", "change 7", "merged"]


def test_the_checkout_is_left_as_it_is(adapter: Path, tmp_path: Path) -> None:
    """Uncommitted work, the branch and the index stay; they are no candidates."""
    root = tmp_path / "repo"
    make_repository(root)
    (root / "tinyreader.py").write_text("unfinished")
    before = git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")
    commits(f"{adapter}@{root}", "HEAD~3..HEAD")
    assert (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")) == before


def test_what_was_fetched_will_do_without_a_network(adapter: Path, tmp_path: Path) -> None:
    """Once fetched, a repository that cannot be reached is read from the cache."""
    root = tmp_path / "repo"
    ids = make_repository(root)
    address = f"git+{root.as_uri()}"
    first = commits(f"{adapter}@{address}", f"{ids[0]}..{ids[3]}")
    root.rename(tmp_path / "elsewhere")
    assert commits(f"{adapter}@{address}", f"{ids[0]}..{ids[3]}") == first
    with pytest.raises(UnavailableError, match="cannot be fetched"):
        commits(f"{adapter}@{address}", f"{ids[0]}..v9")


@pytest.mark.parametrize(
    ("between", "error", "told"),
    [
        ("HEAD", UsageError, "--git takes GOOD..BAD"),
        ("HEAD~2...HEAD", UsageError, "--git takes GOOD..BAD"),
        ("..HEAD", UsageError, "--git takes GOOD..BAD"),
        ("HEAD..HEAD~2", UsageError, "HEAD is no ancestor of HEAD~2"),
        ("HEAD..HEAD", UsageError, "holds no commit"),
        ("nowhere..HEAD", UsageError, "has no commit 'nowhere'"),
    ],
)
def test_a_range_that_cannot_be_is_one_sentence(
    adapter: Path, tmp_path: Path, between: str, error: type[BoilerbenchError], told: str
) -> None:
    """Each mistake says what was found and what to write."""
    make_repository(tmp_path / "repo")
    with pytest.raises(error) as caught:
        commits(f"{adapter}@{tmp_path / 'repo'}", between)
    assert told in str(caught.value)


def test_what_is_no_repository_is_told(adapter: Path, tmp_path: Path) -> None:
    """A release, a missing folder and a folder without git are told apart."""
    for version, error, told in (
        ("", SpecError, "names no repository"),
        ("@2.0.0", SpecError, "names no repository"),
        (f"@{tmp_path}/gone/deep", UnavailableError, "no checkout"),
        (f"@{tmp_path}", UnavailableError, "is no git checkout"),
    ):
        with pytest.raises(error) as caught:
            commits(f"{adapter}{version}", "a..b")
        assert told in str(caught.value)
