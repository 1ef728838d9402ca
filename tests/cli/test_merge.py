"""`run --shard` and `merge` on the command line, and the page of the documentation about them."""

import json
import os
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from boilerbench.cli import exit_code
from boilerbench.runs import read_run

MakeCorpus = Callable[..., Path]

PAGE = (Path(__file__).parents[2] / "docs" / "scale-out.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _shards(folder: Path, *numbers: int) -> None:
    for number in numbers:
        shard = ["--shard", f"{number}/3", "--out", f"part{number}", "--quiet"]
        assert exit_code(["run", "oracle", "nothing", "--corpus", str(folder), *shard]) == 0


def test_shards_merge_into_the_table_of_the_whole(
    make_corpus: MakeCorpus, capsys: pytest.CaptureFixture[str]
) -> None:
    """`merge` prints what `run` over all pages prints, and stderr says nothing."""
    folder = make_corpus(9)
    _shards(folder, 1, 2, 3)
    capsys.readouterr()
    assert exit_code(["merge", "part1", "part2", "part3", "-o", "all", "--format", "json"]) == 0
    merged = capsys.readouterr()
    assert merged.err == ""
    run = ["run", "oracle", "nothing", "--corpus", str(folder), "--format", "json", "--quiet"]
    assert exit_code(run) == 0
    assert _timeless(merged.out) == _timeless(capsys.readouterr().out)


def _timeless(printed: str) -> Any:
    result = json.loads(printed)
    for row in result["rows"]:
        row.pop("speed")
    return result


def test_a_missing_shard_is_said_and_resumed(
    make_corpus: MakeCorpus, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command on stderr does what is missing, and a shard that goes on stays a shard."""
    _shards(make_corpus(9), 1, 3)
    assert exit_code(["run", "--resume", "--out", "part1", "--quiet"]) == 0
    assert exit_code(["run", "--resume", "--shard", "1/3", "--out", "part1", "--quiet"]) == 0
    assert str(read_run(Path("part1")).manifest.shard) == "1/3"
    capsys.readouterr()
    assert exit_code(["merge", "part1", "part3", "-o", "all"]) == 0
    told = re.search(r"`boilerbench (run --resume --out all)`", capsys.readouterr().err)
    assert told is not None
    assert exit_code([*told[1].split(), "--quiet"]) == 0
    assert "lacks" not in capsys.readouterr().err
    manifest = read_run(Path("all")).manifest
    assert len(read_run(Path("all")).extractions(manifest.systems[0])) == 9
    assert manifest.shard is None


def test_a_shard_that_goes_on_as_another_is_refused(
    make_corpus: MakeCorpus, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence names both, and nothing is parted once more."""
    _shards(make_corpus(9), 1)
    for other in ("2/3", "1/2"):
        assert exit_code(["run", "--resume", "--shard", other, "--out", "part1"]) == 2
        assert f"part1 is shard 1/3 of a run, not {other}: " in capsys.readouterr().err
    assert str(read_run(Path("part1")).manifest.shard) == "1/3"


def test_what_does_not_belong_together_is_refused(
    make_corpus: MakeCorpus, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3 and a sentence; nothing is written."""
    _shards(make_corpus(9), 1)
    assert exit_code(["run", "oracle", "--corpus", "news", "--out", "other", "--quiet"]) == 0
    assert exit_code(["merge", "part1", "other", "-o", "all"]) == 3
    assert "differ in the corpus (ferry and news)" in capsys.readouterr().err
    assert not Path("all").exists()
    assert exit_code(["merge", "-o", "all"]) == 2
    assert exit_code(["run", "oracle", "--shard", "3/2"]) == 2
    assert exit_code(["run", "oracle", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "add --engine dask" in capsys.readouterr().err


def test_the_shards_of_the_documentation_are_merged() -> None:
    """The commands of the page about shards do what it says."""
    lines = [shlex.split(line) for line in re.findall(r"(?m)^\$ boilerbench (.+)$", PAGE)]
    wanted = [line for line in lines if "--shard" in line or line[0] == "merge"]
    assert [line[0] for line in wanted] == ["run", "run", "merge", "merge"]
    assert [exit_code([*line, "--quiet"]) for line in wanted] == [0, 0, 0, 0]
    assert len(read_run(Path("whole")).manifest.corpus.pages) > 9


def test_the_task_of_the_documentation_makes_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page hands to Spark and Ray makes a folder that can be merged."""
    beside = Path(sys.executable).parent
    if not (beside / "boilerbench").exists():
        pytest.skip("the command is not installed beside this interpreter")
    monkeypatch.setenv("PATH", f"{beside}{os.pathsep}{os.environ['PATH']}")
    (code,) = re.findall(r"(?ms)^```python\n(.*?)^```", PAGE)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  our own page
    names["PARTS"] = 2
    assert read_run(Path(names["part"](2))).manifest.shard is not None
