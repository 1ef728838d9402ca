"""Rules that would take a text away: safe ones first, as TOML that says just that."""

from collections.abc import Callable

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.records import Gold, Noise
from boilerbench.rules.explaining.shapes import Explanation, Gain
from boilerbench.rules.model import Rule
from boilerbench.rules.syntaxes import parse_rules
from tests.rules.explaining.conftest import page_of

Why = Callable[..., Explanation]

BODY = """<main class="story"><p>The ferry left the harbour at dawn with forty people.</p>
<div class="letter-box x1y2z3q9"><form class="letter"><p>Sign up today</p><p>No thanks</p>
</form></div>
<p>By noon the piano had been played by everyone.</p></main>"""
GOLD = Gold(
    text="The ferry left the harbour at dawn with forty people.\n\n"
    "By noon the piano had been played by everyone.",
    noise=(Noise("newsletter", "Sign up today"), Noise("newsletter", "No thanks")),
)


def _rules(found: Explanation) -> list[Rule]:
    return [parse_rules(one.toml, "toml", "advice").rules[0] for one in found.advice]


def test_advice_on_a_page_with_gold(why: Why) -> None:
    """A name, a selector and the words, none of which destroys gold, of the text's own kind."""
    found = why("Sign up today", page_of(BODY, gold=GOLD))
    assert [one.rule.split()[0] for one in found.advice] == ["token", "css", "lines"]
    assert {one.kind for one in found.advice} == {"newsletter"}
    assert [one.gain and one.gain.gold for one in found.advice] == [0, 0, 0]
    assert found.advice[0].gain == Gain(noise=5, gold=0, optional=0, unlabelled=0)
    assert found.advice[2].gain == Gain(noise=3, gold=0, optional=0, unlabelled=0)
    assert [one.of for one in found.advice] == ["page", "page", "output"]
    assert not any(one.brittle for one in found.advice)


@pytest.mark.parametrize("spec", ["trafilatura", "readability-lxml", "lxml-text"])
@pytest.mark.parametrize("text", ["Continue reading the main story", "Advertisement"])
def test_every_rule_that_is_advised_takes_the_text(why: Why, text: str, spec: str) -> None:
    """Each rule, read back from its TOML, takes what leaks of the text and no word of gold."""
    page = open_corpus("news").page("summit")
    found = why(text, page, spec=spec)
    for rule, advice in zip(_rules(found), found.advice, strict=True):
        assert advice.gain is not None
        assert advice.gain.gold == 0
        tried = why(text, page, rule, spec=spec)
        assert tried.fired[0].wanted == advice.takes > 0
        assert tried.stages[-1].count < found.stages[-1].count


def test_a_text_that_is_gold_where_it_leaks(why: Why) -> None:
    """Words of the story that are noise elsewhere on the page get no rule against them."""
    found = why("advertisement", open_corpus("news").page("summit"), spec="readability-lxml")
    leaking = [spot for spot in found.standing.spots if spot.leaks]
    assert [spot.label for spot in leaking] == ["gold"]
    assert found.standing.places == 5
    assert found.advice == ()


def test_advice_without_gold(why: Why) -> None:
    """Without gold the names nearest the text are advised, and nothing is said of losses."""
    found = why("Sign up today", page_of(BODY * 3))
    assert [one.gain for one in found.advice] == [None, None, None]
    assert all(rule.kind == "other" for rule in _rules(found))
    assert "story" not in found.advice[0].rule


def test_where_every_name_holds_gold(why: Why) -> None:
    """Names that hold gold are the last, and say how much they would destroy."""
    body = '<div class="text"><p>The ferry left the harbour at dawn.<br>Sign up today</p></div>'
    gold = Gold(text="The ferry left the harbour at dawn.", noise=GOLD.noise[:1])
    found = why("Sign up today", page_of(body, gold=gold))
    assert found.advice[0].rule == "lines Sign up today"
    assert found.advice[0].gain == Gain(noise=3, gold=0, optional=0, unlabelled=0)
    assert all(one.gain and one.gain.gold == 7 for one in found.advice[1:])


def test_words_among_others_on_their_line(why: Why) -> None:
    """Where other words stand on the line the rule is one for a phrase."""
    body = "<p>The ferry left the harbour at dawn. Sign up today</p>"
    gold = Gold(text="The ferry left the harbour at dawn.", noise=GOLD.noise[:1])
    found = why("Sign up today", page_of(body, gold=gold))
    assert found.advice[0].rule == "phrase Sign up today"
    assert why("Sign up today", page_of(body), *_rules(found)).gone == "output after rules"


def test_a_page_of_one_paragraph(why: Why) -> None:
    """Where every element around the text is most of its page, only its words are advised."""
    found = why("Sign up today", page_of('<div class="all"><p>Sign up today</p></div>'))
    assert [one.rule for one in found.advice] == ["lines Sign up today"]
