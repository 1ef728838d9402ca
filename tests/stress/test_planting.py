"""Noise planted around gold: where it stands, in which words, and what the gold says of it."""

import re
from random import Random

import pytest
from lxml import html

from boilerbench.corpora import open_corpus
from boilerbench.corpora.finding import Finder
from boilerbench.errors import CorpusError
from boilerbench.records import NOISE_KINDS, Gold, HtmlBytes, Noise, Page
from boilerbench.rules.labels import NOISE, labelled
from boilerbench.shipped import shipped
from boilerbench.stress.checking import visible_words
from boilerbench.stress.inventing import invent
from boilerbench.stress.planting import PLANTINGS, planted
from boilerbench.stress.snippets import SNIPPETS, cut_out, snippet
from boilerbench.trees import parse_page

HTML = (
    "<html><body><nav>Home News</nav><div><p>The ferry left at dawn.</p>"
    "<ul><li>By noon it rained.</li></ul><p>Nobody played the piano.</p></div>"
    "<footer>All rights reserved</footer></body></html>"
)
GOLD = Gold(
    text="The ferry left at dawn.\n\nBy noon it rained.\n\nNobody played the piano.",
    noise=(Noise("navigation", "Home News"), Noise("legal", "All rights reserved")),
)


def _page(body: str = HTML, gold: Gold = GOLD) -> Page:
    return Page("ferry", HtmlBytes(body.encode()), gold)


def _places(text: str, words: dict[str, tuple[str, ...]]) -> dict[str, list[int]]:
    lower = text.casefold()
    return {where: [lower.index(word) for word in new] for where, new in words.items()}


@pytest.mark.parametrize("name", PLANTINGS)
def test_every_planting_stands_where_it_says(name: str) -> None:
    """Before the first gold, between two blocks of it, and behind the last; own words stay."""
    page = _page()
    found = planted(page, page.source.read(), name)
    assert found is not None
    text = " ".join(visible_words(found.content))
    places = _places(text, dict(found.words))
    first, middle, last = (text.index(one) for one in ("The ferry", "By noon", "Nobody"))
    assert text.index("Home News") < min(places["before"]) <= max(places["before"]) < first
    assert first < min(places["between"]) <= max(places["between"]) < last
    assert min(places["between"]) < middle or middle < max(places["between"])
    assert last < min(places["after"]) <= max(places["after"]) < text.index("All rights")


def test_a_list_is_not_cut_open() -> None:
    """Noise in the middle stands beside the list, not among its entries."""
    lines = [f"Line number {number} of the story." for number in range(4)]
    body = "<body><p>{}</p><p>{}</p><ul><li>{}</li></ul><p>{}</p></body>".format(*lines)
    made = planted(_page(body, Gold(text="\n".join(lines))), body.encode(), "noise-legal-div")
    assert made is not None
    assert re.search(r"</p><div><div>.*?</div></div><ul>", made.content.decode(), re.DOTALL)


def test_words_are_new_and_the_same_in_both_markups() -> None:
    """No invented word occurs twice or on the page; the markup decides nothing."""
    own = {word.casefold() for word in visible_words(HTML.encode())}
    site, plain = (planted(_page(), HTML.encode(), f"noise-cookie{end}") for end in ("", "-div"))
    assert site is not None
    assert plain is not None
    assert site.words == plain.words
    new = [word for words in site.words.values() for word in words]
    assert len(new) == len(set(new))
    assert not own & set(new)


def test_the_seed_decides_the_words() -> None:
    """The same seed gives the same bytes, another one other words."""
    first, again, other = (
        planted(_page(), HTML.encode(), "noise-share", seed=seed) for seed in (0, 0, 1)
    )
    assert first == again
    assert first != other


def test_anonymous_markup_has_no_attribute() -> None:
    """A div for each line in one around them, and nothing that names them."""
    made = planted(_page(), HTML.encode(), "noise-login-div")
    assert made is not None
    tree = html.document_fromstring(made.content)
    assert not tree.xpath("//body//*[@*]")
    assert len(tree.xpath("//body/div/div")) == 3


def test_gold_has_the_noise_in_the_order_of_the_page() -> None:
    """Between its own entries, with the kind; and the page holds each entry's words."""
    made = planted(_page(), HTML.encode(), "noise-promo")
    assert made is not None
    assert [one.kind for one in made.gold.noise] == [
        "navigation",
        "promo",
        "promo",
        "promo",
        "legal",
    ]
    assert made.gold.text == GOLD.text
    tree = parse_page(made.content)
    assert tree is not None
    page = labelled(tree, made.gold)
    held = " ".join(page.texts([(0, len(page.codes))], NOISE + NOISE_KINDS.index("promo")))
    assert all(word in held.casefold() for new in made.words.values() for word in new)


def test_gold_in_one_block_has_no_middle() -> None:
    """Where all gold is one block there is a before and an after."""
    page = _page(
        "<body><p>The ferry left at dawn.</p></body>", Gold(text="The ferry left at dawn.")
    )
    made = planted(page, page.source.read(), "noise-other")
    assert made is not None
    assert list(made.words) == ["before", "after"]


@pytest.mark.parametrize("body", ["", "<body>The ferry left at dawn.</body>", "<p>Something else"])
def test_without_a_place_nothing_is_planted(body: str) -> None:
    """An empty page, loose text in the body, and gold that the page does not hold."""
    page = _page(body, Gold(text="The ferry left at dawn."))
    assert planted(page, body.encode(), "noise-other") is None


def test_short_words_stay_unless_there_are_no_others() -> None:
    """What stop word lists know a language by is kept; numbers and capitals are too."""
    element = html.fragment_fromstring("<p>We use <b>Cookies</b> on 12 pages</p>")
    new = invent(element, {"x"}, Random(1))
    assert re.fullmatch(r"We use [A-Z][a-z]{6} on 12 [a-z]{5}", element.text_content())
    assert len(new) == 2
    short = html.fragment_fromstring("<p>On X</p>")
    assert len(invent(short, set(), Random(1))) == 2


@pytest.mark.parametrize("kind", NOISE_KINDS)
def test_snippets_are_noise_of_their_kind_alone(kind: str) -> None:
    """By the shipped gold every word of both elements has the kind; they are of two sites."""
    corpus, sites = open_corpus("shipped", facts=False), set()
    for ident, selector in SNIPPETS[kind]:
        page = corpus.page(ident)
        tree = parse_page(page.source.read())
        assert tree is not None
        element = Finder(tree).one(selector)
        assert element is not None
        known = labelled(tree, page.gold)
        codes = set(known.codes[slice(*known.ranges[element])].tolist())
        assert codes == {NOISE + NOISE_KINDS.index(kind)}
        sites.add(page.site)
    assert len(sites) == 2


def test_no_page_gets_a_snippet_of_its_own() -> None:
    """A page that a snippet is of gets the other one of the kind."""
    made = {html.tostring(snippet("legal", "news/delta", Random(n))) for n in range(8)}
    assert len(made) == 1
    assert b"imprint" in made.pop()


def test_a_snippet_that_is_gone_is_told() -> None:
    """A shipped page that lost the element is an installation that is broken."""
    with pytest.raises(CorpusError, match=r"news/delta has no \.absent"):
        cut_out("news/delta", ".absent")


def test_shipped_pages_hold_what_is_planted() -> None:
    """On real pages too all three places are found, and nothing else changes."""
    for page in open_corpus(shipped("corpus") / "news", facts=False).pages[:4]:
        found = planted(page, page.source.read(), "noise-newsletter")
        assert found is not None
        assert list(found.words) == ["before", "between", "after"]
