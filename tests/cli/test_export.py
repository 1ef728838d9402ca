"""`boilerbench export`: a run's times as JSON that pytest-benchmark itself reads."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from boilerbench.manifests import Checkout
from boilerbench.reporting.timed_runs import report_of, timed_run
from boilerbench.runs import Run, read_run

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]
FAILING = """def extract(html, url=None):
    if "number 1" in html:
        raise ValueError("no pianos")
    return "The ferry left the harbour at dawn with forty people and one piano on board."
"""


def exported(told: Told, *more: object) -> dict[str, Any]:
    """The file as read back, by extractor."""
    code, out, _ = told("export", "--pytest-benchmark", *more)
    assert code == 0
    return {one["name"]: one for one in json.loads(out)["benchmarks"]}


def compared(*arguments: str) -> str:
    command = [sys.executable, "-m", "pytest_benchmark", "compare", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_pytest_benchmark_reads_the_file(told: Told, make_corpus: MakeCorpus) -> None:
    """Its own `compare` prints a table of the run, and writes it as CSV."""
    told("run", "lxml-text", "nothing", "--corpus", make_corpus(5))
    code, out, err = told(
        "export", "boilerbench-runs/ferry-1", "--pytest-benchmark", "-o", "x.json"
    )
    assert (code, out, err) == (0, "", "boilerbench: Written to x.json.\n")
    table = compared("x.json", "--csv=x.csv", "--group-by=group")
    assert "benchmark 'ferry': 2 tests" in table
    assert "lxml-text" in table
    rows = list(csv.DictReader(Path("x.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["name"] for row in rows} == {"ferry::lxml-text", "ferry::nothing"}
    assert {row["param:extractor"] for row in rows} == {"lxml-text", "nothing"}
    assert all(float(row["min"]) > 0 for row in rows)
    by_extractor = compared("x.json", "--group-by=param:extractor", "--sort=name")
    assert "benchmark 'extractor=nothing': 1 tests" in by_extractor


def test_a_round_is_a_page(told: Told, make_corpus: MakeCorpus) -> None:
    """All pages but a worker's first call are rounds; facts of the row stand beside them."""
    told("run", "lxml-text", "--corpus", make_corpus(5))
    one = exported(told)["lxml-text"]
    run = read_run()
    recorded = run.extractions(run.manifest.systems[0]).values()
    timings = [e.timing for e in recorded if e.timing]
    steady = [timing.wall_ns / 1e9 for timing in timings if not timing.first]
    assert len(timings) == 5
    assert sorted(one["stats"]["data"]) == sorted(steady)
    facts = one["extra_info"]
    assert facts["outcomes"] == {"ok": 5}
    assert (facts["unit"], facts["indicative"]) == ("seconds per page", True)
    assert facts["jobs"] == run.manifest.jobs
    assert facts["version"]
    assert facts["peak_memory_mb"] > 1
    scored = json.loads(told("score", "--format", "json")[1])["rows"][0]
    values = scored["scores"]["shingles(n=4)"]["values"]
    assert {name: facts[name] for name in ("f1", "precision", "recall")} == pytest.approx(
        {name: values[name]["value"] for name in ("f1", "precision", "recall")}
    )
    speed = scored["speed"]
    assert {name: facts[name] for name in speed} == speed


def test_a_page_that_failed_is_counted_and_its_time_kept(
    told: Told, make_corpus: MakeCorpus
) -> None:
    """An error has a time like any call; its outcome says what the round was."""
    Path("pianos.py").write_text(FAILING, encoding="utf-8")
    told("run", "./pianos.py", "--corpus", make_corpus(4), "--jobs", "1")
    one = exported(told)["pianos.py"]
    assert one["extra_info"]["outcomes"] == {"error": 1, "ok": 3}
    assert one["stats"]["rounds"] == 3


def test_what_was_not_timed_is_left_out_with_a_sentence(
    told: Told, make_corpus: MakeCorpus
) -> None:
    """The gold, a stored output and what could not run have no times, and stderr says so."""
    Path("old.json").write_text(json.dumps({"page0": "The ferry"}), encoding="utf-8")
    Path("hung.py").write_text("def extract(html, url=None):\n    while True: pass\n", "utf-8")
    specs = ["lxml-text", "oracle", "outputs:old.json", "call:no_such_module:f", "./hung.py"]
    told("run", *specs, "--corpus", make_corpus(2), "--timeout", "0.2")
    code, out, err = told("export", "--pytest-benchmark")
    assert code == 0
    assert [one["name"] for one in json.loads(out)["benchmarks"]] == ["lxml-text"]
    assert "oracle is left out: its outputs were read, not extracted." in err
    assert "call:no_such_module:f is left out: it could not run here." in err
    assert "hung.py is left out: no call of it came to its end on 2 pages (timeout 2)." in err
    assert err.count("is left out") == 4
    assert told("export", "--pytest-benchmark", "--quiet")[2] == ""


