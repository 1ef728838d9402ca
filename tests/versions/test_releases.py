"""Which releases there are: from an index of our own, and from a stand-in for npm."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench import npm, resolver
from boilerbench.errors import UnavailableError, UsageError
from boilerbench.versions import releases as room
from boilerbench.versions.ranges import parse_range
from boilerbench.versions.releases import releases, thinned
from tests.evil import needs_node
from tests.indexes import Index


def versions(index: Index, ends: str, *, previews: bool = False) -> list[str]:
    found = releases(parse_range(f"{index.adapter}@{ends}"), previews=previews)
    return [one.version for one in found]


@pytest.mark.parametrize(
    ("ends", "found"),
    [
        ("1.0..1.2", ["1.0", "1.1", "1.2"]),
        ("..1.1", ["1.0", "1.1"]),
        ("1.3..", ["1.3", "1.4"]),
        ("1.0.5..1.3.9", ["1.1", "1.2", "1.3"]),
        ("1.4..2.0rc1", ["1.4", "2.0rc1"]),
        ("..", ["1.0", "1.1", "1.2", "1.3", "1.4"]),
    ],
)
def test_the_releases_of_a_range(reader_index: Index, ends: str, found: list[str]) -> None:
    """Both ends are among them where they exist; a preview only where it is named as an end."""
    assert versions(reader_index, ends) == found


def test_previews_are_there_when_asked_for(reader_index: Index) -> None:
    """With --pre the release candidate is the newest."""
    assert versions(reader_index, "1.4..", previews=True) == ["1.4", "2.0rc1"]


def test_the_index_tells_the_day_of_the_upload(reader_index: Index) -> None:
    """Each release has the moment its last file came."""
    first, *_ = releases(parse_range(f"{reader_index.adapter}@1.0..1.1"))
    assert first.uploaded == dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    assert (first.day, room.Release("1").day) == ("2026-01-01", None)


def test_an_empty_range_says_how_to_see_what_there_is(reader_index: Index) -> None:
    """Nothing between the ends is a usage error with the command that lists all."""
    with pytest.raises(UsageError, match=r"sweep .*reader.py@\.\. --list"):
        versions(reader_index, "1.5..1.9")


def test_a_package_that_the_index_lacks_is_told(reader_index: Index) -> None:
    """A package nobody published is the resolver's reason, not an empty range."""
    reader_index.adapter.with_name("other.py").write_text(
        reader_index.adapter.read_text().replace("tinyreader==", "absentee==")
    )
    with pytest.raises(UnavailableError, match="absentee was not found"):
        releases(parse_range(f"{reader_index.adapter.with_name('other.py')}@.."))


def test_without_network_and_cache_the_reason_is_told(
    reader_index: Index, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """Where nobody answers and nothing is at hand, that is said."""
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", f"{tmp_path}/empty")
    with pytest.raises(
        UnavailableError,
        match=r"versions of tinyreader .* not found in the cache .* uv is configured",
    ):
        versions(reader_index, "..")


def test_an_index_without_any_release_is_told(
    reader_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package of which nothing can be installed is no empty range either."""
    monkeypatch.setattr(resolver, "newest_release", lambda *_a, **_k: None)
    with pytest.raises(UnavailableError, match="no release of tinyreader"):
        versions(reader_index, "..")


@needs_node
def test_npm_is_asked_for_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of npm's list what is in the range stays, in the order of versions and not of text."""
    day = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    told = {"0.9.0": day, "0.10.0": None, "0.6.0": day, "0.7.0-rc.1": day, "odd": day}
    monkeypatch.setattr(npm, "release_dates", lambda *_a: told)
    wanted = parse_range("readability-js@0.6.0..")
    assert [one.version for one in releases(wanted)] == ["0.6.0", "0.9.0", "0.10.0"]
    assert releases(wanted, previews=True)[1].version == "0.7.0-rc.1"
    assert [one.day for one in releases(wanted)] == ["2025-01-01", "2025-01-01", None]
    with pytest.raises(UsageError, match=r"Node\.js here can run"):
        releases(parse_range("readability-js@7.0.0..8.0.0"))


@given(st.lists(st.integers(), unique=True), st.integers(2, 12))
def test_thinning_keeps_both_ends_and_the_order(things: list[int], limit: int) -> None:
    """At most so many, in order, the first and the last among them, evenly spread."""
    kept = thinned(things, limit)
    assert len(kept) == min(len(things), limit)
    assert list(kept) == [one for one in things if one in kept]
    assert kept[:1] == tuple(things[:1])
    assert kept[-1:] == tuple(things[-1:])
    gaps = [things.index(b) - things.index(a) for a, b in pairwise(kept)]
    assert not gaps or max(gaps) - min(gaps) <= 1


def test_a_sweep_of_one_version_is_refused() -> None:
    """Two ends are the least; without a limit all stay."""
    assert thinned([1, 2, 3], None) == (1, 2, 3)
    with pytest.raises(UsageError, match="2 or more, not 1"):
        thinned([1, 2, 3], 1)
