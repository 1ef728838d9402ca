"""`corpus fetch`, and the verbs that read what it fetched."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from boilerbench.corpora.public import PUBLIC, Public
from tests.publishing import File, publish

Told = Callable[..., tuple[int, str, str]]
TEXT = "The ferry left the harbour at dawn with forty people and one piano on board."
FILES: dict[str, File] = {
    f"{folder}/{name}.{ending}": f"{before}{TEXT} {name}".encode()
    for name in ("a", "b")
    for folder, ending, before in (("html", "html", "<p>"), ("text", "txt", ""))
}


@pytest.fixture(autouse=True)
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Public:
    """A corpus of two pages that the catalogue names `tiny`."""
    monkeypatch.setenv("BOILERBENCH_DATA", str(tmp_path / "data"))
    entry = publish(tmp_path / "origin", FILES)
    monkeypatch.setitem(PUBLIC, "tiny", entry)
    return entry


def test_the_licence_comes_first(told: Told, tiny: Public) -> None:
    """Whose pages these are and how to cite them, then what was fetched and what to type next."""
    code, out, err = told("corpus", "fetch", "tiny")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "tiny:            Tiny pages"
    assert lines[1] == "licence:         CC0-1.0"
    assert lines[2].startswith("pages:           the property of their publishers")
    assert f"2 pages, 4 files, 0.0 MB, commit {tiny.commit}, in " in out
    assert lines[-1] == "Next: boilerbench run --corpus tiny"
    assert "boilerbench: Laying out and checking 4 files." in err
    assert told("corpus", "fetch", "tiny", "--quiet") == (0, out, "")


def test_the_licence_is_told_even_where_nothing_can_be_had(
    told: Told, tiny: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the first connection, so nobody fetches what they may not have."""
    entry = replace(tiny, repository="https://127.0.0.1:9/none")
    monkeypatch.setitem(PUBLIC, "tiny", entry)
    code, out, err = told("corpus", "fetch", "tiny")
    assert code == 3
    assert "licence:         CC0-1.0" in out
    assert err.splitlines()[-1].startswith("boilerbench: https://127.0.0.1:9/none gives nothing:")
    assert told("corpus", "fetch", "tiny", "--offline")[0] == 3


def test_without_a_name_the_catalogue_is_listed(told: Told) -> None:
    """Every name, and of what is fetched the day; programs are told all of it."""
    assert told("corpus", "fetch", "tiny")[0] == 0
    code, out, _ = told("corpus", "fetch")
    rows = {line.split()[0]: line.split() for line in out.splitlines()[2:] if line}
    assert code == 0
    assert set(PUBLIC) <= set(rows)
    assert rows["aeb"][3] == "no"
    assert rows["tiny"][3].startswith("20")
    assert max(map(len, out.splitlines()[:-1])) <= 100
    listed = json.loads(told("corpus", "fetch", "--list", "--format", "json")[1])
    assert {row["corpus"]: row["repository"] for row in listed} == {
        name: entry.repository for name, entry in PUBLIC.items()
    }


def test_a_name_that_is_none_and_options_without_one(told: Told) -> None:
    """Both are usage errors that say what was meant."""
    code, _, err = told("corpus", "fetch", "tinny")
    assert (code, "did you mean 'tiny'?" in err) == (2, True)
    code, _, err = told("corpus", "fetch", "--offline")
    assert (code, "Which corpus? Give its NAME" in err) == (2, True)
    code, _, err = told("corpus", "fetch", "tiny", "--mirror", "nowhere")
    assert (code, "is neither https://" in err) == (2, True)


def test_every_verb_takes_the_name(told: Told) -> None:
    """list, check, stats and show read a fetched corpus as any other."""
    assert told("corpus", "list", "tiny")[0] == 3
    told("corpus", "fetch", "tiny")
    assert told("corpus", "list", "tiny")[0] == 0
    assert told("corpus", "check", "tiny")[0] == 0
    assert told("corpus", "stats", "tiny", "news")[0] == 0
    code, out, _ = told("corpus", "show", "a", "--corpus", "tiny")
    assert (code, TEXT in out) == (0, True)


def test_a_run_over_it_is_scored_again_by_its_name(told: Told, tmp_path: Path) -> None:
    """What the run folder records as its source opens again, also from another folder."""
    told("corpus", "fetch", "tiny")
    run = tmp_path / "run"
    assert told("run", "oracle", "nothing", "--corpus", "tiny", "--out", run, "--quiet")[0] == 0
    recorded = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert recorded["corpus"]["source"] == "tiny"
    code, out, _ = told("score", run)
    assert (code, "oracle" in out) == (0, True)
