"""`boilerbench speed`, and `compare` of two of its folders, from the command line."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from boilerbench.corpora.corpus import Corpus
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.speed.folder import MANIFEST, read_measurement
from boilerbench.speed.measuring import measure_speed
from boilerbench.speed.record import SpeedManifest
from boilerbench.speed.results import Speeds, json_schema

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]
ADAPTER = "# /// script\n# dependencies = []\n# ///\n"
SPINS = (
    "def extract(html, url=None):\n    sum(range(20000))\n    assert {checked}\n    return 'x'\n"
)


def written(folder: Path, name: str, checked: str = "True") -> str:
    """The spec of an adapter file written now."""
    file = folder / f"{name}.py"
    file.write_text(ADAPTER + SPINS.format(checked=checked), encoding="utf-8")
    return f"{name}={file}"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A measurement of two extractors over ten pages, of which the second fails on one."""
    folder = tmp_path_factory.mktemp("measured")
    specs = [written(folder, "one"), written(folder, "two", "html[:1] != '3'")]
    pages = tuple(
        Page(f"page{number}", HtmlBytes(f"{number}".encode() * (100 + 50 * number)), Gold())
        for number in range(10)
    )
    corpus = Corpus("numbers", "nowhere", pages)
    return measure_speed(specs, corpus, out=folder / "first").path


