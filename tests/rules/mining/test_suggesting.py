"""Rules mined from small pages: general where that is safe, bound to sites where not."""

from boilerbench.records import NOISE_KINDS
from boilerbench.rules.mining.candidates import Bounds
from boilerbench.rules.mining.suggesting import Asked, halves, suggested
from boilerbench.rules.mining.suggestions import Suggestions
from boilerbench.rules.model import Css, Lines, Phrase, Repeated, Rule, Token
from tests.rules.mining.pages import mined, news, page


def found(*answers: tuple, **asked: object) -> Suggestions:  # type: ignore[type-arg]  # pages with outputs
    """What is suggested for pages and outputs."""
    wanted = Asked(**asked)  # type: ignore[arg-type]  # fields of Asked by name
    return suggested(mined(*answers, asked=wanted), wanted, "small", "all text", "lxml-text")


def rules(result: Suggestions) -> list[Rule]:
    """The rules alone."""
    return [one.rule for one in result.rules]


def test_a_name_of_two_sites_is_a_rule_for_all() -> None:
    """One rule with its evidence, and none for what stands inside or around the element."""
    result = found(news("a.example"), news("b.example"))
    assert rules(result) == [Rule(Token("newsletter-box"), kind="newsletter")]
    one = result.rules[0]
    assert (one.words.leaked, one.words.noise, one.words.gold) == (12, 12, 0)
    assert (one.pages, one.sites, one.kinds) == (2, 2, {"newsletter": 12})
    assert one.removed == ("Sign up for our morning letter",)
    assert (result.mined.leaked, result.mined.removed.leaked) == (12, 12)


def test_a_name_of_one_site_is_bound_to_it() -> None:
    """So are names that hold articles elsewhere, for all sites where they are safe."""
    assert rules(found(news("a.example"))) == [
        Rule(Token("newsletter-box"), kind="newsletter", sites=("a.example",))
    ]
    assert rules(found(news("a.example", "box"), news("b.example", "box"))) == [
        Rule(Token("box"), kind="newsletter", sites=("a.example", "b.example"))
    ]


def test_more_sites_can_be_asked_for() -> None:
    """With a higher bound the same name is bound to its two sites."""
    result = found(news("a.example"), news("b.example"), bounds=Bounds(sites=3))
    assert rules(result)[0].sites == ("a.example", "b.example")


def test_a_name_that_destroys_gold_is_left_to_the_sites_where_it_does_not() -> None:
    """The newsletter box of one site holds a story on another."""
    story = "A letter in a box is what this story is about."
    html = f'<body><div class="wrap"><div class="newsletter-box"><p>{story}</p></div></div></body>'
    other = page(html, story, url="https://c.example/", name="c")
    answers = news("a.example"), news("b.example"), (other, story)
    assert rules(found(*answers))[0].sites == ("a.example", "b.example")
    tolerant = found(*answers, bounds=Bounds(gold=11))
    assert rules(tolerant)[0].sites == ()
    assert tolerant.rules[0].words.gold == 11
    assert tolerant.rules[0].destroyed == (story.rstrip("."),)


def test_a_name_of_two_parts_that_holds_everywhere_goes_before_one_bound_to_sites() -> None:
    """The box is a story's on one site, but there it does not stand in the same parent."""
    story = "A letter in a box is what this story is about."
    html = f'<body><div class="newsletter-box"><p>{story}</p></div></body>'
    other = page(html, story, url="https://c.example/", name="c")
    result = found(news("a.example"), news("b.example"), (other, story))
    assert rules(result) == [Rule(Css(".wrap > .newsletter-box"), kind="newsletter")]


def test_two_parts_are_named_where_one_destroys_gold() -> None:
    """A paragraph of the story and one of the noise share a class; the parent tells them apart."""
    text = "The ferry is late again today."
    html = (
        f'<body><main><p class="text">{text}</p></main><div class="end wide"><span>By us.</span>'
        '<p class="text">Read more of this here</p></div></body>'
    )
    known = page(
        html, f"{text}\nBy us.", ("related", "Read more of this here"), url="http://a.example/"
    )
    assert [
        one.what for one in rules(found((known, f"{text}\nBy us.\nRead more of this here")))
    ] == [Css(".end > p")]


