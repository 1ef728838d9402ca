"""`boilerbench sweep`: versions from an index of our own, each in an environment of its own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.indexes import Index

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]


def test_the_versions_alone_are_listed(told: Told, reader_index: Index) -> None:
    """With --list nothing is built: each version and the day of its upload."""
    code, out, _ = told("sweep", f"{reader_index.adapter}@..", "--list", "--versions", 3)
    assert code == 0
    assert [line.split() for line in out.splitlines()[2:]] == [
        ["1.0", "2026-01-01"],
        ["1.2", "2026-03-01"],
        ["1.4", "2026-05-01"],
    ]


@pytest.mark.environments
def test_a_sweep_is_a_run_that_goes_on(
    told: Told, reader_index: Index, make_corpus: MakeCorpus
) -> None:
    """Every version has its row; a second sweep into the same folder extracts nothing."""
    folder, adapter = make_corpus(3), reader_index.adapter
    asked = ("sweep", f"{adapter}@1.0..", "--corpus", folder, "--out", "swept", "--pre")
    code, out, err = told(*asked)
    assert code == 0, err
    rows = {line.split()[0]: line.split() for line in out.splitlines()[3:9]}
    assert list(rows) == ["1.0", "1.1", "1.2", "1.3", "1.4", "2.0rc1"]
    assert rows["1.3"][1:3] == ["2026-04-01", "unavailable"]
    assert rows["1.2"][-6:-3] == ["0", "1", "0"]  # better, worse, newly broken
    assert "absentee" in out
    assert f"Next: `boilerbench bisect {adapter}@1.1..1.2 --page page1 --from swept`" in out
    stored = {file: file.read_bytes() for file in Path("swept/extractions").iterdir()}
    assert len(stored) == 5
    assert told(*asked)[0] == 0
    assert {file: file.read_bytes() for file in Path("swept/extractions").iterdir()} == stored


@pytest.mark.environments
def test_a_sweep_as_data_with_a_reference_and_a_picture(
    told: Told, reader_index: Index, make_corpus: MakeCorpus
) -> None:
    """Times are held beside the extractor that was named; options of the adapter are kept."""
    code, out, err = told(
        "sweep", f"{reader_index.adapter}:loud@1.0..1.2", "--corpus", make_corpus(2),
        "--versions", 2, "--reference", "nothing", "--plot", "swept.svg", "--format", "json",
    )  # fmt: skip  # one command
    assert code == 0, err
    found = json.loads(out)
    assert (found["schema"], found["reference"]) == (1, "nothing")
    assert [one["version"] for one in found["versions"]] == ["1.0", "1.2"]
    assert found["versions"][0]["extractor"] == f"{reader_index.adapter}:loud@1.0"
    assert found["versions"][1]["cpu_ratio"] > 0
    assert Path("swept.svg").read_bytes().startswith(b"<")


@pytest.mark.environments
def test_without_any_version_that_runs_the_code_is_4(
    told: Told, reader_index: Index, make_corpus: MakeCorpus
) -> None:
    """A sweep of nothing but what cannot be installed could not do what was asked."""
    asked = (f"{reader_index.adapter}@1.3..1.3", "--corpus", make_corpus(1))
    code, out, _ = told("sweep", *asked)
    assert (code, "unavailable" in out) == (4, True)
    assert told("sweep", *asked, "--format", "csv")[0] == 4


@pytest.mark.parametrize(
    ("arguments", "told_so"),
    [
        (("trafilatura",), "write NAME@A..B"),
        (("trafilatura@3..2",), "3 is newer than 2"),
        (("nobody@1..2",), "There is no extractor 'nobody'"),
        (("trafilatura@1..2", "--plot", "x.pdf"), "writes .svg or .png"),
        (("trafilatura@1..2", "--versions", "1"), "versions"),
    ],
)
def test_a_sweep_that_cannot_be_is_one_sentence(
    told: Told, arguments: tuple[str, ...], told_so: str
) -> None:
    """Nothing is asked of an index for a request that makes no sense."""
    code, _, err = told("sweep", *arguments)
    assert code == 2
    assert told_so in err
