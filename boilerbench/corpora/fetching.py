"""Fetching a public corpus: from its repository at the pinned commit, checked, whole or not at all.

All is made in `NAME.part` beside the corpus and moved to its place when every file is what the
commit says. What a fetch that was cut off leaves there, the next one goes on with.
"""

import os
import shutil
from pathlib import Path

from boilerbench.caches import data_folder, hold_lock
from boilerbench.corpora.cloning import BrokenCloneError, Clone
from boilerbench.corpora.fetched import FILES, Receipt, changed, home_of, receipt_of
from boilerbench.corpora.obtaining import Say, obtain
from boilerbench.corpora.public import Public
from boilerbench.errors import CorpusError, UnavailableError, UsageError
from boilerbench.wording import counted, without_secrets


def fetch(entry: Public, say: Say, *, mirror: str | None = None, offline: bool = False) -> Receipt:
    """Fetch a corpus, or check the one that lies here, file by file; its receipt.

    `mirror` is an address (https, file) or a folder to clone the same commit from. With `offline`
    nothing is fetched. Raises CorpusError where the source cannot be had or is not what the
    catalogue says, UsageError for a mirror that is none.
    """
    if offline and mirror:
        raise UsageError("--offline fetches nothing, from no --mirror either: give one of the two.")
    address = address_of(mirror) if mirror else entry.repository
    _require_writable(data_folder())
    home = home_of(entry.name)
    try:
        with hold_lock(home.with_name(f"{entry.name}.lock")) as lock:
            receipt = _sound(entry, say)
            if receipt is None:
                if offline:
                    raise CorpusError(_absent(entry))
                receipt = _fetched(entry, address, lock, say)
            for leftover in (_part(entry), home.with_name(f"{entry.name}.removed")):
                shutil.rmtree(leftover, ignore_errors=True)
            return receipt
    except UnavailableError as error:
        raise CorpusError(str(error)) from error
    except OSError as error:
        raise CorpusError(
            f"{entry.name} cannot be kept in {data_folder()}: {error}; make room there, or set"
            " BOILERBENCH_DATA to another folder."
        ) from error


def address_of(mirror: str) -> str:
    """A mirror as git takes it; UsageError for one that is neither https nor on this machine."""
    if mirror.startswith(("https://", "file://")):
        return mirror
    path = Path(os.path.expanduser(mirror))  # noqa: PTH111  which leaves what is no user's home
    if path.is_dir():
        return str(path.resolve())
    raise UsageError(
        f"--mirror {without_secrets(mirror)} is neither https://…, file://… nor a folder that is"
        " there; give one that holds a git repository."
    )


def _sound(entry: Public, say: Say) -> Receipt | None:
    """The receipt of a corpus that is here and unharmed."""
    receipt = receipt_of(entry)
    if receipt is None:
        return None
    wrong = changed(home_of(entry.name) / FILES, receipt.files)
    if wrong:
        say(
            f"{counted(len(wrong), 'file')} of {entry.name} in {home_of(entry.name)} changed since"
            f" it was fetched (first: {wrong[0]})."
        )
        return None
    say(f"{entry.name} is here already, and every file is as it was fetched.")
    return receipt


def _fetched(entry: Public, address: str, lock: int, say: Say) -> Receipt:
    part = _part(entry)
    resumed = part.exists()
    if resumed:
        say(f"Going on with what an earlier fetch of {entry.name} left.")
    try:
        return _obtained(entry, address, lock, say)
    except BrokenCloneError as error:
        if not resumed:
            raise
        say(f"{error} Beginning anew.")
        shutil.rmtree(part)
        return _obtained(entry, address, lock, say)


def _obtained(entry: Public, address: str, lock: int, say: Say) -> Receipt:
    part = _part(entry)
    draft = part / "corpus"
    receipt = obtain(entry, Clone(part / "repository", address, lock), draft, say)
    _put(draft, home_of(entry.name))
    return receipt


def _put(draft: Path, home: Path) -> None:
    """Move what is whole to its place; what lay there goes by another name first."""
    old = home.with_name(f"{home.name}.removed")
    shutil.rmtree(old, ignore_errors=True)
    if home.exists():
        home.rename(old)
    draft.rename(home)


def _part(entry: Public) -> Path:
    return home_of(entry.name).with_name(f"{entry.name}.part")


def _require_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        refused = None if os.access(folder, os.W_OK) else "Permission denied"
    except OSError as error:
        refused = error.strerror
    if refused:
        raise CorpusError(
            f"Nothing can be kept in {folder}: {refused}; set BOILERBENCH_DATA to a folder that"
            " can be written."
        )


def _absent(entry: Public) -> str:
    return (
        f"{entry.name} is not here whole, and --offline fetches nothing:"
        f" `boilerbench corpus fetch {entry.name}` where there is a network, or with"
        " --mirror PATH from a clone on this machine."
    )
