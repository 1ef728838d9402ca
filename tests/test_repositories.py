"""Code named by a git address: divided as pip divides it, fetched, and laid out at its commit."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench.errors import SpecError, UnavailableError
from boilerbench.repositories import Reference, fetched, read_reference
from boilerbench.sources import tree_of

PROJECT = '[project]\nname = "thing"\nversion = "1.0"\n'


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two commits on main, the first of them tagged, one package in a folder."""
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "origin"
    (folder / "sub").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for number in (1, 2):
        (folder / "pyproject.toml").write_text(PROJECT + f"# {number}\n")
        (folder / "sub" / "pyproject.toml").write_text(PROJECT)
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", f"commit {number}")
        if number == 1:
            git(folder, "tag", "v1")
    return folder


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("git+https://h.example/a/b.git", ("https://h.example/a/b.git", "HEAD", "")),
        ("git+https://h.example/a/b@main", ("https://h.example/a/b", "main", "")),
        ("git+https://me@h.example/a/b", ("https://me@h.example/a/b", "HEAD", "")),
        ("git+ssh://git@h.example/a/b@v1.0", ("ssh://git@h.example/a/b", "v1.0", "")),
        ("git+https://h.example/a@feature/x", ("https://h.example/a", "feature/x", "")),
        ("git+file:///a/b@v1#subdirectory=c/d", ("file:///a/b", "v1", "c/d")),
        ("git+file:///a/b#egg=x&subdirectory=c", ("file:///a/b", "HEAD", "c")),
    ],
)
def test_an_address_is_divided_as_pip_divides_it(
    version: str, expected: tuple[str, str, str]
) -> None:
    """Address, revision after the path's last @, folder from the fragment."""
    assert read_reference(version) == Reference(*expected)


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("git+", "names no repository"),
        ("git+nothing", "names no repository"),
        ("git+https://h.example", "names no repository"),
        ("git+file:///a#subdirectory=../b", "leads out of the repository"),
        ("git+file:///a#subdirectory=/b", "leads out of the repository"),
        ("git+https://[", "names no repository"),
        ("git+https://h.example/a@", "has nothing after its last @"),
        ("git+file:///a@#subdirectory=b", "has nothing after its last @"),
    ],
)
def test_what_is_no_address_is_a_spec_error(version: str, words: str) -> None:
    """Before git is asked, the sentence says what was expected."""
    with pytest.raises(SpecError, match=words):
        read_reference(version)


@given(st.text())
def test_any_text_is_divided_or_refused(text: str) -> None:
    """Whatever follows git+ ends as a reference or as a SpecError."""
    try:
        reference = read_reference(f"git+{text}")
    except SpecError:
        return
    assert ".." not in Path(reference.folder).parts


def test_a_revision_is_laid_out_at_its_commit(repository: Path) -> None:
    """A branch, a tag and a commit lead to the files of their commit, recorded and clean."""
    address = f"git+{repository.as_uri()}"
    newest, tagged = (git(repository, "rev-parse", name).strip() for name in ("main", "v1"))
    for version, commit in (
        (address, newest),
        (f"{address}@main", newest),
        (f"{address}@v1", tagged),
        (f"{address}@{tagged}", tagged),
    ):
        tree = tree_of(version, "python")
        assert (tree.source.path, tree.source.commit) == (version, commit)
        assert tree.source.dirty is False
        assert (
            (tree.root / "pyproject.toml")
            .read_text()
            .endswith("# 2\n" if commit == newest else "# 1\n")
        )
    assert tree_of(f"{address}#subdirectory=sub", "python").project == Path("sub")


def test_a_branch_is_asked_anew_and_a_commit_needs_no_network(repository: Path) -> None:
    """What moved is seen; what is at hand by its whole commit is found with the origin gone."""
    address = f"git+{repository.as_uri()}"
    before = tree_of(f"{address}@main", "python").source.commit
    (repository / "pyproject.toml").write_text(PROJECT + "# 3\n")
    git(repository, "commit", "-q", "-a", "-m", "commit 3")
    after = tree_of(f"{address}@main", "python").source.commit
    assert before != after
    repository.rename(repository.with_name("gone"))
    assert tree_of(f"{address}@{before}", "python").source.commit == before
    with pytest.raises(UnavailableError, match=r"cannot be fetched: fatal:"):
        tree_of(f"{address}@main", "python")


@pytest.mark.parametrize(
    ("suffix", "words"),
    [
        ("@nowhere", "has no revision 'nowhere'"),
        ("@--upload-pack=x", "has no revision"),
        ("#subdirectory=empty", "is missing; expected a checkout"),
    ],
)
def test_what_is_not_there_is_unavailable(repository: Path, suffix: str, words: str) -> None:
    """A revision or folder that the repository lacks is one sentence."""
    with pytest.raises(UnavailableError, match=words):
        tree_of(f"git+{repository.as_uri()}{suffix}", "python")


def test_the_cause_of_a_failed_connection_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ssh says stands before git's word that it could not read."""
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_SSH_COMMAND", "echo 'Host key verification failed.' >&2; false")
    with pytest.raises(UnavailableError, match=r"fetched: Host key .* failed\. fatal: Could not"):
        tree_of("git+ssh://git@h.example/a/b", "python")


def test_a_hooks_variables_lead_nowhere(
    repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Started from a git hook, the repository asked is the one that was named."""
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert (fetched(read_reference(f"git+{repository.as_uri()}")) / "pyproject.toml").exists()