def test_brittle_names_come_last_and_are_marked() -> None:
    """A hashed class is taken where nothing else finds the noise."""
    known, text = news("a.example", "css-1x2y3z")
    html = known.source.read().decode().replace("wrap", "css-a1b2c3")
    bare_page = page(html, known.gold.text, url=known.url)
    hashed = found((bare_page, text)).rules[0]
    assert hashed.rule.what == Token("css-1x2y3z")
    assert "build tool" in (hashed.brittle or "")
    both = found(news("a.example", "css-1x2y3z signup-form")).rules[0]
    assert both.rule.what == Token("signup-form")


def test_a_name_that_the_body_has_too_is_no_rule() -> None:
    """On such a page the rule would be refused."""
    answer = news("a.example", "page")
    assert Token("page") not in [one.what for one in rules(found(answer))]


def test_a_page_without_url_has_only_general_rules() -> None:
    """There is no site to bind a rule to."""
    known, text = news("a.example")
    bare = page(known.source.read().decode(), known.gold.text, url=None)
    assert rules(found((bare, text))) == []


def test_a_rule_that_others_make_needless_is_none() -> None:
    """The first takes most away, but the next two take all of that and more."""
    text = "The ferry is late again today."
    noise = ["Home News Sport", "World Europe Asia", "Log in", "Help us"]
    names = ["nav-a nav-c", "nav-a nav-b", "nav-b", "nav-c"]
    boxes = "".join(f'<p class="{a}">{b}</p>' for a, b in zip(names, noise, strict=True))
    html = f"<body><article>{text}</article><main>{text} {boxes}</main></body>"
    answers = [
        (
            page(html, f"{text}\n{text}", url=f"http://{site}/", name=site),
            f"{text} {' '.join(noise)}",
        )
        for site in ("a.example", "b.example")
    ]
    assert {one.what for one in rules(found(*answers))} == {Token("nav-b"), Token("nav-c")}


BARE = "<body>{story}<br>{line}<br>{end}</body>"


def bare(site: str, line: str, story: str = "The ferry is late again") -> tuple:  # type: ignore[type-arg]  # page and output
    """A page without any element that could be named."""
    html = BARE.format(story=story, line=line, end="Nobody minds")
    known = page(html, f"{story}\nNobody minds", ("skip-link", line), url=f"http://{site}/")
    return known, f"{story}\n{line}\nNobody minds"


def test_lines_are_rules_where_no_element_can_be_named() -> None:
    """A whole line on two sites holds everywhere, a short one that could be a heading does not."""
    line = "Continue reading the story below"
    result = found(bare("a.example", line), bare("b.example", line))
    assert rules(result) == [Rule(Lines((line,)), kind="skip-link")]
    assert (result.rules[0].words.leaked, result.rules[0].pages) == (10, 2)
    short = found(bare("a.example", "Search"), bare("b.example", "Harbours"))
    assert {one.sites for one in rules(short)} == {("a.example",), ("b.example",)}


def test_a_line_that_is_gold_somewhere_is_bound() -> None:
    """Not to the site whose story has it as a line, be it in the output or not."""
    line = "Continue reading the story below"
    other = page(f"<body>{line}</body>", line, url="http://c.example/", name="c")
    result = found(bare("a.example", line), bare("b.example", line), (other, ""))
    assert rules(result)[0].sites == ("a.example", "b.example")


def test_phrases_are_rules_where_noise_shares_a_line_with_gold() -> None:
    """Of a line with both only the noise is cut."""
    known, text = bare("a.example", "Continue reading the story below")
    result = found((known, text.replace("\n", " ")))
    assert [one.what for one in rules(result)] == [Phrase("Continue reading the story below")]


