"""Two runs over pages without gold: outputs are held against outputs, and nothing is judged."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import jsonschema
import msgspec
import pytest

from boilerbench.cli import exit_code
from boilerbench.corpora import open_corpus
from boilerbench.errors import UsageError
from boilerbench.manifests import Machine
from boilerbench.runs import Run, read_run, write_manifest
from boilerbench.ungolded.changes import json_schema
from boilerbench.ungolded.comparing import compare_outputs

LONG = "a b c d e f g h"
HALF = "a b c d e f g h x y z w v"  # five shingles of LONG's, and five of its own
BEFORE = {"same": LONG, "half": LONG, "falls": LONG, "fails": LONG, "back": None, "never": None}
AFTER = {"same": LONG, "half": HALF, "falls": "", "fails": None, "back": LONG, "never": None}

Ran = Callable[..., Path]


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """A function that runs stored texts over JSON lines, into a folder of a name."""
    monkeypatch.chdir(tmp_path)
    rows = [{"html": f"<p>{one}", "id": one, "url": f"https://{one}.example/"} for one in BEFORE]
    Path("t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    def run(name: str, texts: Mapping[str, str | None], *more: str) -> Path:
        stored = {k: {"outcome": "crash"} if v is None else v for k, v in texts.items()}
        Path(f"{name}.json").write_text(json.dumps(stored), encoding="utf-8")
        asked = ["run", f"mine=outputs:{name}.json", *more, "--corpus", "t.jsonl", "--out", name]
        assert exit_code([*asked, "--quiet"]) == 0
        return Path(name)

    return run


def _pair(ran: Ran) -> tuple[Run, Run]:
    return read_run(ran("one", BEFORE)), read_run(ran("two", AFTER))


def test_pages_are_told_by_what_became_of_them(ran: Ran) -> None:
    """Failures come first, then silence, then the least alike; a page that fails twice is same."""
    (row,) = compare_outputs(*_pair(ran), open_corpus("t.jsonl")).outputs
    assert [(one.page, one.change) for one in row.pages] == [
        ("fails", "newly failing"),
        ("falls", "newly empty"),
        ("back", "answers again"),
        ("half", "changed"),
    ]
    assert row.counts == {
        "newly failing": 1, "newly empty": 1, "answers again": 1, "changed": 1, "same": 2,
    }  # fmt: skip  # a count each
    half = row.pages[-1]
    assert half.likeness == pytest.approx(2 * 5 / (5 + 10))
    assert half.words == (8, 13)
    assert (row.before.answered, row.after.answered) == (4, 4)
    assert row.likeness.value == pytest.approx((1 + 2 / 3 + 0) / 3)
    assert row.after.words_per_page == pytest.approx((8 + 13 + 0 + 8) / 4)
    assert row.before.mean_cpu_ms is None


def test_the_command_prints_them_and_claims_nothing(
    ran: Ran, capsys: pytest.CaptureFixture[str]
) -> None:
    """No difference in F1, no p, nothing better; the next command names the first page."""
    _pair(ran)
    capsys.readouterr()
    assert exit_code(["compare", "one", "two"]) == 0
    out = capsys.readouterr().out
    assert "nothing here says which run is better" in " ".join(out.split())
    assert "newly failing: crash" in out
    assert not {"worse", "better", "p:"} & set(out.partition("No page")[0].split())
    assert "Next: `boilerbench show fails --extractor mine=outputs:two.json --run two`" in out
    assert max(len(line) for line in out.splitlines()) <= 100
    assert exit_code(["compare", "one", "one"]) == 0
    assert "Next" not in capsys.readouterr().out
    assert exit_code(["compare", "one", "two", "--format", "csv"]) == 0
    assert "No page" not in capsys.readouterr().out
    assert exit_code(["compare", "one", "two", "--format", "json"]) == 0
    jsonschema.validate(json.loads(capsys.readouterr().out), json_schema())


def test_many_pages_are_cut_short(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    """Twenty are listed, and all with --wide."""
    rows = [{"html": "<p>x", "id": f"n{n}", "url": f"https://{n}.example/"} for n in range(23)]
    Path("t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ran("one", {f"n{n}": LONG for n in range(23)})
    ran("two", {f"n{n}": HALF for n in range(23)})
    capsys.readouterr()
    assert exit_code(["compare", "one", "two"]) == 0
    assert "mine changed on 3 more pages: --wide lists all." in capsys.readouterr().out
    assert exit_code(["compare", "one", "two", "--wide"]) == 0
    assert "more pages" not in capsys.readouterr().out


def test_times_of_unlike_machines_are_told(ran: Ran) -> None:
    """Where an extractor was timed on another kind of machine, a remark says so."""
    first = read_run(ran("one", BEFORE, "lxml-text"))
    second = read_run(ran("two", AFTER, "lxml-text"))
    corpus = open_corpus("t.jsonl")
    assert compare_outputs(first, second, corpus).remarks == ()
    other = Machine(**{**msgspec.structs.asdict(second.manifest.machine), "processor": "other"})
    write_manifest(second.path, msgspec.structs.replace(second.manifest, machine=other))
    found = compare_outputs(first, read_run(second.path), corpus)
    assert found.remarks == (
        "The runs were timed on unlike machines: their CPU times are not comparable.",
    )
    assert found.outputs[1].before.mean_cpu_ms


def test_a_page_that_one_run_lacks_is_no_change(ran: Ran) -> None:
    """It is in no count; rows and pages that are not in both are refused as ever."""
    first, second = _pair(ran)
    file = second.file_of(second.manifest.systems[0])
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:3]))
    (row,) = compare_outputs(first, read_run(second.path), open_corpus("t.jsonl")).outputs
    assert sum(row.counts.values()) == 2
    with pytest.raises(UsageError, match="no row 'theirs'"):
        compare_outputs(first, second, open_corpus("t.jsonl"), wanted=[("mine", "theirs")])


def test_the_gate_says_what_it_cannot_notice(ran: Ran, capsys: pytest.CaptureFixture[str]) -> None:
    """Failures and silence it does notice; that there is no score stands beside both commands."""
    _pair(ran)
    capsys.readouterr()
    assert exit_code(["gate", "one", "--baseline", "b.json", "--update"]) == 0
    assert "No page of t has gold: the gate notices" in " ".join(capsys.readouterr().err.split())
    assert exit_code(["gate", "two", "--baseline", "b.json"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "FAIL fails: the extractor answered and now fails: crash" in out
    assert "FAIL falls:" in out
    assert "No page of t has gold: the gate notices" in out
