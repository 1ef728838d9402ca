"""An extractor's own commits as candidates: read where they are, never checked out there."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from boilerbench.errors import SpecError, UnavailableError, UsageError
from boilerbench.git import git, reason
from boilerbench.repositories import in_mirror, read_reference
from boilerbench.specs import Spec, parse_spec, version_kind
from boilerbench.versions.ranges import package_of, unversioned
from boilerbench.versions.trials import Candidate
from boilerbench.wording import counted

_FORMAT = "--format=%H%x00%h%x00%cs%x00%s"


class Place(NamedTuple):
    """Where commits are read, the address from which they are fetched, the folder of the project.

    `checkout` is the user's own; without it they are read in what was fetched.
    """

    address: str
    folder: str
    checkout: Path | None


def commits(text: str, between: str) -> tuple[Candidate, ...]:
    """`NAME@REPO` at each first parent from GOOD to BAD, the oldest first, GOOD among them.

    REPO is a checkout or `git+URL`. A checkout is only read: what is built is a copy. Raises
    SpecError or UsageError for what is no such range, and UnavailableError with git's reason.
    """
    spec, version = _split(text)
    package_of(spec)
    good, dots, bad = between.partition("..")
    if not (good and dots and bad) or bad.startswith("."):
        raise UsageError(f"--git takes GOOD..BAD, two commits, tags or branches; not {between!r}.")
    place = _place(version)
    listed = _listed(place, good, bad)
    fragment = f"#subdirectory={place.folder}" if place.folder else ""
    return tuple(
        Candidate(
            name=short,
            spec=str(replace(spec, version=f"git+{place.address}@{commit}{fragment}")),
            date=date,
            title=title,
        )
        for commit, short, date, title in listed
    )


def _split(text: str) -> tuple[Spec, str]:
    whole = parse_spec(text)
    version = whole.version
    if version is None or version_kind(version) not in ("git", "path"):
        raise SpecError(
            f"{text!r} names no repository: write NAME@PATH or NAME@git+URL, "
            "as trafilatura@./checkout."
        )
    return unversioned(str(replace(whole, version=None)), text), version


def _place(version: str) -> Place:
    if version_kind(version) == "git":
        reference = read_reference(version)
        return Place(reference.address, reference.folder, None)
    path = Path(version).expanduser().resolve()
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():
        raise UnavailableError(f"There is no checkout {version}: give the folder of one.")
    top = git(folder, "rev-parse", "--show-toplevel")
    if top.returncode:
        raise UnavailableError(f"{version} is no git checkout: {reason(top)}.")
    root = Path(top.stdout.strip())
    below = path.relative_to(root).as_posix() if path.is_dir() else ""
    return Place(root.as_uri(), "" if below == "." else below, root)


def _listed(place: Place, good: str, bad: str) -> list[tuple[str, str, str, str]]:
    """Full and short id, date and subject of every commit, the oldest first."""
    if place.checkout is not None:
        return _history(place.checkout, good, bad)
    with in_mirror(place.address, (good, bad)) as mirror:
        return _history(mirror, good, bad)


def _history(folder: Path, good: str, bad: str) -> list[tuple[str, str, str, str]]:
    first, last = (_commit(folder, revision) for revision in (good, bad))
    if git(folder, "merge-base", "--is-ancestor", first, last).returncode:
        raise UsageError(
            f"{good} is no ancestor of {bad}, so there is no way from the one to the other: "
            f"`git merge-base {good} {bad}` prints a commit to begin with."
        )
    log = git(folder, "log", "--first-parent", "--reverse", _FORMAT, f"{first}..{last}")
    own = git(folder, "log", "--no-walk", _FORMAT, first)
    lines = [line for answer in (own, log) for line in answer.stdout.splitlines() if line]
    if len(lines) < 2:
        raise UsageError(f"{good}..{bad} holds {counted(0, 'commit')}: the two are the same.")
    parts = (line.split("\0", 3) for line in lines)
    return [(commit, short, date, title) for commit, short, date, title in parts]


def _commit(folder: Path, revision: str) -> str:
    found = git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if found.returncode:
        raise UsageError(f"{folder} has no commit {revision!r}: `git log` there lists them.")
    return found.stdout.removeprefix("--end-of-options").strip()