def test_lines_that_a_site_repeats() -> None:
    """Three pages of a site with the same line: one rule says so, before any line does."""
    line = "Page {} of the harbour daily"
    answers = []
    for number in range(3):
        known, text = bare("a.example", line.format(number), f"Story {'abc'[number]} of the day")
        answers.append((page(known.source.read().decode(), known.gold.text,
                             ("navigation", line.format(number)),
                             url=known.url, name=str(number)), text))  # fmt: skip  # one page
    assert Repeated(3) not in [one.what for one in rules(found(*answers))]  # "Nobody minds" is gold
    told = [(one, text.replace("Nobody minds", "")) for one, text in answers]
    assert rules(found(*told))[0].what == Repeated(3)


def test_held_out_sites_are_measured_and_not_mined() -> None:
    """Half of the sites are mined; on the others the words are counted beside."""
    answers = [news(f"{letter}.example") for letter in "abcd"]
    result = found(*answers, held_out=True, seed=1)
    assert rules(result) == [Rule(Token("newsletter-box"), kind="newsletter")]
    assert result.rules[0].pages == 2
    assert result.rules[0].elsewhere is not None
    assert (result.rules[0].elsewhere.noise, result.rules[0].elsewhere.gold) == (12, 0)
    assert result.held_out is not None
    assert (result.held_out.pages, result.held_out.removed.leaked) == (2, 12)


def test_halves_are_of_whole_sites_and_seeded() -> None:
    """Pages of a site stay together, and the same seed draws the same sites."""
    pages = mined(*(news(f"{letter}.example", number=n) for letter in "abcde" for n in (1, 2)))
    first, second = halves(pages, 3)
    assert {one.page.site for one in first}.isdisjoint(one.page.site for one in second)
    assert (len(first), len(second)) == (6, 4)
    assert halves(pages, 3) == (first, second)


def test_fewer_rules_can_be_asked_for() -> None:
    """The rest is counted."""
    answers = news("a.example", "signup-a"), news("b.example", "signup-b")
    result = found(*answers, most=1)
    assert (len(result.rules), result.left_out) == (1, 1)


def test_gold_text_alone_is_enough() -> None:
    """What is not gold is noise of the kind other."""
    answers = []
    for site in ("a.example", "b.example"):
        known, text = news(site)
        answers.append((page(known.source.read().decode(), known.gold.text, url=known.url), text))
    result = found(*answers)
    assert rules(result) == [Rule(Token("newsletter-box"), kind="other")]
    assert result.rules[0].words.leaked == 12


def test_without_gold_repeated_lines_are_noise() -> None:
    """What three pages of a site have in common is; the rest of the output is counted as lost."""
    answers = []
    for number, name in enumerate(("Ann", "Ben", "Cem"), 1):
        known, text = news("a.example", number=number)
        html = known.source.read().decode().replace("Nobody", name)
        answers.append((page(html, None, url=known.url, name=name), text.replace("Nobody", name)))
    result = found(*answers)
    assert result.without_gold == 3
    assert Token("newsletter-box") in [one.what for one in rules(result)]
    assert not any(one.words.gold for one in result.rules)


def test_without_gold_a_list_of_phrases_says_the_kind() -> None:
    """On pages alone of their site only that list knows noise."""
    answers = []
    for site in ("a.example", "b.example"):
        known, text = news(site)
        answers.append((page(known.source.read().decode(), None, url=known.url), text))
    assert rules(found(*answers)) == []

    def kind_of(line: str) -> str | None:
        return "newsletter" if line.startswith("Sign up") else None

    assert rules(found(*answers, kind_of=kind_of)) == [
        Rule(Token("newsletter-box"), kind="newsletter")
    ]
    assert "newsletter" in NOISE_KINDS


def test_pages_without_answer_or_content_are_left_out() -> None:
    """An empty page has no words to mine, and no page at all gives no rules."""
    empty = page("", "", url="http://a.example/")
    assert mined((empty, "")) == []
    assert rules(found()) == []
