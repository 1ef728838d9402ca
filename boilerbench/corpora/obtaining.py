"""A public corpus from its repository: the pinned commit found, its files fetched and checked."""

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import msgspec

from boilerbench.corpora.cloning import BrokenCloneError, Clone
from boilerbench.corpora.fetched import FILES, RECEIPT, Receipt, changed, paths_of, pointers
from boilerbench.corpora.formats import FORMATS
from boilerbench.corpora.listing import Blob, chosen, read_listing, require_contents, require_safe
from boilerbench.corpora.public import Public
from boilerbench.errors import CorpusError
from boilerbench.version import VERSION
from boilerbench.wording import counted, without_secrets

Say: TypeAlias = Callable[[str], None]
"""Who is told how far it is, a sentence at a time."""

_WHOLE = re.compile(r"[0-9a-f]{40}")


def obtain(entry: Public, clone: Clone, draft: Path, say: Say) -> Receipt:
    """Make a corpus in the folder `draft`: all that is wanted of its commit, and the receipt.

    Raises CorpusError where the source has not what the catalogue says or holds what is unsafe,
    BrokenCloneError where git cannot use the clone.
    """
    clone.begin()
    commit = _commit(entry, clone, say)
    blobs = chosen(read_listing(clone.listing(commit)), entry.wanted)
    require_safe(blobs)
    _take(entry, clone, blobs, say)
    say(f"Laying out and checking {counted(len(blobs), 'file')}.")
    shutil.rmtree(draft, ignore_errors=True)
    clone.lay_out(blobs, draft / FILES)
    receipt = _checked(entry, commit, blobs, draft / FILES, without_secrets(clone.address))
    (draft / RECEIPT).write_bytes(msgspec.json.format(msgspec.json.encode(receipt)))
    if receipt.pages != entry.pages:
        say(
            f"{entry.name} has {counted(receipt.pages, 'page')} where the catalogue says"
            f" {entry.pages}, though every file is that of the commit: please report it."
        )
    return receipt


def _commit(entry: Public, clone: Clone, say: Say) -> str:
    """The whole id of the pinned commit, fetched."""
    commit = entry.commit if _WHOLE.fullmatch(entry.commit) else _resolved(entry, clone, say)
    say(
        f"Fetching the list of files of commit {commit[:12]} from {without_secrets(clone.address)}."
    )
    if not clone.take_commit(commit):
        raise CorpusError(_lacking(entry, clone.address))
    return commit


def _resolved(entry: Public, clone: Clone, say: Say) -> str:
    """The one commit whose id begins as the pin: the end of a branch, else from the history."""
    ends = {tip for tip in clone.tips() if tip.startswith(entry.commit)}
    if len(ends) == 1:
        return ends.pop()
    say(f"Looking for commit {entry.commit} in the history of {without_secrets(clone.address)}.")
    history = Clone(clone.folder.with_name("history"), clone.address, clone.lock)
    shutil.rmtree(history.folder, ignore_errors=True)
    history.begin()
    history.take_history()
    found = history.named(entry.commit)
    if found is None or not found.startswith(entry.commit):
        raise CorpusError(_lacking(entry, clone.address))
    shutil.rmtree(history.folder)
    return found


def _take(entry: Public, clone: Clone, blobs: list[Blob], say: Say) -> None:
    ids = dict.fromkeys(blob.id for blob in blobs)
    there = clone.present()
    missing = [one for one in ids if one not in there]
    have = len(ids) - len(missing)
    if missing:
        say(f"Fetching {counted(len(missing), 'file')}, some {entry.megabytes:g} MB in all.")
    clone.take(missing, lambda done: say(f"{have + done} of {len(ids)} files are here."))
    absent = set(missing) - clone.present() if missing else set()
    if absent:
        raise CorpusError(
            f"{without_secrets(clone.address)} left out {counted(len(absent), 'file')} of the"
            " commit. Where another place holds the same commit, name it: --mirror URL|PATH."
        )


def _checked(entry: Public, commit: str, blobs: list[Blob], files: Path, source: str) -> Receipt:
    """The receipt for files that are, one by one, those of the commit."""
    ids = {blob.path: blob.id for blob in blobs}
    wrong = changed(files, ids)
    if wrong:
        raise BrokenCloneError(
            f"{counted(len(wrong), 'file')} came out otherwise than the commit has them"
            f" (first: {wrong[0]})."
        )
    require_contents(pointers(files, ids))
    read = FORMATS[entry.format].read(*paths_of(entry, files), **entry.options)
    return Receipt(
        name=entry.name,
        repository=entry.repository,
        source=source,
        commit=commit,
        wanted=entry.wanted,
        licence=entry.licence,
        files=ids,
        size=sum((files / name).stat().st_size for name in ids),
        pages=len(read.pages),
        fetched=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        boilerbench=VERSION,
    )


def _lacking(entry: Public, address: str) -> str:
    return (
        f"{without_secrets(address)} holds no one commit {entry.commit}, to which {entry.name} is"
        " pinned. Where another place holds it, name that: --mirror URL|PATH."
    )
