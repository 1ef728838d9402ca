"""The ledger: what each rule removed and destroyed, counted from real extractions."""

from collections.abc import Sequence
from pathlib import Path

import jsonschema
import msgspec
import pytest

from boilerbench.corpora.corpus import Corpus
from boilerbench.manifests import SystemRecord
from boilerbench.records import Page
from boilerbench.rules.keeping_ledger import ledger_of
from boilerbench.rules.ledgers import Entry, Ledger, json_schema
from boilerbench.rules.model import Css, Lines, Phrase, Repeated, Rule, RuleFile, Token, Unapplied
from tests.rules.trying import corpus, page, reader, tried

FERRY = "The ferry left the harbour at dawn with forty people and one piano on board."
SIGN_UP = '<div class="signup box"><p>Sign up for news</p><p>Unlabelled words</p></div>'


def _page(number: int, body: str = SIGN_UP, text: str | None = FERRY) -> Page:
    return page(
        f"p{number}",
        f"<p>{FERRY}</p>{body}",
        text,
        [("newsletter", "Sign up for news")] if text else [],
        url=f"https://site{number // 2}.example/{number}",
    )


def _ledger(
    folder: Path, rules: Sequence[Rule], pages: Corpus, *, leave_one_out: bool = False
) -> Ledger:
    file = RuleFile(
        "mine.toml",
        tuple(rules),
        tuple(range(1, len(rules) + 1)),
        (Unapplied(9, "strange", "nobody knows it"),),
    )
    trials = tried(reader(folder), rules, pages, leave_one_out=leave_one_out)
    record = SystemRecord("reads", "reads", "extractor", version="1")
    return ledger_of(file, trials, pages, record, leave_one_out=leave_one_out)


def _entry(found: Ledger, number: int) -> Entry:
    return next(one for one in found.entries if one.whose.rule == number)


def test_a_rule_is_credited_with_noise_by_kind_on_every_page(tmp_path: Path) -> None:
    """Pages, sites, elements and words are counted; F1 rises by what precision gains."""
    found = _ledger(tmp_path, [Rule(Token("signup"), "newsletter")], corpus(*map(_page, range(3))))
    one = _entry(found, 1)
    assert (one.found, one.pages, one.sites, one.changed) == (3, 3, 2, 3)
    assert (one.counts.noise, one.counts.unlabelled) == ({"newsletter": 12}, 6)
    assert (one.counts.gold, one.counts.optional, one.destroyed) == (0, 0, ())
    assert one.over_all is not None
    assert one.over_all == one.over_changed
    assert one.over_all.recall.difference.value == 0
    assert one.over_all.f1.with_rule == 1
    assert one.over_all.f1.difference.value == pytest.approx(1 - (one.over_all.f1.without or 0))


def test_destroyed_gold_is_told_with_its_very_text_the_longest_first(tmp_path: Path) -> None:
    """Stretches are as the output has them, and the page is named."""
    rules = [Rule(Phrase("harbour")), Rule(Phrase("dawn with forty"))]
    found = _ledger(tmp_path, rules, corpus(_page(0)))
    assert [one.text for one in _entry(found, 1).destroyed] == ["harbour"]
    assert [one.text for one in found.together.destroyed] == ["dawn with forty", "harbour"]
    assert found.together.counts.gold == 4
    assert found.together.over_all is not None
    assert (found.together.over_all.f1.difference.value or 0) < 0


def test_a_rule_that_others_cover_is_told_so(tmp_path: Path) -> None:
    """The share of what others take too, and of each of them, is of the rule's own words."""
    rules = [Rule(Token("signup")), Rule(Lines(("Sign up for news",))), Rule(Token("box"))]
    found = _ledger(tmp_path, rules[:2], corpus(_page(0)))
    first, second = (_entry(found, number).overlap for number in (1, 2))
    assert first is not None
    assert second is not None
    assert first.share == pytest.approx(4 / 6)
    assert not first.covered
    assert second.covered
    assert second.others == {1: 1.0}
    alike = _ledger(tmp_path, rules, corpus(_page(0)))
    assert [one.whose.rule for one in alike.entries if one.overlap and one.overlap.covered] == [
        1,
        2,
        3,
    ]


def test_a_rule_that_takes_no_word_overlaps_with_none(tmp_path: Path) -> None:
    """An element without text is found, and the output is as it was."""
    body = '<div class="empty"></div>'
    one = _entry(_ledger(tmp_path, [Rule(Token("empty"))], corpus(_page(0, body))), 1)
    assert (one.found, one.changed, one.overlap, one.over_changed) == (1, 0, None, None)


def test_rules_that_did_nothing_are_listed_with_the_reason_where_there_is_one(
    tmp_path: Path,
) -> None:
    """A rule that is off or an exception is not missed; a refused one is skipped, not silent."""
    rules = [
        Rule(Token("nowhere")),
        Rule(Css("body")),
        Rule(Token("signup"), on=False),
        Rule(Token("signup"), exception=True, sites=("other.example",)),
    ]
    found = _ledger(tmp_path, rules, corpus(_page(0)))
    assert [one.whose.rule for one in found.entries] == []
    assert [(one.rule, one.place, one.what) for one in found.silent] == [
        (1, "mine.toml:1", "token nowhere")
    ]
    assert [(one.place, one.what) for one in found.skipped] == [
        ("mine.toml:2", "css body"),
        ("mine.toml:9", "strange"),
    ]


