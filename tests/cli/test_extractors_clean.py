"""`extractors clean`: what the cache holds, what may be named, what is removed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.caches import cached, hold_lock
from boilerbench.catalogue import known_adapters
from boilerbench.environments import folder_of

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with two environments of goose3, one of gne and a repository."""
    monkeypatch.setenv("BOILERBENCH_CACHE", str(tmp_path / "cache"))
    for place in ("environments/goose3-01", "environments/goose3-02", "environments/gne-03"):
        (tmp_path / "cache" / place).mkdir(parents=True)
        (tmp_path / "cache" / place / "module.py").write_bytes(b"x" * 300_000)
    (tmp_path / "cache" / "repositories" / "04").mkdir(parents=True)
    return tmp_path / "cache"


def kept() -> list[str]:
    return sorted(one.folder.name for one in cached())


def test_without_a_name_all_is_listed_and_nothing_removed(told: Told, cache: Path) -> None:
    """The list has sizes and their sum, and says that it removed nothing."""
    code, out, _ = told("extractors", "clean")
    assert code == 0
    assert out.splitlines()[0].split() == ["name", "folder", "MB", "own", "MB"]
    assert out.splitlines()[2].split() == ["gne", "gne-03", "0.3", "0.3"]
    assert out.splitlines()[-1] == f"4 folders, 0.9 MB, in {cache}; none was removed."
    rows = json.loads(told("extractors", "clean", "--format", "json")[1])
    assert rows[0] == {
        "name": "gne",
        "folder": str(cache / "environments" / "gne-03"),
        "MB": 0.3,
        "own_MB": 0.3,
    }
    assert len(kept()) == 4


def test_an_empty_cache_is_no_error(told: Told) -> None:
    """Where nothing was ever built there is nothing to list."""
    told("extractors", "clean", "--all")
    code, out, _ = told("extractors", "clean")
    assert code == 0
    assert out.splitlines()[-1].startswith("no folder, 0.0 MB, in ")


def test_a_name_is_an_extractors_or_a_folders(told: Told, cache: Path) -> None:
    """An extractor's name removes all its environments, a folder's name that one."""
    assert told("extractors", "clean", "goose3-01")[0] == 0
    assert kept() == ["04", "gne-03", "goose3-02"]
    (cache / "environments" / "goose3-05").mkdir()
    out = told("extractors", "clean", "goose3", "04")[1]
    assert out.splitlines()[-1] == f"Removed 3 folders, which frees 0.3 MB in {cache}."
    assert kept() == ["gne-03"]


def test_a_dry_run_removes_nothing(told: Told) -> None:
    """`--dry-run` says what would go, and all of it stays."""
    code, out, _ = told("extractors", "clean", "--all", "--dry-run")
    assert code == 0
    assert out.count("would be removed") == 4
    assert "Would remove 4 folders, which frees 0.9 MB in " in out
    assert len(kept()) == 4


def test_a_dry_run_of_nothing_is_refused(told: Told) -> None:
    """Without a word on what is meant `--dry-run` would list all, as if all were to go."""
    code, out, err = told("extractors", "clean", "--dry-run")
    assert (code, out) == (2, "")
    assert "What would be removed? Give a NAME, --unused or --all" in err


def test_what_is_in_use_stays_and_is_told(told: Told, cache: Path) -> None:
    """All but what is being built goes, also locks that belong to nothing."""
    idle = cache / "environments" / "failed-05.lock"
    idle.touch()
    with hold_lock(cache / "environments" / "gne-03.lock"):
        out = told("extractors", "clean", "--all")[1]
    assert "stays: it is being built" in out
    assert "Removed 3 folders" in out
    assert kept() == ["gne-03"]
    assert not idle.exists()


def test_unused_is_what_no_known_adapter_leads_to(told: Told, cache: Path) -> None:
    """An adapter's environment at its own pins stays; older pins and repositories go."""
    used = folder_of(known_adapters()["readability-lxml"])
    assert used is not None
    used.mkdir()
    older = used.with_name("readability-lxml-0000000000000000")
    older.mkdir()
    told("extractors", "clean", "--unused")
    assert kept() == [used.name]
    assert [path.name for path in (cache / "environments").iterdir()] == [used.name]


def test_an_unknown_name_is_answered_with_what_there_is(told: Told) -> None:
    """A name that the cache does not hold is a usage error that lists those it does."""
    code, _, err = told("extractors", "clean", "goos3")
    assert code == 2
    assert "did you mean 'goose3'? It holds gne, goose3, repository 04." in err
    assert len(kept()) == 4
