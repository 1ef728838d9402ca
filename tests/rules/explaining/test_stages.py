"""Where a text stands, and in which stages on its way to the output."""

from collections.abc import Callable

import pytest

from boilerbench.errors import CorpusError, ExtractorError, RuleError, UsageError
from boilerbench.records import Gold, HtmlBytes, Page
from boilerbench.rules.explaining.shapes import Explanation
from boilerbench.rules.model import Css, Phrase, Rule, Token, XPath
from tests.rules.explaining.conftest import page_of

Why = Callable[..., Explanation]

STORY = "<article><p>The ferry left the harbour at dawn with forty people on board.</p></article>"


def _told(found: Explanation) -> dict[str, tuple[bool, str]]:
    return {stage.name: (stage.stands, stage.told) for stage in found.stages}


@pytest.mark.parametrize(
    ("markup", "as_bytes"),
    [
        ("<p>Sign up today</p>", "as it is"),
        ("<p>sign UP&nbsp;today</p>", "with entities"),
        ("<p>Sign <b>up</b> today</p>", "with tags between its words"),
        ("<p>Sign up to<wbr>day</p>", "with tags in its words"),
        ("<p>SIGN UP today</p>", "with other upper and lower case"),
    ],
)
def test_how_the_markup_has_a_text(why: Why, markup: str, as_bytes: str) -> None:
    """Entities and tags that stand in a text are told, and the text is found all the same."""
    stages = _told(why("Sign up today", STORY + markup))
    assert stages["page, as bytes"] == (True, as_bytes)
    assert stages["page, parsed"] == (True, "in its wording")
    assert stages["output without rules"][0]


def test_a_text_of_an_encoding(why: Why) -> None:
    """Bytes that are read in another encoding than they are in lose the text there."""
    content = '<html><head><meta charset="{}"></head><body><p>La publicité</p></body></html>'
    right = Page("a", HtmlBytes(content.format("iso-8859-1").encode("latin-1")), Gold())
    stages = _told(why("publicité", right))
    assert stages["page, as bytes"] == (True, "as it is, in windows-1252")
    assert stages["page, decoded"] == (True, "as it is; read as windows-1252 (meta)")
    wrong = Page("b", HtmlBytes(content.format("iso-8859-1").encode()), Gold())
    found = why("publicité", wrong)
    stages = _told(found)
    assert stages["page, as bytes"] == (True, "as it is, in utf-8")
    assert stages["page, decoded"] == (False, "read as windows-1252 (meta)")
    assert found.gone == "page, decoded"
    assert found.standing.within == "nowhere"


def test_names_are_no_words(why: Why) -> None:
    """A class that is spelled as the text does not make it stand in the markup."""
    found = why("sign up", f'{STORY}<div class="sign-up signUp">Hello</div>')
    assert not _told(found)["page, as bytes"][0]
    assert (found.gone, found.standing.within) == (None, "nowhere")


@pytest.mark.parametrize(
    ("markup", "within", "told"),
    [
        ('<img alt="Sign up today">', "attribute", "in an attribute (alt) of body > img"),
        ("<script>var a = 'Sign up today';</script>", "script", "in a script: body > script"),
        ("<template>Sign up today</template>", "template", "in a template: body > template"),
        ("<!-- Sign up today -->", "comment", "in a comment"),
    ],
)
def test_a_text_that_nobody_reads(why: Why, markup: str, within: str, told: str) -> None:
    """What is no wording of the page is told with what holds it; the extractor left it there."""
    found = why("Sign up today", STORY + markup)
    assert found.standing.within == within
    assert found.standing.told == f"not in the visible text: {told}"
    assert _told(found)["page, parsed"] == (True, f"only {told}")
    assert found.gone == "output without rules"


def test_a_text_that_is_nowhere(why: Why) -> None:
    """The most words in a row that the page has are told, and those that it has not at all."""
    found = why("ferry left the port", STORY)
    assert found.standing.within == "nowhere"
    assert (found.standing.run, found.standing.missing) == ("ferry left the", ("port",))
    assert (found.gone, found.misses, found.advice) == (None, (), ())


