"""Git repositories by address: fetched into the cache, and laid out at one commit."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from boilerbench.caches import REPOSITORIES, cache_folder, hold_lock
from boilerbench.digests import short_digest
from boilerbench.errors import SpecError, UnavailableError
from boilerbench.git import git, reason
from boilerbench.wording import without_secrets

_COMMIT = re.compile(r"[0-9a-f]{40}")


class Reference(NamedTuple):
    """What `git+URL[@REF][#subdirectory=DIR]` names: an address, a revision in it, a folder."""

    address: str
    revision: str
    folder: str


def read_reference(version: str) -> Reference:
    """The parts of a `git+…` version, divided as pip divides them; SpecError where it is none."""
    try:
        parts = urlsplit(version.removeprefix("git+"))
    except ValueError:
        parts = urlsplit("")
    path, at, revision = parts.path.rpartition("@")
    bare = parts._replace(path=path if at else parts.path, fragment="")
    if not bare.scheme or not bare.path.strip("/"):
        raise SpecError(
            f"{version!r} names no repository; expected git+https://HOST/PATH[@REVISION], "
            "git+ssh://… or git+file:///PATH."
        )
    if at and not revision:
        raise SpecError(
            f"{without_secrets(version)!r} has nothing after its last @; expected a branch, a tag "
            "or a commit there, or no @."
        )
    folder = parse_qs(parts.fragment).get("subdirectory", [""])[0]
    if Path(folder).is_absolute() or ".." in Path(folder).parts:
        raise SpecError(f"{version!r}: subdirectory={folder} leads out of the repository.")
    return Reference(bare.geturl(), revision if at else "HEAD", folder)


def fetched(reference: Reference) -> Path:
    """A work tree of the repository at the revision, in the cache; laid out once for a commit.

    What a branch or tag means is asked anew each time; a whole commit that is at hand needs no
    network. Raises UnavailableError with git's reason.
    """
    root = cache_folder() / REPOSITORIES / short_digest(reference.address.encode())
    with hold_lock(root.with_name(f"{root.name}.lock")) as lock:
        mirror = root / "mirror"
        known = _COMMIT.fullmatch(reference.revision) and _resolved(mirror, reference, lock)
        if not known:
            _update(mirror, reference.address, lock)
            known = _resolved(mirror, reference, lock)
        if not known:
            raise UnavailableError(
                f"{without_secrets(reference.address)} has no revision {reference.revision!r}."
            )
        return _laid_out(root / known, mirror, known, lock)


@contextmanager
def in_mirror(address: str, revisions: Sequence[str]) -> Iterator[Path]:
    """What was fetched of a repository, while nobody else changes it: brought up to date.

    Without a network what is at hand will do, if it has all of the revisions. Raises
    UnavailableError with git's reason.
    """
    root = cache_folder() / REPOSITORIES / short_digest(address.encode())
    with hold_lock(root.with_name(f"{root.name}.lock")) as lock:
        mirror = root / "mirror"
        try:
            _update(mirror, address, lock)
        except UnavailableError:
            wanted = (Reference(address, one, "") for one in revisions)
            if not all(_resolved(mirror, one, lock) for one in wanted):
                raise
        yield mirror


def _update(mirror: Path, address: str, lock: int) -> None:
    if (mirror / "HEAD").exists():
        _check(git(mirror, "remote", "update", "--prune", lock=lock), address)
        return
    shutil.rmtree(mirror, ignore_errors=True)
    mirror.parent.mkdir(parents=True, exist_ok=True)
    draft = mirror.with_name("mirror.part")
    shutil.rmtree(draft, ignore_errors=True)
    _check(git(mirror.parent, "clone", "--mirror", "--", address, str(draft), lock=lock), address)
    draft.rename(mirror)


def _resolved(mirror: Path, reference: Reference, lock: int) -> str | None:
    """The commit that a revision means in what was fetched."""
    if not mirror.exists():
        return None
    wanted = f"{reference.revision}^{{commit}}"
    found = git(mirror, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted, lock=lock)
    return (
        found.stdout.strip().removeprefix("--end-of-options").strip()
        if found.returncode == 0
        else None
    )


def _laid_out(tree: Path, mirror: Path, commit: str, lock: int) -> Path:
    if tree.exists():
        return tree
    draft = tree.with_name(f"{tree.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    clone = ("clone", "--shared", "--no-checkout", "--", str(mirror), str(draft))
    _check(git(mirror.parent, *clone, lock=lock), str(mirror))
    _check(git(draft, "checkout", "--quiet", "--detach", commit, lock=lock), commit)
    modules = ("submodule", "--quiet", "update", "--init", "--recursive")
    _check(git(draft, *modules, lock=lock), f"a submodule of {commit}")
    draft.rename(tree)
    return tree


def _check(answer: CompletedProcess[str], what: str) -> None:
    if answer.returncode:
        raise UnavailableError(f"{without_secrets(what)} cannot be fetched: {reason(answer)}")
