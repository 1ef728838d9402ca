"""`boilerbench stress`: its tables, its data, and going on with a test that was stopped."""

import csv
import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from boilerbench.errors import RunError
from boilerbench.stress.choosing import NAMES
from boilerbench.stress.folder import earlier_stress, read_result
from boilerbench.stress.results import Stress, json_schema

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]

CLASSY = '''# /// script
# requires-python = ">=3.9"
# ///
"""All that stands outside the element of one class."""
import re

def extract(html, url=None):
    plain = re.sub(r'<div class="newsletter">.*?</div>', "", html, flags=re.S)
    plain = re.sub(r"<(nav|footer)>.*?</\\1>", "", plain, flags=re.S)
    body = plain.partition("<body>")[2]
    return re.sub(r"<h1>.*?</h1>|<[^>]+>", " ", body)
'''


ALL = """import re

def extract(html, url=None):
    return re.sub(r"<[^>]+>", " ", html)
"""


@pytest.fixture
def classy() -> Path:
    """An extractor that lives by one class name and two tags."""
    Path("classy.py").write_text(CLASSY, encoding="utf-8")
    return Path("classy.py")


def _asked(classy: Path, corpus: Path, *more: object) -> tuple[object, ...]:
    mutations = ("names", "divs", "attributes", "noise-legal-div")
    return (
        "stress", f"./{classy}", "--corpus", corpus, "--quiet",
        *(word for name in mutations for word in ("--mutation", name)), *more,
    )  # fmt: skip  # one command


def test_a_table_for_each_extractor_and_what_stands_out(
    told: Told, classy: Path, make_corpus: MakeCorpus
) -> None:
    """A class name and two tags are what this one needs; all that is planted leaks."""
    code, out, err = told(*_asked(classy, make_corpus(3), "--out", "st"))
    assert code == 0, err
    rows = {line.split()[0]: line.split() for line in out.splitlines() if line}
    assert rows["attributes"][1:5] == ["3", "0", "1.000", "1.000"]
    assert float(rows["names"][4]) < 1
    assert float(rows["divs"][4]) < 1
    assert "100.0%" in " ".join(rows["noise-legal-div"])
    assert "F1 kept least, without noise: classy.py by" in " ".join(out.split())
    assert "Planted noise that leaked most: classy.py noise-legal-div (100%)." in " ".join(
        out.split()
    )
    assert "boilerbench stress --resume --out st" in " ".join(out.split())


def test_as_data(told: Told, classy: Path, make_corpus: MakeCorpus) -> None:
    """JSON follows its schema and lies beside the run; csv has one number a row."""
    corpus = make_corpus(2)
    code, out, err = told(*_asked(classy, corpus, "--out", "st", "--format", "json"))
    assert code == 0, err
    found = msgspec.json.decode(out, type=Stress, strict=True)
    assert set(json.loads(out)) == set(json_schema()["$defs"]["Stress"]["properties"])
    assert (found.schema, found.control, found.corpus.pages) == (1, "parsed", 2)
    assert read_result(Path("st")) == found
    code, out, _ = told(*_asked(classy, corpus, "--out", "st", "--format", "csv"))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["name"] for row in rows} == {
        "kept", "difference", "lost", "leaked", "leaked before", "leaked between", "leaked after",
    }  # fmt: skip  # two lines say it
    assert code == 0


def test_a_test_goes_on(told: Told, classy: Path, make_corpus: MakeCorpus) -> None:
    """--resume takes pages, mutations, seed and extractors from the folder; nothing is redone."""
    asked = _asked(classy, make_corpus(2), "--seed", "3", "--limit", "1")
    code, first, err = told(*asked)
    assert code == 0, err
    (folder,) = Path("boilerbench-runs").iterdir()
    assert folder.name == "ferry-stress-1"
    (file,) = (folder / "run" / "extractions").iterdir()
    whole = file.read_bytes()
    file.write_bytes(b"".join(whole.splitlines(keepends=True)[:3]))
    code, again, err = told("stress", "--resume", "--quiet")
    assert (code, again) == (0, first), err
    assert file.read_bytes().splitlines()[:3] == whole.splitlines()[:3]
    assert len(file.read_bytes().splitlines()) == len(whole.splitlines())
    assert told("stress", "--resume", "--limit", "1")[0] == 2
    # A run below the folder is not the newest run of other verbs.
    assert told("score")[0] == 3


def test_more_mutations_extend_a_test(told: Told, classy: Path, make_corpus: MakeCorpus) -> None:
    """With --resume named ones come on top of those that the test has."""
    told(*_asked(classy, make_corpus(1), "--out", "st"))
    code, out, err = told("stress", "--resume", "--out", "st", "--mutation", "minified", "--quiet")
    assert code == 0, err
    assert "minified" in out
    assert earlier_stress(Path("st")).mutations == (
        "parsed", "names", "divs", "attributes", "minified", "noise-legal-div",
    )  # fmt: skip  # two lines say it


