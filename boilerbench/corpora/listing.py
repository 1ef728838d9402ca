"""What a foreign repository would lay out, looked at before anything of it is on disk."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from boilerbench.errors import CorpusError
from boilerbench.wording import counted, harmless

_LINK, _MODULE = "120000", "160000"
_FILES = ("100644", "100755")
# What file systems take for .git: of Windows its short name, of macOS letters nobody sees.
_GIT = (".git", "git~1")
_UNSEEN = re.compile("[\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f\udc80-\udcff]")
_DRIVE = re.compile(r"[A-Za-z]:")


class Blob(NamedTuple):
    """A file in a tree of git: its mode, the id of its content, its path from the root."""

    mode: str
    id: str
    path: str


def read_listing(text: str) -> list[Blob]:
    """The entries of `git ls-tree -r -z`; CorpusError for a line that is none."""
    found = []
    for line in text.split("\0"):
        if line:
            head, tab, path = line.partition("\t")
            parts = head.split(" ")
            if not tab or len(parts) != 3:
                raise CorpusError(f"git lists {harmless(line)!r}, which is no entry of a tree.")
            found.append(Blob(parts[0], parts[2], path))
    return found


def chosen(listed: Iterable[Blob], wanted: Sequence[str]) -> list[Blob]:
    """Those that are, or lie in, what is wanted; CorpusError where the tree lacks some of it."""
    entries = list(listed)
    found: dict[str, Blob] = {}
    for place in wanted:
        below = [one for one in entries if f"{one.path}/".startswith(f"{place}/")]
        if not below:
            raise CorpusError(
                f"The commit has no {place}, which boilerbench's catalogue expects in it:"
                " report that."
            )
        found |= {one.path: one for one in below}
    return list(found.values())


def require_safe(blobs: Sequence[Blob]) -> None:
    """CorpusError where laying the files out could reach, or hide, anything but plain files.

    Refused are links and submodules, paths that lead out (`..`, absolute, with a drive or a
    backslash), those that git would take for its own, with control characters or not in UTF-8,
    and two that are one where upper and lower case are.
    """
    for blob in blobs:
        fault = _fault(blob)
        if fault:
            raise CorpusError(
                f"{harmless(ascii(blob.path))} {fault}; nothing of that source was laid out."
            )
    _require_distinct(blobs)


def _fault(blob: Blob) -> str | None:
    if blob.mode == _LINK:
        return "is a symbolic link, and a corpus holds plain files only"
    if blob.mode == _MODULE:
        return "is a submodule, and a corpus holds plain files only"
    if blob.mode not in _FILES:
        return f"has the mode {blob.mode}, and a corpus holds plain files only"
    if _CONTROLS.search(blob.path):
        return "holds control characters or is not UTF-8"
    if "\\" in blob.path:
        return "holds a backslash, which parts folders on some systems"
    return next((fault for part in blob.path.split("/") if (fault := _fault_of_part(part))), None)


def _fault_of_part(part: str) -> str | None:
    if part in ("", ".", ".."):
        return "leads out of its folder"
    if _DRIVE.match(part):
        return "begins with a drive"
    if _UNSEEN.sub("", part).casefold().rstrip(" .") in _GIT:
        return "would be git's own folder"
    return None


def _require_distinct(blobs: Iterable[Blob]) -> None:
    spelled: dict[str, str] = {}
    for blob in blobs:
        parts = blob.path.split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            other = spelled.setdefault(unicodedata.normalize("NFC", path.casefold()), path)
            if other != path:
                raise CorpusError(
                    f"{path!r} and {other!r} are one name where upper and lower case are not told"
                    " apart; nothing of that source was laid out."
                )


def require_contents(pointers: Sequence[str]) -> None:
    """CorpusError where files are mere pointers into Git LFS."""
    if pointers:
        raise CorpusError(
            f"{counted(len(pointers), 'file')} of the source, such as {pointers[0]!r}, only"
            " points into Git LFS, whose storage boilerbench does not ask; no page was kept."
            " Clone the repository with git-lfs, and give that folder as FORMAT:PATH."
        )
