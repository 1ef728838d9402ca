"""The command line as a user meets it: results, formats, exit codes, one sentence a mistake."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from boilerbench.cli import VERBS, commands
from boilerbench.corpora import FORMATS
from boilerbench.scores import json_schema
from boilerbench.scoring import METRICS
from boilerbench.shipped import shipped

MakeCorpus = Callable[..., Path]


Told = Callable[..., tuple[int, str, str]]


def test_run_prints_the_leaderboard_and_what_it_means(told: Told, make_corpus: MakeCorpus) -> None:
    """One command gives table, leaks, signature, corpus and the next command, in 100 columns."""
    code, out, err = told(
        "run", "trafilatura", "justext", "oracle", "nothing", "--corpus", make_corpus(3)
    )
    assert code == 0
    lines = out.splitlines()
    assert lines[0].split()[:5] == ["rank", "extractor", "F1", "precision", "recall"]
    assert lines[1].split() == ["tenth", "(pages)", "/page", "MB"]
    assert max(len(line) for line in lines if "|metric:" not in line) <= 100
    assert "not told apart" in out or " leads by F1. " in out
    assert "|metric:shingles(n=4)|" in out
    assert "bootstrap over 3 pages, as there are under ten sites" in out
    assert "Run folder: boilerbench-runs/ferry-1" in out
    assert "`boilerbench show`" in out
    assert err == ""
    rows = {line.split()[1]: line for line in lines[3:7]}
    assert "1.000 ±0.000" in rows["oracle"]
    assert "0.000 ±0.000" in rows["nothing"]


def test_json_keeps_its_promise(told: Told, make_corpus: MakeCorpus) -> None:
    """The JSON of run and score is one object of the published schema."""
    folder = make_corpus(2)
    code, out, _ = told("run", "oracle", "nothing", "--corpus", folder, "--format", "json")
    assert code == 0
    result = json.loads(out)
    jsonschema.validate(result, json_schema())
    assert list(result) == ["schema", "corpus", "rows", "contests", "agreement", "likeness"]
    row = result["rows"][0]
    assert list(row) == [
        "extractor", "label", "version", "kind", "rank", "group", "statuses", "reason", "scores",
        "speed", "rules",
    ]  # fmt: skip
    assert (result["schema"], row["rank"], row["group"], row["reason"]) == (1, None, None, None)
    assert row["scores"]["shingles(n=4)"]["values"]["f1"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    again = json.loads(told("score", "--format", "json")[1])
    assert again == result


def test_a_converter_is_one_in_every_output(told: Told, make_corpus: MakeCorpus) -> None:
    """The run folder keeps its kind, JSON and CSV tell it, the table sets it apart."""
    specs = ("lxml-text", "justext", "kept=lxml-text@0.1", "oracle")
    out = told("run", *specs, "--corpus", make_corpus(2))[1]
    lines = out.splitlines()
    caption = lines.index("converters (all text, no claim to find the main content):")
    assert lines[caption - 1].split()[:2] == ["1", "justext"]
    rows = [line.split()[:2] for line in lines[caption + 1 : caption + 3]]
    assert rows == [["1", "lxml-text"], ["-", "kept"]]
    manifest = json.loads(Path("boilerbench-runs/ferry-1/run.json").read_text(encoding="utf-8"))
    kinds = [one.get("kind", "extractor") for one in manifest["systems"]]
    assert kinds == ["converter", "extractor", "converter", "scale"]
    rows = json.loads(told("score", "--format", "json")[1])["rows"]
    assert [one["kind"] for one in rows] == kinds
    assert "lxml-text,6.1.3,converter," in told("score", "--format", "csv")[1]


@pytest.mark.parametrize("style", ["github", "latex", "csv", "html"])
def test_other_formats_hold_the_table_alone(
    told: Told, make_corpus: MakeCorpus, style: str
) -> None:
    """What is pasted into a paper or a sheet has no remarks under it."""
    _, out, _ = told("run", "oracle", "--corpus", make_corpus(1), "--format", style)
    assert "oracle" in out
    assert "Run folder" not in out
    assert "metric:shingles(n=4)" in out
    assert "m:shingles(n=4)" in out


def test_resume_without_words_goes_on(told: Told, make_corpus: MakeCorpus) -> None:
    """`run --resume` alone knows the extractors, the corpus and the pages."""
    told("run", "oracle", "nothing", "--corpus", make_corpus(3), "--pages", "page[01]")
    code, out, _ = told("run", "--resume")
    assert code == 0
    assert "oracle" in out
    assert "nothing" in out
    assert "2 pages, 2 sites" in out


def test_all_is_every_extractor_that_is_available(
    told: Told, make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can run here runs, the rest is listed with its reason, and that is no failure."""
    known = tmp_path / "extractors"
    known.mkdir()
    for name in ("lxml-text", "nothing", "everything"):
        shutil.copy(shipped("extractors") / f"{name}.py", known)
    (known / "old.py").write_text(
        '# /// script\n# requires-python = "<3"\n# ///\ndef extract(html, url=None): return html\n'
    )
    monkeypatch.setattr("boilerbench.catalogue.shipped", lambda _name: known)
    code, out, err = told("run", "--all", "--corpus", make_corpus(2))
    assert (code, err) == (0, "")
    rows = [line.split() for line in out.splitlines()[3:10]]
    names = {"everything", "lxml-text", "nothing", "old", "oracle"}
    assert {row[1] for row in rows if row[0] in ("-", "1")} == names
    assert {row[0] for row in rows} == {"-", "1", "converters", "the"}  # two captions
    assert "old is unavailable: Python <3 is needed and this machine has " in out
    assert told("run", "old", "--all", "--resume")[0] == 4  # it was named


