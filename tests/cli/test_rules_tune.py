"""`boilerbench rules tune` from the command line: choices, judged where nobody chose."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from boilerbench.rules.syntaxes import read_rules
from boilerbench.rules.tuning.results import json_schema

MakeCorpus = Callable[..., Path]
Told = Callable[..., tuple[int, str, str]]

EXTRACTOR = '''"""The texts of paragraphs; of a footer only where it is asked for."""
import re


def extract(html, url=None, *, footer=True, least=0):
    body = html if footer else re.sub(r"<footer>.*?</footer>", "", html)
    found = re.findall(r"<(?:p|footer|nav)>(.*?)</(?:p|footer|nav)>", body)
    return "\\n".join(one for one in found if len(one) >= least)
'''

RULES = """
[[rule]]
kind = "newsletter"
css = ".newsletter"

[[rule]]
kind = "navigation"
lines = ["Home World Sport"]

[[rule]]
kind = "legal"
repeated = 3

[[rule]]
phrase = "piano"

[[rule]]
css = ".nowhere"
"""


@pytest.fixture
def corpus(make_corpus: MakeCorpus, tmp_path: Path) -> Path:
    """Five sites of a page each, an extractor that leaks, and rules for that."""
    (tmp_path / "mine.py").write_text(EXTRACTOR, encoding="utf-8")
    (tmp_path / "rules.toml").write_text(RULES, encoding="utf-8")
    return make_corpus(5)


def tuned(told: Told, *arguments: object) -> dict[str, object]:
    code, out, err = told("rules", "tune", *arguments, "--format", "json", "--quiet")
    assert (code, err) == (0, "")
    found = json.loads(out)
    jsonschema.validate(found, json_schema())
    assert isinstance(found, dict)
    return found


def test_rules_that_help_are_chosen_and_written(told: Told, corpus: Path) -> None:
    """Of pages and of text; what destroys gold or never fires is left."""
    arguments = ("rules.toml", "--extractor", "./mine.py", "--corpus", corpus)
    code, out, _ = told("rules", "tune", *arguments, "-o", "chosen.toml")
    assert code == 0
    assert re.search(r"css \.newsletter +newsletter .*5 of 5", out)
    assert re.search(r"lines Home World Sport +navigation .*5 of 5", out)
    assert "phrase piano " not in out.partition("Folds")[0]
    assert "2 of 5 rules chosen; 3 fired." in out
    assert "Next: `boilerbench rules ledger chosen.toml --extractor ./mine.py`" in out
    told_lines = [line for line in out.splitlines() if "Next" not in line]
    assert max(map(len, told_lines)) <= 100
    kinds = sorted(rule.kind for rule in read_rules(Path("chosen.toml")).rules)
    assert kinds == ["navigation", "newsletter"]


def test_the_same_seed_gives_the_same_result(told: Told, corpus: Path) -> None:
    """As data, with held-out figures of outputs that were really made."""
    arguments = ("rules.toml", "--extractor", "./mine.py", "--corpus", corpus, "--seed", 3)
    first, second = (tuned(told, *arguments) for _ in range(2))
    assert first == second
    levels = {level["name"]: level for level in first["levels"]}  # type: ignore[attr-defined]  # json
    assert list(levels) == ["none", "all", "training", "held out", "chosen"]
    assert levels["none"]["headline"]["f1"] < levels["held out"]["headline"]["f1"]
    assert levels["held out"] == levels["chosen"] | {"name": "held out"}
    assert levels["all"]["words"]["f1"] < levels["chosen"]["words"]["f1"]


def test_a_run_has_the_outputs(told: Told, corpus: Path) -> None:
    """Rules of text are tried on them without running anything; numbers of pages are variants."""
    texts = {f"page{n}": f"Piano {n}\nHome World Sport\nBy noon" for n in range(5)}
    Path("stored.json").write_text(json.dumps(texts), encoding="utf-8")
    assert told("run", "outputs:stored.json", "--corpus", corpus, "--out", "before")[0] == 0
    found = tuned(told, "rules.toml", "--run", "before", "--repeated", "2..3")
    assert (found["candidates"], found["variants"]) == (6, 1)
    assert found["candidates"] == 6
    assert [one["rule"] for one in found["rules"]] == ["lines Home World Sport"]  # type: ignore[attr-defined]  # json
    assert any("no page can be extracted anew" in str(one) for one in found["remarks"])  # type: ignore[attr-defined]  # json


def test_options_are_tuned_beside_rules(told: Told, corpus: Path) -> None:
    """The footer is switched off, and the runs of all settings are kept to go on from."""
    arguments = ("rules.toml", "--extractor", "./mine.py", "--corpus", corpus, "--runs", "kept")
    more = ("--option", "footer=true,false", "--option", "least=0..20", "--trials", 3, "--folds", 2)
    found = tuned(told, *arguments, *more)
    assert found["options"]["footer"] is False  # type: ignore[index]  # json
    assert "footer=false" in str(found["spec"])
    assert found["trials"] == 3
    assert tuned(told, *arguments, *more) == found
    _, out, _ = told("rules", "tune", *arguments, *more)
    assert re.search(r"footer +false", out)
    assert "Best settings met" in out


def test_a_front_may_be_sought(told: Told, corpus: Path) -> None:
    """Only options, towards precision and recall at once."""
    more = ("--option", "least=0..80", "--sampler", "nsga2", "--trials", 2, "--objective", "f0.5")
    code, out, _ = told(
        "rules", "tune", "--extractor", "./mine.py", "--corpus", corpus, *more, "--folds", 2
    )
    assert code == 0
    assert "2 settings of options tried." in " ".join(out.split())


def test_on_one_site_nothing_is_held_out(told: Told, corpus: Path) -> None:
    """That is said, and there is no column that could be taken for it."""
    arguments = ("rules.toml", "--extractor", "./mine.py", "--corpus", corpus, "--pages", "page1")
    _, out, _ = told("rules", "tune", *arguments)
    assert "Nothing is held out" in out
    assert "held-out sites" not in out


def test_what_does_harm_elsewhere_is_warned_of(told: Told, make_corpus: MakeCorpus) -> None:
    """A phrase that is noise on the pages of one site and gold on others."""
    folder = make_corpus(5)
    noise = "By noon the piano had been played by everyone except the captain, who steered."
    for number in (0, 1, 2):
        file = folder / f"page{number}.toml"
        gold = file.read_text(encoding="utf-8").replace(f"www.site{number}.", "www.big.")
        file.write_text(gold.replace(f"\n\n{noise}", ""), encoding="utf-8")
    texts = {f"page{n}": f"The ferry left the harbour at dawn with\n{noise}" for n in range(5)}
    Path("stored.json").write_text(json.dumps(texts), encoding="utf-8")
    Path("r.toml").write_text(f'[[rule]]\nlines = ["{noise}"]\n', encoding="utf-8")
    told("run", "outputs:stored.json", "--corpus", folder, "--out", "before")
    _, out, _ = told("rules", "tune", "r.toml", "--run", "before", "--folds", 3)
    said = " ".join(out.split())
    assert "what is chosen is worse than nothing, counted in words" in said
    assert "counted in the headline metric" in said


@pytest.mark.parametrize("style", ["github", "latex", "csv", "html"])
def test_every_format_has_the_tables(told: Told, corpus: Path, style: str) -> None:
    """Without remarks."""
    arguments = ("rules.toml", "--extractor", "./mine.py", "--corpus", corpus)
    code, out, _ = told("rules", "tune", *arguments, "--format", style)
    assert code == 0
    assert "held-out sites" in out
    assert "Next" not in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "nothing to tune"),
        (("rules.toml",), 2, "Say whose outputs"),
        (("rules.toml", "--extractor", "./mine.py", "--objective", "best"), 2, "no objective"),
        (("rules.toml", "--extractor", "./mine.py", "--repeated", "1..3"), 2, "from 2 on"),
        (("rules.toml", "--extractor", "./mine.py", "--repeated", "a"), 2, "from 2 on"),
        (("--extractor", "exec:cat", "--option", "a=1,2"), 2, "no adapter"),
        (("--extractor", "./mine.py", "--option", "nothing=1,2"), 2, "no option"),
        (("none.toml", "--extractor", "./mine.py"), 3, "cannot be read"),
        (("rules.toml", "--run", "nowhere"), 3, "no run folder"),
        (("rules.toml", "--extractor", "exec:/no/such"), 4, "cannot run here"),
        (("rules.toml", "--extractor", "./mine.py", "-o", "no/where.toml"), 2, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    told: Told, corpus: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """And an exit code."""
    where = () if "--run" in arguments else ("--corpus", corpus)
    found, _, err = told("rules", "tune", *arguments, *where)
    assert (found, said in " ".join(err.split())) == (code, True), err


def test_a_run_must_fit(told: Told, corpus: Path) -> None:
    """One row, all pages, no rules; an extractor that changed since is not run."""
    told("run", "./mine.py", "b=./mine.py:footer=false", "--corpus", corpus, "--out", "two")
    code, _, err = told("rules", "tune", "rules.toml", "--run", "two")
    assert (code, "say which one with --extractor" in err) == (2, True)
    found = tuned(told, "rules.toml", "--run", "two", "--extractor", "b")
    assert not any("skipped" in str(one) for one in found["remarks"])  # type: ignore[attr-defined]  # json
    Path("mine.py").write_text(EXTRACTOR + "\n# changed\n", encoding="utf-8")
    _, out, err = told("rules", "tune", "rules.toml", "--run", "two", "--extractor", "b")
    assert "only rules of text can be tried" in err
    assert "was skipped" in out


def test_pages_without_gold_say_nothing(told: Told, corpus: Path) -> None:
    """Snippets alone are no ground to choose on."""
    for file in corpus.glob("*.toml"):
        text = re.sub(
            r"text = '''.*?'''",
            'contains = ["The ferry"]',
            file.read_text(),
            count=1,
            flags=re.DOTALL,
        )
        file.write_text(text.partition("[[noise]]")[0], encoding="utf-8")
    code, _, err = told(
        "rules", "tune", "rules.toml", "--extractor", "./mine.py", "--corpus", corpus
    )
    assert (code, "has gold text" in err) == (2, True)