def test_what_a_rule_adds_to_all_others_is_told_when_asked_for(tmp_path: Path) -> None:
    """A rule that another covers adds nothing, the other one does."""
    rules = [Rule(Token("signup")), Rule(Lines(("Sign up for news",)))]
    pages = corpus(_page(0), _page(1, "<p>nothing</p>"))
    found = _ledger(tmp_path, rules, pages, leave_one_out=True)
    first, second = (_entry(found, number).without for number in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.f1.difference.value or 0) > 0
    assert second.f1.difference.value == 0
    assert _entry(_ledger(tmp_path, rules, pages), 1).without is None


def test_pages_on_which_the_extractor_fails_with_a_rule_are_named(tmp_path: Path) -> None:
    """A failed page counts as one without any word."""
    body = '<p data-needed>x</p><p class="needed-part">more</p><p>explode</p>'
    pages = corpus(_page(0, body.replace("<p>explode</p>", "")), _page(1, body))
    found = _ledger(tmp_path, [Rule(Token("needed-part"))], pages)
    one = _entry(found, 1)
    assert one.failed == ("p0",)
    assert one.counts.gold == 15
    assert one.counts.unlabelled == 2
    assert found.unanswered == ("p1",)
    assert found.together.failed == ("p0",)


def test_what_serialising_changes_has_a_row_of_its_own(tmp_path: Path) -> None:
    """An extractor that reads the source sees other bytes; no rule is credited with it."""
    body = '<p class=unquoted>y</p><p id="signup">x</p>'
    code = (
        "import re\n"
        "def extract(html, url=None):\n"
        "    text = ' '.join(re.findall(r'<p[^>]*>([^<]*)<', html))\n"
        "    return text.replace('harbour', '') if 'class=\"unquoted\"' in html else text\n"
    )
    file = RuleFile("mine.toml", (Rule(Token("signup")),), (1,))
    pages = corpus(_page(0, body), _page(1, "<p>none</p>"))
    trials = tried(reader(tmp_path, code), file.rules, pages)
    found = ledger_of(file, trials, pages, SystemRecord("reads", "reads", "extractor"))
    assert (found.controls, found.control.changed, found.control.counts.gold) == (1, 1, 1)
    assert _entry(found, 1).counts.gold == 0
    assert _entry(found, 1).counts.unlabelled == 1
    assert found.together.counts.gold == 1


def test_pages_without_gold_tell_leaks_and_no_losses(tmp_path: Path) -> None:
    """The very text, repeated lines and noise phrases are told; no score is."""
    body = "<p>Advertisement</p><p>Tide tables of the week 12</p>"
    sites = "https://one.example/"
    pages = [
        page(f"bare{at}", f"<p>Text {at}</p>{body}", None, url=f"{sites}{at}") for at in range(3)
    ]
    rules = [Rule(Lines(("Advertisement",)), "advertisement"), Rule(Repeated(3)), Rule(Token("x"))]
    found = _ledger(tmp_path, rules[:1], corpus(*pages))
    one = _entry(found, 1)
    assert (found.judged, one.over_all, one.counts.unlabelled) == (0, None, 0)
    assert one.unjudged is not None
    assert [stretch.text for stretch in one.unjudged.removed] == ["Advertisement"] * 3
    assert (one.unjudged.phrases, one.unjudged.repeated) == ({"advertisement": 3}, 3)
    assert found.no_gold is not None
    assert (found.no_gold.phrases, found.no_gold.phrases_left) == ({"advertisement": 3}, {})
    assert [(line.line, line.pages, line.left) for line in found.no_gold.lines] == [
        ("Advertisement", 3, 0),
        ("Text 0", 3, 3),
        ("Tide tables of the week 12", 3, 3),
    ]
    again = _ledger(tmp_path, rules[1:], corpus(*pages))
    assert again.no_gold is not None
    assert [line.left for line in again.no_gold.lines] == [0, 0, 0]


def test_pages_with_gold_have_no_part_without(tmp_path: Path) -> None:
    """Where every page is judged there is no such heading, and mixed pages count in their own."""
    rules = [Rule(Token("signup"), "newsletter")]
    assert _ledger(tmp_path, rules, corpus(_page(0))).no_gold is None
    mixed = _ledger(tmp_path, rules, corpus(_page(0), _page(1, text=None)))
    one = _entry(mixed, 1)
    assert (mixed.judged, one.pages, one.counts.noise) == (1, 2, {"newsletter": 4})
    assert one.unjudged is not None
    assert (one.unjudged.pages, one.unjudged.words) == (1, 6)


def test_the_ledger_is_what_its_schema_promises(tmp_path: Path) -> None:
    """JSON of a ledger with every part validates against the schema made from the structs."""
    rules = [Rule(Token("signup"), "newsletter"), Rule(Phrase("dawn")), Rule(Token("nowhere"))]
    pages = corpus(_page(0), _page(1, text=None), _page(2))
    found = _ledger(tmp_path, rules, pages, leave_one_out=True)
    content = msgspec.json.encode(found)
    jsonschema.validate(msgspec.json.decode(content), json_schema())
    assert msgspec.json.decode(content, type=Ledger) == found
