"""Effects of rules in words, of outputs that real workers return."""

from collections.abc import Sequence
from pathlib import Path

from boilerbench.corpora.corpus import Corpus
from boilerbench.records import Extraction, Page
from boilerbench.rules.effects import PageEffects, RuleEffect
from boilerbench.rules.measuring_effects import effects_of
from boilerbench.rules.model import Css, Lines, Phrase, Rule, Token
from boilerbench.rules.trials import PageTrial
from tests.rules.trying import corpus, page, reader, tried

GOLD = "The ferry left the harbour at dawn."
FERRY = page(
    "ferry",
    f'<p>{GOLD}</p><div class="signup"><p>Sign up at dawn</p></div><p>Unknown words here</p>',
    GOLD,
    [("share", "Print"), ("newsletter", "Sign up at dawn")],
)


def _effects(folder: Path, rules: Sequence[Rule], pages: Corpus) -> PageEffects:
    (trial,) = tried(reader(folder), rules, pages).pages
    return effects_of(trial)


def _made(before: str | None, after: str | None, *, raw: str | None = None) -> PageEffects:
    """The effect of a rule of pages between two outputs of a page; None is a failure."""

    def extraction(text: str | None) -> Extraction:
        return Extraction("p", "", "error" if text is None else "ok", text=text or "")

    held = page("p", "", GOLD)
    base, pruned = extraction(before), extraction(after)
    whole = extraction(raw) if raw is not None else base
    return effects_of(PageTrial(held, whole, pruned, control=base, pruned={0: pruned}))


def _words(effects: PageEffects, text: str, effect: RuleEffect | None = None) -> str:
    """The words of an output, those that a rule cuts in capitals."""
    cut = (effect or effects.rules[0]).cut
    words = text.lower().replace(".", "").split()
    return " ".join(word.upper() if away else word for word, away in zip(words, cut, strict=True))


def test_words_are_what_scoring_says_they_are(tmp_path: Path) -> None:
    """Labels tell gold, noise and the rest apart; kinds name the noise entry."""
    found = _effects(tmp_path, [], corpus(FERRY))
    assert found.labels.tolist() == [0] * 7 + [2] * 7
    assert found.kinds.tolist() == [-1] * 7 + [1] * 4 + [-1] * 3
    assert (found.gold, found.judged, found.rules) == (7, True, {})


def test_a_rule_of_pages_cuts_what_its_elements_said(tmp_path: Path) -> None:
    """The words that stood in the element are gone, and nothing of gold with them."""
    found = _effects(tmp_path, [Rule(Token("signup"))], corpus(FERRY))
    assert found.rules[0].cut.tolist() == [False] * 7 + [True] * 4 + [False] * 3
    assert found.rules[0].fired == 1
    assert found.control is not None
    assert not found.control.cut.any()


def test_a_rule_of_text_cuts_the_words_it_matched(tmp_path: Path) -> None:
    """The words of its stretches are gone, also where it cuts into one."""
    rules = [Rule(Lines(("Sign up at dawn",))), Rule(Phrase("at dawn"))]
    found = _effects(tmp_path, rules, corpus(FERRY))
    assert found.rules[0].cut.tolist() == [False] * 7 + [True] * 4 + [False] * 3
    assert found.rules[1].cut.tolist() == [False] * 5 + [True] * 2 + [False] * 2 + [True] * 2 + (
        [False] * 3
    )
    assert found.rules[1].fired == 2


def test_rules_that_find_nothing_have_no_effect(tmp_path: Path) -> None:
    """Only rules that fired are among the effects of a page."""
    rules = [Rule(Css(".other")), Rule(Lines(("other",)))]
    assert _effects(tmp_path, rules, corpus(FERRY)).rules == {}


def test_gold_that_comes_from_elsewhere_in_the_page_is_not_lost() -> None:
    """An extractor that chooses another copy of a text has lost nothing of it."""
    found = _made("Teaser. The ferry left the harbour at dawn.", f"{GOLD} The end")
    assert _words(found, "Teaser The ferry left the harbour at dawn") == (
        "TEASER the ferry left the harbour at dawn"
    )
    assert (found.rules[0].gained_gold, found.rules[0].gained_other) == (0, 2)


def test_gold_that_only_the_page_without_an_element_gives_is_gained() -> None:
    """Words of gold that the output had not are counted, and so are others."""
    found = _made("The ferry left", f"{GOLD} All rights reserved")
    assert (found.rules[0].gained_gold, found.rules[0].gained_other) == (4, 3)


def test_what_serialising_changes_is_no_rule_s_doing() -> None:
    """Words that the control lacks are its own loss, and words it has more are in no rule."""
    found = _made("The ferry left Menu", "The ferry left", raw="The ferry left the harbour")
    assert found.control is not None
    assert _words(found, "The ferry left the harbour", found.control) == (
        "the ferry left THE HARBOUR"
    )
    assert found.control.gained_other == 1
    assert _words(found, "The ferry left the harbour") == "the ferry left the harbour"


def test_a_failure_under_a_rule_takes_all_words() -> None:
    """Where the extractor fails only with the rule, that is said, and no word is left."""
    found = _made(GOLD, None)
    assert found.rules[0].failed
    assert found.rules[0].cut.all()
    assert not _made(None, None).rules[0].failed
    both = _made(None, GOLD)
    assert (both.rules[0].failed, both.rules[0].gained_gold) == (False, 7)


def test_a_page_without_gold_text_is_not_judged(tmp_path: Path) -> None:
    """Its words are cut all the same."""
    bare: Page = page("bare", '<p>one</p><p class="x">two</p>', None)
    found = _effects(tmp_path, [Rule(Token("x"))], corpus(bare))
    assert (found.judged, found.gold) == (False, 0)
    assert found.rules[0].cut.tolist() == [False, True]
