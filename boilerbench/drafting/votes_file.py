"""Who kept what, written beside a drafted page: `corpus edit` asks first where they disagreed."""

from pathlib import Path

import msgspec

from boilerbench.files import replace_file

FOLDER = ".boilerbench"
"""Below a corpus: what belongs to its making and not to its gold."""


class Votes(msgspec.Struct, frozen=True):
    """The extractors that answered for a page, and for each block of it who kept it.

    `page` is the digest of the bytes that they saw.
    """

    page: str
    extractors: tuple[str, ...]
    kept: tuple[tuple[bool, ...], ...]


def write_votes(corpus: Path, page: str, votes: Votes) -> None:
    """Keep the votes of a page beside its corpus."""
    replace_file(_file(corpus, page), msgspec.json.encode(votes))


def read_votes(corpus: Path, page: str) -> Votes | None:
    """The votes of a page; None where there are none or they cannot be read."""
    try:
        return msgspec.json.decode(_file(corpus, page).read_bytes(), type=Votes)
    except (OSError, msgspec.MsgspecError):
        return None


def _file(corpus: Path, page: str) -> Path:
    return corpus / FOLDER / f"{page}.votes.json"
