"""The catalogue of public corpora: every entry can be fetched and read as far as words go."""

import re
from pathlib import PurePosixPath

import pytest

from boilerbench.corpora import FORMATS, shipped_sets
from boilerbench.corpora.listing import Blob, require_safe
from boilerbench.corpora.naming import SHIPPED
from boilerbench.corpora.public import PUBLIC

NAMES = list(PUBLIC)


def test_names_are_in_order_and_nothing_else_has_them() -> None:
    """A name means one thing to `--corpus`, and no path or format can be meant by it."""
    assert sorted(NAMES) == NAMES
    assert not {SHIPPED, *shipped_sets()} & set(NAMES)
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_says_where_and_which_commit(name: str) -> None:
    """An address on GitHub by https, and at least seven digits of a commit."""
    entry = PUBLIC[name]
    assert re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", entry.repository)
    assert re.fullmatch(r"[0-9a-f]{7}|[0-9a-f]{40}", entry.commit)
    assert entry.title
    assert entry.licence
    assert entry.citation.endswith(".")
    assert entry.pages > 0
    assert entry.megabytes > 0


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_gives_its_reader_what_it_takes(name: str) -> None:
    """Every path and option of the format, and each path is among what is fetched."""
    entry = PUBLIC[name]
    known = FORMATS[entry.format]
    assert tuple(entry.paths) == known.paths
    assert set(entry.options) <= set(known.options)
    require_safe([Blob("100644", "", wanted) for wanted in entry.wanted])
    for path in map(PurePosixPath, entry.paths.values()):
        assert any(
            PurePosixPath(wanted).is_relative_to(path) or path.is_relative_to(wanted)
            for wanted in entry.wanted
        )