def test_a_run_that_was_cut_short_has_the_times_it_has(told: Told, make_corpus: MakeCorpus) -> None:
    """An extractor without a recorded page is named; the others are exported."""
    told("run", "lxml-text", "nothing", "--corpus", make_corpus(2))
    run = read_run()
    run.file_of(run.manifest.systems[1]).unlink()
    code, _, err = told("export", "--pytest-benchmark")
    assert code == 0
    assert "is left out: no page of it is recorded yet." in err


def test_a_run_without_times_is_an_error(told: Told, make_corpus: MakeCorpus) -> None:
    """One sentence on stderr, exit 3, and nothing on stdout."""
    told("run", "oracle", "--corpus", make_corpus(2))
    code, out, err = told("export", "boilerbench-runs/ferry-1", "--pytest-benchmark")
    assert (code, out) == (3, "")
    assert err.count("boilerbench: ") == 1
    assert "has no times to export" in err


def test_times_are_exported_where_the_corpus_is_gone(told: Told, make_corpus: MakeCorpus) -> None:
    """Without its pages a run keeps its times and loses its scores; stderr says so."""
    folder = make_corpus(2)
    told("run", "lxml-text", "--corpus", folder)
    moved = folder.rename(folder.with_name("moved"))
    code, out, err = told("export", "--pytest-benchmark")
    assert code == 0
    assert "There are times, but no scores." in err
    assert "f1" not in json.loads(out)["benchmarks"][0]["extra_info"]
    assert "f1" in exported(told, "--corpus", moved)["lxml-text"]["extra_info"]


def test_without_a_run_the_newest_is_taken_and_named(told: Told, make_corpus: MakeCorpus) -> None:
    """Of runs and measurements of speed, and stderr says which; where there is none, how to."""
    code, out, err = told("export", "--pytest-benchmark")
    assert (code, out) == (3, "")
    assert "make one with `boilerbench run` or `boilerbench speed`" in err
    told("run", "nothing", "--corpus", make_corpus(2))
    err = told("export", "--pytest-benchmark")[2]
    assert (
        err == "boilerbench: No RUN is named: this is boilerbench-runs/ferry-1, the newest (run).\n"
    )
    told("speed", "nothing", "--corpus", "ferry", "--processes", 1)
    code, out, err = told("export", "--pytest-benchmark", "-o", "x.json")
    assert "this is boilerbench-runs/ferry-speed-1, the newest (measurement of speed)." in err
    assert json.loads(Path("x.json").read_bytes())["benchmarks"][0]["extra_info"]["finished"]
    assert told("export", "--pytest-benchmark", "-o", "x.json", "--quiet")[1:] == ("", "")


def test_the_form_must_be_named(told: Told, make_corpus: MakeCorpus) -> None:
    """Without a form the usage error names the one there is."""
    told("run", "oracle", "--corpus", make_corpus(2))
    code, _, err = told("export")
    assert code == 2
    assert "--pytest-benchmark" in err


def test_rows_that_share_a_label_are_told_apart(told: Told, make_corpus: MakeCorpus) -> None:
    """A label that stands twice is followed by the version; full names are the specs."""
    told("run", "lxml-text", "lxml-text@here", "--corpus", make_corpus(2))
    run = read_run()
    (first, second) = run.manifest.systems
    same = (first, msgspec.structs.replace(second, label=first.label, version="0.1"))
    changed = Run(run.path, msgspec.structs.replace(run.manifest, systems=same))
    timed, _ = timed_run(changed, {})
    assert [one.name for one in timed] == [first.name, "lxml-text 0.1"]
    assert [one.fullname for one in timed] == ["ferry::lxml-text", "ferry::lxml-text@here"]


def test_the_commit_is_that_of_the_only_checkout(told: Told, make_corpus: MakeCorpus) -> None:
    """A run of one checkout among releases is of its commit; of two checkouts, of none."""
    told("run", "lxml-text", "nothing", "--corpus", make_corpus(2))
    run = read_run()
    tree = Checkout(path="tool", digest="0", commit="abc", dirty=False)
    first, second = run.manifest.systems

    def commit_of(*checkouts: Checkout | None) -> object:
        systems = tuple(
            msgspec.structs.replace(system, checkout=checkout)
            for system, checkout in zip((first, second), checkouts, strict=True)
        )
        manifest = msgspec.structs.replace(run.manifest, systems=systems)
        return report_of(Run(run.path, manifest), []).commit_info["id"]

    assert commit_of(tree, None) == "abc"
    assert commit_of(tree, tree) == commit_of(None, None) == "unversioned"
