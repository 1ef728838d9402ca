"""Runs whose pages and outputs go through rules: what is recorded, resumed, and left alone."""

import json
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec

from boilerbench.corpora.corpus import Corpus
from boilerbench.records import Extraction
from boilerbench.rules import running
from boilerbench.rules.applying import Applied, run_rules
from boilerbench.rules.model import Css, Lines, Phrase, Regex, Repeated, Rule, RunRules, XPath
from boilerbench.running import run
from boilerbench.runs import Run, read_run
from boilerbench.scoring.parts import text_of

LETTER = Rule(Css(".newsletter"), kind="newsletter")
RIGHTS = Rule(Lines(("All rights reserved by the harbour office",)), kind="legal")


def rules(*some: Rule) -> RunRules:
    """Rules as a run takes them."""
    return run_rules("some.toml", some)


def outputs(made: Run, number: int = 0) -> Mapping[str, Extraction]:
    """What one system of a run extracted, by page."""
    return made.extractions(made.manifest.systems[number])


def test_pages_are_pruned_and_outputs_cleaned_on_record(ferry: Corpus, all_text: str) -> None:
    """The text lacks what both rules took; each is told with its place, and the text before."""
    made = run([all_text], ferry, rules=rules(LETTER, RIGHTS))
    plain = run([all_text], ferry)
    for page, one in outputs(made).items():
        before = outputs(plain)[page]
        assert "morning letter" in before.text
        assert "morning letter" not in one.text
        assert "rights reserved" not in one.text
        assert [(took.rule, took.text) for took in one.removed] == [
            (0, "Sign up for our morning letter"),
            (1, "All rights reserved by the harbour office"),
        ]
        assert one.removed[0].path == "body > div.newsletter"
        assert one.uncleaned is not None
        assert one.uncleaned.endswith("harbour office")
        assert (one.digest, one.size, one.told) == (before.digest, before.size, before.told)
    assert made.manifest.rules == rules(LETTER, RIGHTS)
    assert read_run(made.path).manifest.rules == made.manifest.rules
    assert made.manifest.systems[0].rules == str(made.manifest.rules)


def test_a_run_in_which_no_rule_fires_is_the_run_without(ferry: Corpus, all_text: str) -> None:
    """Texts, outcomes and digests are alike, and nothing is recorded of rules."""
    made = run([all_text], ferry, rules=rules(Rule(Css(".nowhere")), Rule(Phrase("nowhere"))))
    plain = outputs(run([all_text], ferry))
    for page, one in outputs(made).items():
        alike = msgspec.structs.replace(one, timing=None)
        assert alike == msgspec.structs.replace(plain[page], timing=None)


def test_gold_is_not_cleaned_and_stored_outputs_are_by_rules_of_text(
    ferry: Corpus, all_text: str, tmp_path: Path
) -> None:
    """The oracle stays the scale; a stored output is of the page as it was."""
    stored = run([all_text], ferry, out=tmp_path / "stored")
    file = stored.file_of(stored.manifest.systems[0])
    cut = rules(LETTER, RIGHTS, Rule(Phrase("forty people")))
    made = run(["oracle", f"outputs:{file}"], ferry, rules=cut)
    assert all("forty people" in one.text for one in outputs(made).values())
    assert made.manifest.systems[0].rules is None
    for one in outputs(made, 1).values():
        assert "morning letter" in one.text
        assert "forty people" not in one.text
        assert {took.rule for took in one.removed} == {1, 2}


def test_what_is_repeated_goes_when_all_outputs_are_there(ferry: Corpus, all_text: str) -> None:
    """Lines of three pages of a site go, whatever their order; resumed, nothing is done again."""
    made = run([all_text], ferry, rules=rules(Rule(Repeated(3))), jobs=2)
    cleaned = outputs(made)
    file = made.file_of(made.manifest.systems[0])
    of_site = [cleaned[page.id] for page in ferry.pages[:3]]
    assert all("Home World Sport" in (one.uncleaned or "") for one in of_site)
    assert all("Home World Sport" not in one.text for one in of_site)
    assert "Home World Sport" in cleaned[ferry.pages[3].id].text
    size = file.stat().st_size
    run([all_text], ferry, out=made.path)
    assert file.stat().st_size == size
    assert outputs(made) == cleaned