def test_many_that_are_unavailable_take_a_line_each(
    told: Told, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """With more than three the reasons are cut at the width; JSON has them whole."""
    words = "such a long reason " * 20
    for number in range(4):
        (tmp_path / f"bad{number}.py").write_text(
            f"raise OSError({words!r})\ndef extract(html, url=None): return html\n"
        )
    adapters = [tmp_path / f"bad{number}.py" for number in range(4)]
    code, out, _ = told("run", *adapters, "--corpus", make_corpus(1))
    assert code == 4
    lines = [line for line in out.splitlines() if "is unavailable" in line or "such a" in line]
    assert len(lines) == 4
    assert all(len(line) <= 100 and line.endswith(" …") for line in lines)
    rows = json.loads(told("score", "--format", "json")[1])["rows"]
    assert all(words.strip() in row["reason"] for row in rows)


def test_who_reaches_for_the_network_is_named(
    told: Told, make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    """An extractor that tries to connect gets nowhere, and a line says that it tried."""
    (tmp_path / "caller.py").write_text(
        "import socket\n"
        "def extract(html, url=None):\n"
        "    try:\n        socket.create_connection(('example.com', 80), timeout=1)\n"
        "    except OSError:\n        return html\n"
    )
    code, out, _ = told("run", tmp_path / "caller.py", "--corpus", make_corpus(2))
    assert code == 0
    assert "caller.py reached for the network on 2 pages: 2 attempts, all refused." in out


def test_a_project_has_its_defaults(told: Told, make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """`[tool.boilerbench]` is what a bare run does, and flags win over it."""
    folder = make_corpus(1)
    settings = f"[tool.boilerbench]\nspecs = ['nothing']\ncorpus = '{folder}'\nmetrics = ['tokens']"
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    out = told("run")[1]
    assert "nothing" in out
    assert "|metric:tokens|" in out
    assert "Corpus ferry" in out
    assert "|metric:noise|" in told("run", "oracle", "--metrics", "noise")[1]


def test_corpora_are_listed_shown_and_checked(told: Told, make_corpus: MakeCorpus) -> None:
    """Sets, pages and one page's gold can be looked at; a clean corpus passes its check."""
    folder = make_corpus(2)
    assert "news" in told("corpus", "list")[1]
    assert "page1" in told("corpus", "list", folder)[1]
    shown = told("corpus", "show", "page1", "--corpus", folder)[1]
    assert "Piano number 1 goes to sea" in shown
    assert "noise newsletter: Sign up for our morning letter" in shown
    gold = json.loads(told("corpus", "show", "page1", "--corpus", folder, "--format", "json")[1])
    assert gold["noise"][1]["kind"] == "newsletter"
    one = told("corpus", "check", folder, "--pages", "page1")
    assert one[:2] == (0, "ferry: 1 page, no error, no warning.\n")
    assert told("corpus", "check")[0] == 0


def test_a_failed_check_is_exit_1(told: Told, make_corpus: MakeCorpus) -> None:
    """`corpus check` lists every fault and says so with its exit code."""
    folder = make_corpus(1)
    file = folder / "page0.toml"
    file.write_text(file.read_text("utf-8").replace("one piano", "two pianos"), encoding="utf-8")
    code, out, _ = told("corpus", "check", folder)
    assert code == 1
    assert "page0: G02 text paragraph 1: the page does not hold" in out
    assert "1 page, 1 error, no warning." in out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["run", "--corpus", "newz"], 3, "did you mean 'news'"),
        (["run", "trafilatur"], 2, "did you mean 'trafilatura'"),
        (["run", "trafilatura:precison"], 2, "precision"),
        (["run", "justext:langage=German"], 2, "language"),
        (["run", "./nothing_here.py"], 4, "nothing_here.py"),
        (["run", "oracle", "--metrics", "shingels"], 2, "did you mean 'shingles'"),
        (["run", "oracle", "--where", "colour=red"], 2, "Pages have no field 'colour'"),
        (["run", "oracle", "--limit", "0"], 2, "--limit takes"),
        (["run", "--resume"], 3, "There is no run"),
        (["run", "--jobs", "0"], 2, "--jobs"),
        (["run", "--timeout", "inf"], 2, "A timeout has"),
        (["run", "--timeout", "nan"], 2, "A timeout has"),
        (["run", "--memory", "99999999999999"], 2, "--memory"),
        (["run", "--seed", "-1"], 2, "--seed"),
        (["run", "x=oracle", "x=nothing"], 2, "share the row 'x'"),
        (["run", "oracle@1"], 2, "the oracle is the gold itself"),
        (["score"], 3, "There is no run"),
        (["score", "no/such/run"], 3, "is no run folder"),
        (["show", "summit"], 3, "There is no run"),
        (["corpus", "show", "no-page"], 3, "has no page 'no-page'"),
        (["corpus", "check", "nowhere"], 3, "There is no corpus 'nowhere'"),
        (["extractors", "show", "nobody"], 2, "no extractor 'nobody'"),
        (["rum"], 2, "No such command 'rum'"),
        (["run", "--no-such-option"], 2, "No such option"),
        (["run", "outputs:none.json"], 4, "none.json cannot be read"),
        (["run", "exec:no-such-program"], 4, "there is no program"),
        (["run", "exec:cat 'x"], 2, "no closing quotation"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_exit_code(
    told: Told, arguments: list[str], code: int, says: str
) -> None:
    """Wrong names, options and folders end in the documented code, never in a traceback."""
    got, out, err = told(*arguments)
    assert got == code, err
    assert says in err + out
    assert "Traceback" not in err


def test_fresh_loses_nothing_when_it_is_stopped(told: Told, make_corpus: MakeCorpus) -> None:
    """Until a page is extracted anew, what was recorded of it stands."""
    folder = make_corpus(2)
    told("run", "oracle", "--corpus", folder, "--out", "r")
    before = [file.read_bytes() for file in Path("r/extractions").iterdir()]
    assert told("run", "--resume", "--out", "r", "--fresh")[0] == 0
    after = [file.read_bytes() for file in Path("r/extractions").iterdir()]
    assert after[0].startswith(before[0])
    assert "boilerbench show --run r" in told("score", "r")[1]


def test_help_names_every_metric_and_format(told: Told) -> None:
    """Who has only the command line learns there what `--metrics` and FORMAT can be."""
    helped = "".join(told("run", "--help")[1].split())  # a name may be broken at its hyphen
    helped = re.sub(r"-\n\s+", "-", told("run", "--help")[1])  # lines may end within a name
    assert [name for name in METRICS if name not in helped] == []
    helped = told("corpus", "convert", "--help")[1]
    assert [name for name in FORMATS if name not in helped] == []


def test_every_verb_has_help_with_examples(told: Told) -> None:
    """`--help` of every verb and sub-verb exits 0 and ends with examples."""
    assert told("--help")[0] == 0
    context = commands.make_context("boilerbench", [], resilient_parsing=True)
    for verb in VERBS:
        code, out, _ = told(verb, "--help")
        assert code == 0
        assert "Examples:" in out
        command = commands.get_command(context, verb)
        for name in getattr(command, "commands", {}):
            assert "Examples:" in told(verb, name, "--help")[1]