def test_speed_measures_and_prints(told: Told, make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """A forecast and the folder on stderr, the tables on stdout."""
    spec = written(tmp_path, "one")
    code, out, err = told("speed", spec, "--corpus", make_corpus(2), "--processes", 1)
    assert code == 0, err
    assert "This will take about" in err
    assert "Written to boilerbench-runs/ferry-speed-1." in err
    assert "times as fast as" in out
    assert told("speed", spec, "--corpus", "ferry", "--processes", 1, "--quiet")[2] == ""
    assert Path("boilerbench-runs/ferry-speed-2").is_dir()


def test_a_measurement_is_printed_again(told: Told, measured: Path) -> None:
    """Tables within 100 columns, who is how much faster, what failed, which machine it was."""
    code, out, _ = told("speed", "--from", measured)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100
    assert "Fastest on the typical page, by CPU time, is " in out
    assert "two is timed on 9 pages; it failed on: error 1." in out
    assert "10 pages" in out
    assert "Free cores before: " in out
    other = told("speed", "--from", measured, "--reference", "two")[1]
    assert "two  " in other.splitlines()[5] or "two" in other.split("times as fast as")[1][:120]


def test_a_measurement_as_data(told: Told, measured: Path) -> None:
    """Json follows its schema and comes back; csv has a row an extractor with every figure."""
    out = told("speed", "--from", measured, "--format", "json")[1]
    speeds = msgspec.json.decode(out, type=Speeds)
    assert speeds.rows[0].latency is not None
    assert set(json.loads(out)) == set(json_schema()["$defs"]["Speeds"]["properties"])
    table = list(
        csv.DictReader(io.StringIO(told("speed", "--from", measured, "--format", "csv")[1]))
    )
    assert [row["label"] for row in table] == ["one", "two"]
    assert float(table[0]["latency.cpu_min_ms"]) == speeds.rows[0].latency.cpu_min_ms
    assert table[1]["failures.error"] == "1"


@pytest.mark.parametrize("style", ["github", "latex", "html"])
def test_tables_in_other_formats_come_without_remarks(
    told: Told, measured: Path, style: str
) -> None:
    """What is pasted elsewhere is the tables alone."""
    out = told("speed", "--from", measured, "--format", style)[1]
    assert "one" in out
    assert "Free cores" not in out


def test_a_row_that_is_none_is_refused(told: Told, measured: Path) -> None:
    """A reference that was not measured names those that were."""
    code, _, err = told("speed", "--from", measured, "--reference", "three")
    assert code == 2
    assert "--reference three is none of the rows: they are one, two." in err


def test_from_measures_nothing(told: Told, measured: Path) -> None:
    """What asks for a measurement beside --from is refused."""
    for typed, named in (("trafilatura", "SPEC"), ("--limit=3", "--limit"), ("--all", "--all")):
        code, _, err = told("speed", typed, "--from", measured)
        assert code == 2
        assert f"--from measures nothing: leave out {named}." in err
    assert told("speed", "--from", measured.parent)[0] == 3


def test_an_extractor_that_was_named_and_cannot_run_is_exit_code_4(
    told: Told, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """Its row has the reason."""
    (tmp_path / "broken.py").write_text(f"{ADAPTER}import no_such_module\n{SPINS}")
    code, out, _ = told("speed", "broken=./broken.py", "--corpus", make_corpus(1), "--processes", 1)
    assert code == 4
    assert "broken could not run:" in out
    assert "no_such_module" in out


def test_the_scale_is_timed_only_when_named(told: Told, make_corpus: MakeCorpus) -> None:
    """Doing nothing is no extractor, but shows what a call costs."""
    out = told("speed", "nothing", "--corpus", make_corpus(2), "--processes", 1)[1]
    assert out.splitlines()[3].startswith("nothing")


def test_two_measurements_are_compared(told: Told, measured: Path, tmp_path: Path) -> None:
    """`compare` takes two folders of speed: a ratio with an interval for each row."""
    code, out, _ = told("compare", measured, measured)
    assert code == 0
    assert out.splitlines()[3].split()[0] == "one"
    assert "1.00 [" in out
    assert "CPU time of 10 pages that both measured." in out
    code, _, err = told("compare", measured, measured, "--metrics", "tokens")
    assert (code, "are compared whole: leave out --metrics." in err) == (2, True)
    found = json.loads(told("compare", measured, measured, "--format", "json")[1])
    assert [row["ratio"]["times"] for row in found["rows"]] == [1, 1]
    assert found["rows"][0]["pace"] == 1


def changed(measured: Path, to: Path, **fields: object) -> Path:
    """A copy of a measurement whose manifest differs."""
    to.mkdir()
    for file in measured.iterdir():
        (to / file.name).write_bytes(file.read_bytes())
    manifest = msgspec.json.decode((to / MANIFEST).read_bytes(), type=SpeedManifest)
    replaced = msgspec.structs.replace(manifest, **fields)
    (to / MANIFEST).write_bytes(msgspec.json.encode(replaced))
    return to


def test_unlike_machines_are_not_compared(told: Told, measured: Path, tmp_path: Path) -> None:
    """Another processor is another speed: the sentence names both."""
    machine = read_measurement(measured).manifest.machine
    other = msgspec.structs.replace(machine, processor="Abacus 9000")
    code, _, err = told("compare", measured, changed(measured, tmp_path / "b", machine=other))
    assert code == 3
    assert "Abacus 9000" in err
    assert "speeds of unlike machines are not compared" in err


def test_measurements_without_common_pages_or_rows_are_not_compared(
    told: Told, measured: Path, tmp_path: Path
) -> None:
    """Each is told with what to do."""
    manifest = read_measurement(measured).manifest
    others = tuple(msgspec.structs.replace(one, digest="0") for one in manifest.corpus.pages)
    pages = msgspec.structs.replace(manifest.corpus, pages=others)
    code, _, err = told("compare", measured, changed(measured, tmp_path / "b", corpus=pages))
    assert (code, "have no page in common" in err) == (3, True)
    systems = tuple(msgspec.structs.replace(one, label="x") for one in manifest.systems)
    code, _, err = told("compare", measured, changed(measured, tmp_path / "c", systems=systems))
    assert (code, "No row has one label in both: one, two and x, x." in err) == (2, True)


def test_what_else_differs_between_two_measurements_is_told(
    told: Told, measured: Path, tmp_path: Path
) -> None:
    """Fewer pages, another version, one that was stopped."""
    manifest = read_measurement(measured).manifest
    pages = msgspec.structs.replace(manifest.corpus, pages=manifest.corpus.pages[:-1])
    other = changed(measured, tmp_path / "b", boilerbench="0.0")
    out = told("compare", measured, other)[1]
    assert f"They differ in boilerbench: {manifest.boilerbench} and 0.0." in out
    lines = (measured / "events.jsonl").read_text().splitlines(keepends=True)
    kept = "".join(line for line in lines if '"page":9' not in line and "finished" not in line)
    other = changed(measured, tmp_path / "c", corpus=pages)
    (other / "events.jsonl").write_text(kept)
    out = told("compare", measured, other)[1]
    assert "was stopped before its end." in " ".join(out.split())
    assert "They differ in pages: 10 and 9." in out


def test_a_reference_is_checked_before_anything_is_measured(
    told: Told, measured: Path, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """A misspelt one, one that cannot run, and of a folder one that was not timed."""
    (tmp_path / "broken.py").write_text(f"{ADAPTER}import no_such_module\n{SPINS}")
    specs = [written(tmp_path, "one"), "broken=./broken.py"]
    corpus = make_corpus(1)
    for wanted, why in (("on", "is none of the rows"), ("broken", "cannot run here")):
        code, _, err = told("speed", *specs, "--corpus", corpus, "--reference", wanted)
        assert (code, why in err) == (2, True)
    assert not Path("boilerbench-runs").exists()
    other = changed(measured, tmp_path / "b")
    lines = (measured / "events.jsonl").read_text().splitlines(keepends=True)
    kept = "".join(line for line in lines if '"type":"call","system":1,' not in line)
    (other / "events.jsonl").write_text(kept)
    code, _, err = told("speed", "--from", other, "--reference", "two")
    assert (code, "was timed on no page" in err) == (2, True)


def test_a_core_that_ran_faster_the_second_time_is_told(
    told: Told, measured: Path, tmp_path: Path
) -> None:
    """The laps around the calls show what no interval knows of."""
    other = changed(measured, tmp_path / "b")
    lines = (measured / "events.jsonl").read_text().splitlines()
    events = [json.loads(line) for line in lines]
    for event in events:
        if event["type"] == "call":
            event["pace_ns"] = [2 * lap for lap in event["pace_ns"]]
    content = "".join(f"{json.dumps(event)}\n" for event in events)
    (other / "events.jsonl").write_text(content)
    assert (
        "The core itself ran 2.00 times as fast the second" in told("compare", other, measured)[1]
    )


def test_a_measurement_is_exported_for_dashboards(told: Told, measured: Path) -> None:
    """pytest-benchmark's JSON: a benchmark an extractor, a round a page, all figures beside."""
    out = told("export", measured, "--pytest-benchmark")[1]
    found = json.loads(out)["benchmarks"]
    assert [one["name"] for one in found] == ["one", "two"]
    assert [one["stats"]["rounds"] for one in found] == [10, 9]
    speeds = json.loads(told("speed", "--from", measured, "--format", "json")[1])
    latency = speeds["rows"][0]["latency"]
    assert found[0]["stats"]["mean"] == pytest.approx(latency["cpu_median_ms"] / 1000)
    assert found[0]["extra_info"]["latency"] == latency
    assert found[0]["extra_info"]["indicative"] is False
    assert found[0]["extra_info"]["finished"] is True
    assert [one["fullname"] for one in found] == ["numbers::one", "numbers::two"]


def test_an_export_says_whether_the_measurement_was_finished(
    told: Told, measured: Path, tmp_path: Path
) -> None:
    """Cut short, it is exported as far as it came, and marked."""
    other = changed(measured, tmp_path / "b")
    lines = (measured / "events.jsonl").read_text().splitlines(keepends=True)
    (other / "events.jsonl").write_text("".join(lines[:-1]))
    rows = json.loads(told("export", other, "--pytest-benchmark")[1])["benchmarks"]
    assert [one["extra_info"]["finished"] for one in rows] == [False, False]


def test_a_corpus_is_no_part_of_an_exported_measurement(told: Told, measured: Path) -> None:
    """--corpus is refused there, as it would change nothing."""
    code, out, err = told("export", measured, "--pytest-benchmark", "--corpus", "news")
    assert (code, out) == (2, "")
    assert "is exported without its pages: leave out --corpus." in err


def test_what_was_not_timed_is_not_exported(told: Told, measured: Path, tmp_path: Path) -> None:
    """A row without figures is named, a measurement without any is refused."""
    other = changed(measured, tmp_path / "b")
    lines = (measured / "events.jsonl").read_text().splitlines(keepends=True)
    gone = '"type":"call","system":1,'
    (other / "events.jsonl").write_text("".join(line for line in lines if gone not in line))
    code, out, err = told("export", other, "--pytest-benchmark")
    assert (code, len(json.loads(out)["benchmarks"])) == (0, 1)
    assert "two is left out: it was timed on no page" in err
    (other / "events.jsonl").write_text("".join(line for line in lines if "call" not in line))
    code, _, err = told("export", other, "--pytest-benchmark")
    assert (code, "has no times to export" in err) == (3, True)
