"""What a run says of speed: figures to look at, marked where workers slowed each other down."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from boilerbench.cli import exit_code

MakeCorpus = Callable[..., Path]
REMARK = "CPU ms/page is indicative, as 2 workers ran at once"


@pytest.fixture
def printed(
    make_corpus: MakeCorpus,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., str]:
    """A function that runs a verb over a corpus of three pages and gives what it prints."""
    monkeypatch.chdir(tmp_path)
    corpus = make_corpus(3)

    def run(*arguments: str) -> str:
        assert exit_code([*arguments, "--corpus", str(corpus)]) == 0
        return capsys.readouterr().out

    return run


def test_times_of_workers_side_by_side_are_marked(printed: Callable[..., str]) -> None:
    """One worker at a time is no remark; two are, also when the run is scored again."""
    assert "indicative" not in printed("run", "everything", "--jobs", "1", "--out", "one")
    assert REMARK in printed("run", "everything", "--jobs", "2", "--out", "two")
    assert REMARK in printed("score", "two")
    assert "indicative" not in printed("run", "oracle", "--jobs", "2", "--out", "untimed")


def test_the_most_workers_of_all_sittings_count(printed: Callable[..., str]) -> None:
    """Going on alone does not make a run of two workers one of one."""
    printed("run", "everything", "--jobs", "2", "--out", "run")
    assert REMARK in printed("run", "nothing", "--jobs", "1", "--out", "run")
    rows = json.loads(printed("score", "run", "--format", "json"))["rows"]
    assert {row["speed"]["jobs"] for row in rows} == {2}


def test_a_run_that_does_not_say_is_read(printed: Callable[..., str]) -> None:
    """Runs older than the field have no remark, and null as data."""
    printed("run", "everything", "--jobs", "2", "--out", "run")
    manifest = json.loads(Path("run/run.json").read_text())
    del manifest["jobs"]
    Path("run/run.json").write_text(json.dumps(manifest))
    assert "indicative" not in printed("score", "run")
    rows = json.loads(printed("score", "run", "--format", "json"))["rows"]
    assert rows[0]["speed"]["jobs"] is None
