"""Why a rule of pages missed: every reason, and the rule without that fault."""

from collections.abc import Callable

import pytest

from boilerbench.rules.explaining.shapes import Explanation
from boilerbench.rules.model import Css, DomMatcher, Rule, Token, XPath

Why = Callable[..., Explanation]

BODY = """<main id="story"><p>The ferry left the harbour at dawn.</p>
<section class="Promo-Box wide"><div class="inner"><form id="letter" class="news_letter_3">
<p>Sign&nbsp;up <b>today</b></p></form></div></section>
<aside class="other"><p>By noon the piano had been played.</p></aside></main>"""

CASES: dict[str, tuple[DomMatcher, str, str, DomMatcher]] = {
    "case of a class": (
        Token("promo-box"),
        "case",
        "the page has Promo-Box where the rule has promo-box: upper and lower case differ",
        Token("Promo-Box"),
    ),
    "case in a selector": (
        Css("section.promo-box.wide"),
        "case",
        "the page has Promo-Box where the rule has promo-box",
        Css("section.Promo-Box.wide"),
    ),
    "suffix": (
        Token("news_letter"),
        "name",
        "news_letter is only a part of news_letter_3",
        Token("news_letter", "inside"),
    ),
    "suffix in a selector": (
        Css("form.news_letter"),
        "name",
        "the page has news_letter_3 where the rule has news_letter: one has more at its end",
        Css("form.news_letter_3"),
    ),
    "prefix": (
        Css(".js-inner"),
        "name",
        "the page has inner where the rule has js-inner: one has more at its beginning",
        Css(".inner"),
    ),
    "hyphens": (
        Css(".news-letter-3"),
        "name",
        "hyphens and underscores differ",
        Css(".news_letter_3"),
    ),
    "misspelt": (
        Css(".news_lettre_3"),
        "name",
        "they are spelled otherwise",
        Css(".news_letter_3"),
    ),
    "case inside a name": (
        Token("promo", "inside"),
        "case",
        "the page has Promo where the rule has promo",
        Token("Promo", "inside"),
    ),
    "a class that is missing": (
        Css("section.wide.blue"),
        "condition",
        "it has no class blue (main#story > section.Promo-Box.wide)",
        Css("section.wide"),
    ),
    "an id that is missing": (
        Css("section#nl.wide"),
        "condition",
        "the id of it is not nl",
        Css("section.wide"),
    ),
    "class for id": (
        Css("form.letter"),
        "name",
        "letter is an id on the page, and the rule wants the other",
        Css("form#letter"),
    ),
    "tag": (Css("div.wide"), "condition", "it is no <div>", Css("section.wide")),
    "attribute": (
        Css("form#letter[method=post]"),
        "condition",
        "[method=post] is not true of it",
        Css("form#letter"),
    ),
    "position": (
        Css("section.wide:first-child"),
        "condition",
        ":first-child is not true of it",
        Css("section.wide"),
    ),
    "not directly in it": (
        Css("section.wide > form.news_letter_3"),
        "around",
        "it is in section.wide, but not directly in it",
        Css("section.wide form.news_letter_3"),
    ),
    "not in it": (
        Css("aside.other form#letter"),
        "around",
        "it is not in aside.other",
        Css("form#letter"),
    ),
    "a class around it": (
        Css("section.blue form#letter"),
        "condition",
        "the element around it has no class blue",
        Css("section form#letter"),
    ),
    "other wording": (
        Css("form#letter:has-text(Subscribe)"),
        "wording",
        "its wording has not 'Subscribe'",
        Css("form#letter:has-text(today)"),
    ),
    "a wording with other spaces": (
        Css("form:has-text(Sign up)"),
        "wording",
        "'Sign\\xa0up': non-breaking spaces differ",
        Css("form:has-text(Sign\u00a0up)"),
    ),
    "a wording that is a pattern": (
        Css("form:has-text(/sign.up/)"),
        "wording",
        "its wording has not '/sign.up/'",
        Css("form:has-text(/sign.up/i)"),
    ),
    "upward to elsewhere": (
        Css("form#letter:upward(aside)"),
        "around",
        ":upward(aside) leads away from it",
        Css("form#letter:upward(section)"),
    ),
    "xpath with one class": (
        XPath("//section[@class='wide']"),
        "condition",
        "@class='wide' is for elements with no other class",
        XPath("//section[contains(@class, 'wide')]"),
    ),
    "xpath in another case": (
        XPath("//section[contains(@class, 'promo-box')]"),
        "case",
        "the page has Promo-Box where the rule has promo-box",
        XPath("//section[contains(@class, 'Promo-Box')]"),
    ),
    "xpath predicate": (
        XPath("//form[@id='letter'][@method]"),
        "condition",
        "[@method] is not true of it",
        XPath("//form[@id='letter']"),
    ),
    "xpath child": (
        XPath("//section/form"),
        "around",
        "it is in //section, but not directly",
        XPath("//section//form"),
    ),
    "a string in xpath": (
        XPath("//aside[@id]//form | //form[starts-with(@class, 'News_letter')]"),
        "name",
        "the page has news_letter_3 where the rule has News_letter",
        XPath("//form[starts-with(@class, 'news_letter')]"),
    ),
    "an operator alone": (
        Css(":has-text(Subscribe), div.inner:upward(nav)"),
        "around",
        ":upward(nav) leads away from it",
        Css("div.inner:upward(1)"),
    ),
    "elsewhere": (
        Css("aside.other"),
        "elsewhere",
        "it finds 1 element of this page, none of which has the text: main#story > aside.other",
        Css("section"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_reason_is_that_of_the_case(why: Why, name: str) -> None:
    """A rule with one fault is told that fault; the rule without it takes the text away."""
    wrong, reason, told, right = CASES[name]
    found = why("Sign up today", BODY, Rule(wrong))
    (miss,) = found.misses
    assert reason in miss.reasons
    assert told in miss.told
    mended = why("Sign up today", BODY, Rule(right))
    assert (mended.gone, mended.misses) == ("page after rules", ())
    assert [(one.takes, one.wanted) for one in mended.fired] == [(1, 1)]


def test_what_finds_nothing_and_nothing_like_it(why: Why) -> None:
    """A rule with no name of the page, in any form, is far."""
    found = why("Sign up today", BODY, Rule(Css(".gallery > img")), Rule(XPath("//video")))
    assert (found.misses, found.far) == ((), 2)


def test_a_rule_that_would_take_the_page(why: Why) -> None:
    """A rule that finds the body too is refused, and that is its reason."""
    (miss,) = why("Sign up today", BODY, Rule(XPath("//body | //form"))).misses
    assert miss.reasons == ("refused",)
    assert "it finds <body>, without which there is no page" in miss.told
    off = Rule(XPath("//body | //form"), sites=("sea.example",))
    assert why("Sign up today", BODY, off).misses[0].reasons == ("site",)


def test_rules_that_keep(why: Why) -> None:
    """What is in the kept part stays for that; of two the first keeps; one may find nothing."""
    story = Rule(Css("main#story"), keep=True)
    form = Rule(Css("form"), keep=True)
    aside = Rule(Css("aside.other"), keep=True)
    (miss,) = why("Sign up today", BODY, story).misses
    assert (miss.reasons, miss.told) == (("keeps",), "the text is in what it keeps: main#story")
    found = why("Sign up today", BODY, form, aside)
    assert [one.told for one in found.misses] == [
        "the text is in what it keeps: form#letter",
        "another rule that keeps comes before it",
    ]
    assert why("Sign up today", BODY, aside, form).gone == "page after rules"
    (miss,) = why("Sign up today", BODY, Rule(Css(".gone"), keep=True)).misses
    assert miss.told == "it finds nothing here, so that all is kept"


def test_a_text_that_loses_a_part(why: Why) -> None:
    """A rule that takes one word of the text did not miss it."""
    found = why("Sign up today", BODY, Rule(Css("form b")))
    assert found.misses == ()
    assert found.fired[0].takes == 1
    assert found.gone == "page after rules"


def test_a_rule_of_another_place(why: Why) -> None:
    """Where the text stands twice, a rule for one of its places is told how many it takes."""
    body = '<div class="ad"><p>Advertisement</p></div><p>The ferry left.</p><p>Advertisement</p>'
    found = why("Advertisement", body, Rule(Token("ad")))
    assert found.fired[0].takes == 1
    assert found.standing.places == 2
    assert found.gone is None