def test_what_an_extractor_leaves_out(why: Why) -> None:
    """A text that the extractor dropped is gone before any rule, and no rule is asked about it."""
    page = page_of(STORY * 8 + "<footer><p>Sign up today</p></footer>")
    found = why("Sign up today", page, Rule(Token("nothing")), spec="trafilatura")
    assert found.gone == "output without rules"
    assert (found.misses, found.far, found.advice) == ((), 0, ())


def test_rules_of_pages_and_of_texts_stand_where_they_work(why: Why) -> None:
    """A page's rule takes the text before the extractor sees it, a text's rule behind it."""
    body = f'{STORY}<div class="letter"><p>Sign up today</p></div>'
    found = why("Sign up today", body, Rule(Css(".letter > p")))
    assert [stage.name for stage in found.stages if not stage.stands] == [
        "page after rules",
        "output of that page",
        "output after rules",
    ]
    assert found.gone == "page after rules"
    found = why("Sign up today", body, Rule(Phrase("Sign up today")))
    assert [stage.name for stage in found.stages if not stage.stands] == ["output after rules"]


def test_places_with_their_elements(why: Why) -> None:
    """Every place has the elements around it, and says whether it is hidden or split."""
    body = (
        f'{STORY}<div id="a" class="x y"><p hidden>Sign up</p></div>'
        '<section class="z"><b>Sign</b> <i>up</i></section>'
    )
    first, second = why("Sign  UP", body).standing.spots
    assert (first.path, first.hidden, first.around) == ("div#a > p", True, ("div#a.x.y",))
    assert (second.path, second.elements, second.around) == ("body > section.z", 2, ())


def test_the_place_that_the_output_has(why: Why) -> None:
    """Of several places those come first that fit what stands beside the text in the output."""
    body = (
        "<header><p>Advertisement</p></header><article>"
        + "<p>The ferry left the harbour at dawn with forty people on board.</p>" * 4
        + '<p class="ad">Advertisement</p>'
        + "<p>By noon the piano had been played by everyone except the captain.</p>" * 4
        + "</article>"
    )
    found = why("Advertisement", body, spec="readability-lxml")
    if found.stages[-1].stands:
        assert [spot.leaks for spot in found.standing.spots] == [True, False]
        assert found.standing.spots[0].path.endswith("p.ad")


def test_lines_that_stand_apart(why: Why) -> None:
    """A text of several lines is found where other lines are between them; in parts, it is told."""
    body = f"<p>Advertisement</p>{STORY}<p>Continue reading</p>"
    found = why("Advertisement\nContinue reading", body)
    assert found.stages[-1].told.startswith("its lines apart")
    stages = _told(why("Advertisement\nNever seen", body))
    assert stages["output without rules"] == (
        False,
        "not as a whole: 1 of its 2 lines is in it; ask for 'Advertisement' alone",
    )


def test_what_cannot_be_explained(why: Why) -> None:
    """A text without words, a page without anything and an extractor that fails are told."""
    with pytest.raises(UsageError, match=r"'--' has no word in it"):
        why("--", STORY)
    with pytest.raises(CorpusError, match="void has nothing in it"):
        why("word", Page("void", HtmlBytes(b""), Gold()))
    with pytest.raises(ExtractorError, match=r"failed on piano \(error: ValueError: too hard\)"):
        why("word", "<p>word fail</p>", spec="spacious")


def test_rules_that_cannot_be_carried_out(why: Why) -> None:
    """A rule that cannot be compiled is one sentence, one that cannot be evaluated is skipped."""
    with pytest.raises(RuleError, match=r"mine\.toml: a rule cannot be carried out"):
        why("dawn", STORY, Rule(Css("a[")))
    found = why("dawn", STORY, Rule(XPath("count(//p)")))
    (skipped,) = found.skipped
    assert skipped == "mine.toml:1 xpath count(//p): 'count(//p)' finds a float, not elements"
    assert found.misses[0].reasons == ("refused",)
    assert "it was not carried out: 'count(//p)' finds a float" in found.misses[0].told


def test_a_rule_that_prunes_what_only_a_script_has(why: Why) -> None:
    """A text that is no wording stays where it is when rules fire elsewhere."""
    body = f'{STORY}<p class="ad">Buy</p><img alt="Sign up today">'
    stages = _told(why("Sign up today", body, Rule(Token("ad"))))
    assert stages["page after rules"][0]