def test_rules_are_put_to_the_test(told: Told, make_corpus: MakeCorpus) -> None:
    """A rule that rests on a class name cleans nothing once names are hashed; which is told."""
    Path("all.py").write_text(ALL, encoding="utf-8")
    Path("rules.toml").write_text('[[rule]]\nkind = "newsletter"\ncss = ".newsletter"\n')
    code, out, err = told(
        "stress", "./all.py", "--corpus", make_corpus(2), "--mutation", "names", "--mutation",
        "attributes", "--rules", "rules.toml", "--quiet", "--format", "json",
    )  # fmt: skip  # one command
    assert code == 0, err
    found = json.loads(out)
    kept = {one["mutation"]: one["kept"]["value"] for one in found["rows"][0]["cells"]}
    assert kept["names"] < kept["attributes"] == 1.0
    assert "rules.toml" in found["rules"]


def test_the_mutations_are_listed(told: Told) -> None:
    """Each with what it does; nothing is run."""
    code, out, _ = told("stress", "--list", "--format", "json")
    assert code == 0
    assert [one["mutation"] for one in json.loads(out)] == list(NAMES)


def test_what_cannot_run_is_code_4(told: Told, make_corpus: MakeCorpus) -> None:
    """An extractor that was named and is not there is a row with the reason."""
    Path("broken.py").write_text(CLASSY.replace("import re", "import absentee"), encoding="utf-8")
    code, out, _ = told(
        "stress", "./broken.py", "--corpus", make_corpus(1), "--mutation", "names", "--quiet"
    )
    assert code == 4
    assert "absentee" in out


def test_a_typo_costs_nothing(told: Told, classy: Path, make_corpus: MakeCorpus) -> None:
    """Unknown names, rows of one name, bad limits and what is not there come before the pages."""
    corpus = make_corpus(1)
    for code, words, asked in (
        (2, "no extractor 'clasy'", ("clasy", f"./{classy}")),
        (2, "share the row 'a'", ("a=lxml-text", f"a=./{classy}")),
        (2, "0 and up to", (f"./{classy}", "--timeout", "0")),
        (4, "nothing can run on it. call:absentee:f: There is no module", ("call:absentee:f",)),
    ):
        found, out, err = told("stress", *asked, "--corpus", corpus, "--out", "st")
        assert (found, out) == (code, "")
        assert words in err
        assert "they are made first" not in err
        assert not Path("st").exists()


def test_remarks_are_made_once(told: Told, make_corpus: MakeCorpus) -> None:
    """What of several extractors cannot be had is no reason to stop, and said in its row."""
    code, out, err = told(
        "stress", "call:absentee:f", "lxml-text", "--corpus", make_corpus(1), "--mutation", "names"
    )
    assert code == 4
    assert "There is no module 'absentee'" in " ".join(out.split())
    said = [line for line in err.splitlines() if line.startswith("boilerbench: ")]
    assert len(said) == len(set(said))


def test_folders_without_a_test_are_refused(
    told: Told, classy: Path, make_corpus: MakeCorpus
) -> None:
    """No folder, one of a plain run, one without a result."""
    assert told("stress", "--resume")[0] == 3
    told("run", f"./{classy}", "--corpus", make_corpus(1), "--out", "plain/run", "--quiet")
    code, _, err = told("stress", "--resume", "--out", "plain")
    assert code == 3
    assert "no run of a stress test" in err
    with pytest.raises(RunError, match="no result"):
        read_result(Path("plain"))


def test_a_test_that_is_stopped_says_how_to_go_on(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    """^C ends with code 130 and the command that takes it up again, which then finishes it."""
    slow = tmp_path / "slow.py"
    slow.write_text("import time\n\ndef extract(html, url=None):\n    time.sleep(0.3)\n")
    child = subprocess.Popen(
        [sys.executable, "-m", "boilerbench", "stress", str(slow), "--corpus", make_corpus(3),
         "--mutation", "names", "--out", tmp_path / "st", "--jobs", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip  # one call
    deadline = time.monotonic() + 60
    while sum(f.read_bytes().count(b"\n") for f in tmp_path.glob("st/run/extractions/*")) < 3:
        assert time.monotonic() < deadline, "the test never got so far"
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 130
    assert f"go on with: boilerbench stress --resume --out {tmp_path / 'st'}" in err
    assert earlier_stress(tmp_path / "st").pages == ("page0", "page1", "page2")
