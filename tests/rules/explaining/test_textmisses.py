"""Why a rule of text missed: every reason, and the rule without that fault."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from boilerbench.rules.explaining.shapes import Explanation
from boilerbench.rules.model import Lines, Matcher, Phrase, Regex, Repeated, Rule, Token
from tests.rules.explaining.conftest import page_of

Why = Callable[..., Explanation]

STORY = "<p>The ferry left the harbour at dawn.</p>"
AD = f"{STORY}<p>Passer la publicité</p>{STORY}"
NBSP = f"{STORY}<p>Passer&nbsp;la publicité</p>{STORY}"
JOINED = f"{STORY}<p>Photo: Harbour. Passer la publicité</p>{STORY}"
CURLY = "Don\u2019t miss our \u201cletter\u201d \u2014 sign up"
QUOTED = f"{STORY}<p>{CURLY}</p>{STORY}"
SPLIT = f"{STORY}<div><p>Passer la</p><p>publicité</p></div>{STORY}"
APART = f"<p>Advertisement</p>{STORY}<p>Passer la publicité</p>"

CASES: dict[str, tuple[str, str, Matcher, str, str, Matcher]] = {
    "case": (
        AD,
        "Passer la publicité",
        Lines(("PASSER LA PUBLICITÉ",)),
        "case",
        "the upper and lower case differ; loose = true takes it",
        Lines(("PASSER LA PUBLICITÉ",), loose=True),
    ),
    "non-breaking space": (
        NBSP,
        "Passer la publicité",
        Phrase("Passer la publicité"),
        "spaces",
        "the non-breaking spaces differ; loose = true takes it",
        Phrase("Passer\u00a0la publicité"),
    ),
    "quotation marks and dashes": (
        QUOTED,
        "Don't miss our letter",
        Phrase('Don\'t miss our "letter" - sign up'),
        "signs",
        "the quotation marks and dashes differ",
        Phrase(CURLY),
    ),
    "longer line": (
        JOINED,
        "Passer la publicité",
        Lines(("Passer la publicité",)),
        "line",
        "this one has more words: 'Photo: Harbour. Passer la publicité'",
        Lines(("Passer la publicité",), match="inside"),
    ),
    "longer line in another case": (
        JOINED,
        "Passer la publicité",
        Lines(("passer la publicité",)),
        "line",
        "and it is spelled otherwise",
        Lines(("passer la publicité",), match="inside", loose=True),
    ),
    "lines apart": (
        APART,
        "Passer la publicité",
        Lines(("Advertisement", "Passer la publicité")),
        "order",
        "its lines stand apart; a rule of its own for 'Passer la publicité' takes it",
        Lines(("Passer la publicité",)),
    ),
    "another order": (
        APART,
        "Advertisement",
        Lines(("Passer la publicité", "Advertisement")),
        "order",
        "its lines stand in another order",
        Lines(("Advertisement",)),
    ),
    "a line that is missing": (
        AD,
        "Passer la publicité",
        Lines(("Passer la publicité", "Suite de l'article")),
        "words",
        'its line "Suite de l\'article" is not in the output',
        Lines(("Passer la publicité",)),
    ),
    "part of a word": (
        AD,
        "Passer la publicité",
        Phrase("Passer la pub"),
        "part of a word",
        "it stands inside a longer word",
        Phrase("Passer la"),
    ),
    "punctuation": (
        f"{STORY}<p>Passer, la publicité!</p>",
        "Passer la publicité",
        Phrase("Passer la publicité"),
        "signs",
        "the punctuation differ: the output has 'Passer, la publicité'",
        Phrase("Passer, la publicité"),
    ),
    "other words": (
        AD,
        "Passer la publicité",
        Lines(("Passer la publicite",)),
        "words",
        "the rule has 'publicite' where the output has 'publicité'",
        Lines(("Passer la publicité",)),
    ),
    "case of a pattern": (
        AD,
        "Passer la publicité",
        Regex("^passer la pub.*$"),
        "case",
        "(?i) before it takes it",
        Regex("(?i)^passer la pub.*$"),
    ),
    "non-breaking space for a pattern": (
        NBSP,
        "Passer la publicité",
        Regex("Passer la pub"),
        "spaces",
        "the non-breaking spaces differ",
        Regex(r"Passer\sla pub"),
    ),
    "a pattern for lines": (
        JOINED,
        "Passer la publicité",
        Regex("^Passer la publicité$"),
        "line",
        "its line has more words than ^ and $ let pass",
        Regex("Passer la publicité$"),
    ),
    "a pattern over lines": (
        SPLIT,
        "Passer la publicité",
        Regex("Passer.*publicité"),
        "split",
        "it goes over lines, where . ends",
        Regex("(?s)Passer.*publicité"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_reason_is_that_of_the_case(why: Why, name: str) -> None:
    """A rule with one fault is told that fault; the rule without it takes the text away."""
    body, text, wrong, reason, told, right = CASES[name]
    spec = "spacious" if "non-breaking" in name else "lxml-text"
    found = why(text, body, Rule(wrong), spec=spec)
    assert [miss.rule for miss in found.misses] == [str(wrong)]
    assert reason in found.misses[0].reasons
    assert told in found.misses[0].told
    assert found.gone is None
    mended = why(text, body, Rule(right), spec=spec)
    assert (mended.gone, mended.misses) == ("output after rules", ())
    assert [(one.takes, one.wanted) for one in mended.fired] == [(1, 1)]


def test_lines_of_which_markup_makes_more_are_split(why: Why) -> None:
    """Words that stand over lines with an empty one between are split: a loose rule takes them."""
    strict, loose = (Rule(Phrase("Passer la publicité", loose=one)) for one in (False, True))
    (miss,) = why("Passer la publicité", SPLIT, strict, spec="spacious").misses
    assert miss.reasons == ("page only", "split")
    assert miss.told.endswith("of it: the line breaks differ")
    found = why("Passer la publicité", SPLIT, loose, spec="spacious")
    assert (found.gone, found.misses) == ("output after rules", ())
    assert why("Passer la publicité", SPLIT, strict).gone == "output after rules"


SWITCHES: dict[str, tuple[Rule, tuple[Rule, ...], str, str]] = {
    "off": (Rule(Phrase("Passer la publicité"), on=False), (), "off", "it is switched off"),
    "site": (
        Rule(Phrase("Passer la publicité"), sites=("sea.example",)),
        (),
        "site",
        "it is for sea.example, and the page is of news.harbour.example",
    ),
    "exception": (
        Rule(Phrase("Passer la publicité")),
        (Rule(Phrase("Passer la publicité"), sites=("harbour.example",), exception=True),),
        "exception",
        "an exception switches it off: mine.toml:2",
    ),
}


@pytest.mark.parametrize("name", SWITCHES)
def test_a_rule_that_was_not_for_this_page(why: Why, name: str) -> None:
    """Off, for other sites, excepted: told alone, as the rule would take the text without that."""
    rule, more, reason, told = SWITCHES[name]
    (miss,) = why("Passer la publicité", AD, rule, *more).misses
    assert (miss.reasons, miss.told, miss.distance) == ((reason,), told, 0)
    plain = replace(rule, on=True, sites=())
    assert why("Passer la publicité", AD, plain).gone == "output after rules"


def test_a_page_without_url_has_only_general_rules(why: Why) -> None:
    """Of a page that is from nowhere it is said so."""
    page = page_of(AD, url=None)
    (miss,) = why("publicité", page, Rule(Phrase("publicité"), sites=("sea.example",))).misses
    assert miss.told == "it is for sea.example, and the page has no URL"


def test_several_faults_are_all_told(why: Why) -> None:
    """A rule for another site that is also spelled otherwise needs both mended."""
    rule = Rule(Lines(("PASSER LA PUBLICITÉ",)), sites=("sea.example",), on=False)
    (miss,) = why("Passer la publicité", AD, rule).misses
    assert miss.reasons == ("case", "off", "site")


def test_what_an_extractor_changed(why: Why) -> None:
    """A rule with the page's own spelling, which the extractor did not keep, is told so."""
    page = page_of(
        "<article>"
        + "<p>The ferry left the harbour at dawn with forty people on board.</p>" * 6
        + "<p>Passer&nbsp;la&nbsp;publicité, dit le capitaine de la maison bleue.</p></article>"
    )
    rule = Rule(Phrase("Passer\u00a0la\u00a0publicité"))
    (miss,) = why("Passer la publicité", page, rule, spec="trafilatura").misses
    assert miss.reasons == ("page only", "spaces")
    assert miss.told == (
        "the page has it so, and the extractor made 'Passer la publicité' of it: "
        "the non-breaking spaces differ"
    )
    kept = why("Passer la publicité", page, rule, spec="spacious")
    assert (kept.misses, kept.gone) == ((), "output after rules")


def test_a_line_that_is_too_seldom(why: Why) -> None:
    """A rule for repeated lines says on how many pages of the site the line is."""
    siblings = tuple(page_of(AD, ident=f"page{number}") for number in range(3))
    rule = Rule(Repeated(4))
    (miss,) = why("Passer la publicité", siblings[0], rule, siblings=siblings).misses
    assert miss.reasons == ("seldom",)
    assert "in the output of 3 pages of this site, and the rule wants 4" in miss.told
    often = why("Passer la publicité", siblings[0], Rule(Repeated(3)), siblings=siblings)
    assert often.gone == "output after rules"


def test_what_has_nothing_to_do_with_the_text(why: Why) -> None:
    """Rules that are like nothing here are counted; the near ones stand first."""
    found = why(
        "Passer la publicité",
        AD,
        Rule(Phrase("Newsletter Sign Up")),
        Rule(Token("gallery")),
        Rule(Lines(("Passer la publicite",))),
        Rule(Lines(("PASSER LA PUBLICITÉ",))),
    )
    assert found.far == 2
    assert [miss.place for miss in found.misses] == ["mine.toml:4", "mine.toml:3"]
