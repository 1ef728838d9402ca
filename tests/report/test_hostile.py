"""Hostile pages, outputs and names in Chromium: shown as text, never run, never loaded."""

from dataclasses import replace

import msgspec
import pytest
from playwright.sync_api import expect

from boilerbench.corpora.corpus import Corpus
from boilerbench.records import Extraction, Gold, Noise
from boilerbench.report.choosing import Keep
from boilerbench.report.contents import Contents, PageEntry
from tests.report.making import Made, Opened

pytestmark = pytest.mark.browser

SCRIPT = "<script>window.hacked = 1</script>"
SHARP = (
    f"{SCRIPT}</script><!--<script>'\"</style></textarea></title></dialog>"
    "<img src=x onerror=window.hacked=1><svg onload=window.hacked=1>"
    "<a href='javascript:window.hacked=1'>x</a><iframe src='http://evil.example/'></iframe>"
    "<link rel=stylesheet href='//evil.example/x.css'><meta http-equiv=refresh content=0>"
    "{{ 7 * 7 }}{% raw %} &lt; \u202eesrever\u202c \u2066 \x00 \x1b[31m \x7f"
)
ADDRESSES = (
    "javascript:window.hacked=1",
    "data:text/html,<script>1</script>",
    'https://"onclick=x',
)


@pytest.fixture(scope="module")
def hostile(made: Made) -> Made:
    """The run with hostile text in every name, address, reason, option, gold and output."""
    pages = tuple(
        replace(
            page,
            id=f"{place}{SHARP}",
            url=ADDRESSES[place % 3],
            gold=Gold(
                text=f"Gold {SHARP}\n\nA second paragraph of gold, and {SCRIPT}",
                noise=(Noise("other", f"Noise {SHARP} noise noise"),),
                lacks=(SHARP,),
            ),
        )
        for place, page in enumerate(made.corpus.pages)
    )
    answers = tuple(
        replace(
            one,
            pages=pages,
            extractions=tuple(
                _output(each, pages[at].id) for at, each in enumerate(one.extractions)
            ),
        )
        for one in made.answers
    )
    corpus = Corpus(SHARP, SHARP, pages)
    return Made(made.run, corpus, _sharpened(made.contents), answers)


def _output(one: Extraction, page: str) -> Extraction:
    text = f"{SHARP}\n\nNoise {SHARP} noise noise\n\nmine {SHARP}"
    return msgspec.structs.replace(one, page=page, text=text, reason=one.reason and SHARP)


def _sharpened(contents: Contents) -> Contents:
    record = msgspec.structs.replace
    return replace(
        contents,
        title=SHARP,
        systems=tuple(
            record(one, label=SHARP, version=SHARP, options={SHARP: SHARP}, packages=(SHARP,))
            for one in contents.systems
        ),
        pages=tuple(map(_entry, range(len(contents.pages)), contents.pages)),
        parts=tuple(
            replace(one, key=SHARP, title=SHARP, sentences=(SHARP,)) for one in contents.parts
        ),
        remarks=(SHARP, f"`{SHARP}`"),
        signatures=(SHARP,),
    )


def _entry(place: int, page: PageEntry) -> PageEntry:
    cells = tuple(
        one and replace(one, reason=one.reason and SHARP, leaked={SHARP: 3}) for one in page.cells
    )
    facts = dict.fromkeys(page.facts, (SHARP,)) | {SHARP: (f"{place % 2}",)}
    return replace(page, id=f"{place}{SHARP}", url=ADDRESSES[place % 3], facts=facts, cells=cells)


def test_nothing_of_a_page_or_an_extractor_runs_or_loads(hostile: Made, opened: Opened) -> None:
    """Markup in names, texts and reasons is shown letter by letter, in the table and in diffs."""
    page = opened(hostile.html(Keep(size=None)))
    assert "<img src=x onerror" in page.locator("h1").inner_text()
    page.locator("#page-0 td:nth-child(4) a").click()
    expect(page.locator("#diff-pairs .pair").first).to_be_visible()
    shown = page.locator("#diff-pairs").inner_text()
    assert SCRIPT in shown
    assert "{{ 7 * 7 }}" in shown
    for place in range(3):
        page.evaluate(f"location.hash = '#diff-{place}-1'")
        page.wait_for_selector(f"#diff[data-drawn='{place}-1']")
    assert page.evaluate("window.hacked") is None
    assert page.locator("script").count() == len(hostile.corpus.pages) + 1
    assert page.locator("iframe, img, object, embed, link").count() == 0


def test_only_web_addresses_are_links(hostile: Made, opened: Opened) -> None:
    """An address of another scheme is text, in the page and in the dialog."""
    page = opened(hostile.html(Keep(size=None)))
    linked: list[str] = page.eval_on_selector_all(
        "a", "all => all.map(one => one.getAttribute('href'))"
    )
    assert {one[:1] for one in linked} <= {"#", "h"}
    for place in range(2):
        page.evaluate(f"location.hash = '#diff-{place}-1'")
        expect(page.locator("#diff-url bdi")).to_have_text(ADDRESSES[place])
    page.evaluate("location.hash = '#diff-2-1'")
    link = page.locator("#diff-url a")
    expect(link).to_have_attribute("rel", "noreferrer noopener")
    assert link.get_attribute("onclick") is None


def test_what_turns_text_or_acts_unseen_is_named(hostile: Made, opened: Opened) -> None:
    """No control character and no change of direction is left in what is shown."""
    page = opened(hostile.html(Keep(size=None)), "#diff-0-1")
    page.wait_for_selector("#diff[data-drawn='0-1']")
    shown = page.evaluate("document.documentElement.textContent")
    unseen = "\u202e\u202c\u2066\x00\x1b\x7f"
    assert not [sign for sign in unseen if sign in shown]
    assert "⟨U+202E⟩esrever" in page.locator("#diff-pairs").inner_text()


def test_lone_surrogates_are_replaced(hostile: Made, opened: Opened) -> None:
    """What no file can hold is U+FFFD, in the page and in packed diffs."""
    lone = "mine \ud800 and more"
    answers = tuple(
        replace(
            one,
            extractions=tuple(msgspec.structs.replace(each, text=lone) for each in one.extractions),
        )
        for one in hostile.answers
    )
    broken = replace(hostile, answers=answers, contents=replace(hostile.contents, title=lone))
    page = opened(broken.html(Keep(size=None)), "#diff-0-1")
    page.wait_for_selector("#diff[data-drawn='0-1']")
    assert page.locator("h1").inner_text() == "mine \ufffd and more"
    assert "mine \ufffd" in page.locator("#diff-pairs").inner_text()


def test_a_line_of_megabytes_is_shown_in_part(made: Made, opened: Opened) -> None:
    """Five megabytes without a space make neither the file large nor the browser slow."""
    long = "x" * 5_000_000
    answers = tuple(
        replace(
            one,
            extractions=(
                msgspec.structs.replace(one.extractions[0], text=f"{long} {long}"),
                *one.extractions[1:],
            ),
        )
        for one in made.answers
    )
    content = replace(made, answers=answers).html(Keep(size=None))
    assert len(content) < 1_000_000
    page = opened(content, "#diff-0-1")
    page.wait_for_selector("#diff[data-drawn='0-1']")
    expect(page.locator("#diff-pairs .extra .gap").first).to_be_visible()
