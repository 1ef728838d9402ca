"""Outputs of settings and under rules, really made."""

from pathlib import Path

import pytest

from boilerbench.commands import Command
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RuleError, RunError
from boilerbench.manifests import SystemRecord
from boilerbench.records import Extraction, Gold, HtmlBytes, Page
from boilerbench.rules.applying import run_rules
from boilerbench.rules.model import Css, Phrase, Regex, Repeated, Rule
from boilerbench.rules.trials import PageTrial
from boilerbench.rules.tuning.bench import Bench
from boilerbench.rules.tuning.candidates import candidates
from boilerbench.rules.tuning.remaking import Remaker
from boilerbench.rules.tuning.sources import row_of_run
from boilerbench.rules.tuning.summing import tuned
from boilerbench.rules.tuning.tuning import Plan, tune
from boilerbench.running import run
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec
from boilerbench.systems import System

HTML = b"<p>the ferry left</p><p class=ad>an ad</p>"


def page(name: str, site: str = "a.example", gold: str | None = "the ferry left") -> Page:
    return Page(name, HtmlBytes(HTML), Gold(text=gold), url=f"https://{site}/{name}")


def bench(rules: list[Rule], *pages: Page, text: str = "the ferry left\nan ad") -> Bench:
    """Rules on stored outputs, all alike."""
    outputs = {one.id: Extraction(one.id, one.digest(), "ok", text=text) for one in pages}
    return Bench(
        rules=rules,
        corpus=Corpus("some", "some", pages),
        spec=parse_spec("outputs:some.json"),
        folder=Path("nowhere"),
        pool=SessionPool(1),
        stored=(System(SystemRecord("some", "some"), None), outputs),
    )


def test_a_rule_that_cannot_be_carried_out_is_named() -> None:
    """Files are checked when they are read; rules may come from elsewhere."""
    with pytest.raises(RuleError, match="no regular expression"):
        bench([Rule(Regex("("))], page("p")).worked(())


def test_remarks_say_what_the_figures_cannot() -> None:
    """Rules of one site only, rules that were skipped, pages without gold."""
    rules = [Rule(Phrase("an ad"), sites=("a.example",)), Rule(Css(".ad"))]
    some = bench(rules, page("p"), page("q", "b.example"), page("r", "c.example", gold=None))
    found, plan = candidates(rules), Plan()
    result = tuned(some, found, plan, tune(some, found, plan))
    told = " ".join(result.remarks)
    assert [one.rule for one in result.rules] == ["phrase an ad on a.example"]
    assert "1 chosen rule fired on one site only" in told
    assert "Rule css .ad was skipped" in told
    assert "1 page without gold text had no say." in told
    assert (result.pages, result.sites, len(result.folds)) == (2, 2, 2)


def test_a_page_pruned_alike_is_extracted_once() -> None:
    """Whatever the rules are that prune it; what is cleaned behind that is not extracted again."""
    asked = []

    def extract(shown: Page) -> Extraction:
        asked.append(shown.source.read())
        return Extraction(shown.id, "", "ok", text="the ferry left")

    raw = Extraction("p", "", "ok", text="the ferry left\nan ad")
    made = Remaker([PageTrial(page("p"), raw, raw)], extract)
    for rules in (
        [Rule(Phrase("left")), Rule(Css(".ad"))],
        [Rule(Css("p.ad")), Rule(Phrase("left"))],
        [Rule(Css(".no"))],
    ):
        made.outputs(rules, ["p"])
    assert len(asked) == 1
    assert made.outputs([Rule(Css(".ad"))], ["p"])["p"].text == "the ferry left"
    assert made.outputs([Rule(Css(".no"))], ["p"])["p"].text == raw.text
    assert made.outputs([Rule(Repeated(2))], ["p"])["p"] == raw


def test_a_run_under_rules_or_without_pages_is_refused(tmp_path: Path) -> None:
    """Rules are chosen on outputs that no rule has touched, of all pages."""
    some, texts = Corpus("some", "some", (page("p"), page("q"))), tmp_path / "some.json"
    texts.write_text('{"p": "the ferry"}', encoding="utf-8")
    spec = f"outputs:{texts}"
    cleaned = run([spec], some, out=tmp_path / "cleaned", rules=run_rules("r", [Rule(Phrase("x"))]))
    with pytest.raises(RunError, match="was made under rules"):
        row_of_run(cleaned, None, some)
    part = run([spec], Corpus("some", "some", some.pages[:1]), out=tmp_path / "part")
    with pytest.raises(RunError, match="lacks 1 of the pages"):
        row_of_run(part, None, some)
    assert not isinstance(bench([], page("p")).made(())[0].origin, Command)