def test_other_rules_make_outputs_stale_and_the_same_do_not(ferry: Corpus, all_text: str) -> None:
    """A run that goes on without a word about rules keeps its own; with others it begins anew."""
    made = run([all_text], ferry, rules=rules(LETTER))
    before = outputs(made)
    again = run([all_text], ferry, out=made.path)
    assert again.manifest.rules == made.manifest.rules
    assert outputs(again) == before
    said: list[str] = []
    other = run([all_text], ferry, out=made.path, rules=rules(RIGHTS), say=said.append)
    assert all("morning letter" in one.text for one in outputs(other).values())
    assert any("extracted again" in line for line in said)


def test_rules_reach_other_processes(ferry: Corpus, all_text: str) -> None:
    """Driven by processes, a run records what it records driven by threads."""
    some = rules(LETTER, RIGHTS, Rule(XPath("//footer/b")), Rule(Repeated(2)))
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        made = run([all_text], ferry, rules=some, executor=pool)
    here = outputs(run([all_text], ferry, rules=some))
    for page, one in outputs(made).items():
        assert msgspec.structs.replace(one, timing=None) == msgspec.structs.replace(
            here[page], timing=None
        )


def test_a_skipped_rule_is_said_once(ferry: Corpus, all_text: str) -> None:
    """The run goes on without it."""
    said: list[str] = []
    made = run([all_text], ferry, rules=rules(Rule(Css("body")), LETTER), say=said.append)
    assert [line for line in said if "skipped" in line] == [
        "Rule css body was skipped on 4 pages: it finds <body>, without which there is no page."
    ]
    assert all("morning letter" not in one.text for one in outputs(made).values())


def test_a_page_on_which_a_rule_was_ended_is_taken_up_again(ferry: Corpus, all_text: str) -> None:
    """What a limit cut short is on record, and a resumed run does those pages anew."""
    some = rules(LETTER, Rule(XPath("//footer/b[1]"), note="taken up again"))
    running.applied_here(some).pruner.skipped[1] = "it took longer than 10 s on a page"
    made = run([all_text], ferry, rules=some)
    assert all(one.unfinished == (1,) for one in outputs(made).values())
    assert all("morning letter" not in one.text for one in outputs(made).values())
    running._AT_WORK.clear()  # as another process would begin
    again = run([all_text], ferry, out=made.path)
    assert not any(one.unfinished for one in outputs(again).values())


def test_a_markdown_alone_is_cleaned_as_the_text_that_is_scored(ferry: Corpus) -> None:
    """A rule of lines sees the words of a heading or link; the markdown is cleaned beside them."""
    page = ferry.pages[0]
    marked = "# Story\n\nWords of it.\n\n[Read more](https://a.com/)\n"
    answer = Extraction(page.id, "0", "ok", markdown=marked)
    with Applied([Rule(Regex("^Read more$"))]) as applied:
        found = applied.cleaned(answer, page)
        assert "Read more" not in text_of(found)
        assert "Words of it." in text_of(found)
        assert found.uncleaned == ""
        assert applied.cleaned(found, page) == found
    with Applied([Rule(Regex("nowhere"))]) as applied:
        assert applied.cleaned(found, page) == answer
    with Applied([Rule(Regex(r"(?s).+"))]) as applied:
        assert text_of(applied.cleaned(answer, page)) == ""


def test_what_rules_leave_empty_is_an_empty_answer(ferry: Corpus) -> None:
    """An output of which nothing is left counts as empty; cleaned less, it is an answer again."""
    page = ferry.pages[0]
    answer = Extraction(page.id, "0", "ok", text="gone\n", markdown="**gone**")
    with Applied([Rule(Lines(("gone",)))]) as applied:
        empty = applied.cleaned(answer, page)
    assert (empty.outcome, empty.text, empty.markdown) == ("empty", "", "")
    assert (empty.uncleaned, empty.uncleaned_markdown) == ("gone\n", "**gone**")
    with Applied([Rule(Regex("nothing"))]) as applied:
        again = applied.cleaned(empty, page)
    assert again == answer
    failed = Extraction(page.id, "0", "timeout", reason="slow")
    with Applied([Rule(Regex("nothing"))]) as applied:
        assert applied.cleaned(failed, page) == failed


def test_the_manifest_is_plain_json(ferry: Corpus, all_text: str) -> None:
    """Anyone can read which rules a run had."""
    made = run([all_text], ferry, rules=rules(LETTER))
    (rule,) = json.loads((made.path / "run.json").read_text())["rules"]["rules"]
    assert rule["what"] == {"type": "css", "selector": ".newsletter"}
    assert rule["kind"] == "newsletter"
