"""The report in Chromium, offline: sorted, filtered, opened by mouse, keys and address."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from boilerbench.report.choosing import Keep
from tests.report.making import Made

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def html(made: Made) -> bytes:
    return made.html()


def _column(page: Page, place: int) -> list[str]:
    cells = page.locator(f"#grid tbody tr:not([hidden]) > :nth-child({place})")
    return [text.strip() for text in cells.all_inner_texts()]


def test_a_column_is_sorted_by_its_button(html: bytes, opened: Open) -> None:
    """A click sorts a column up, the next down; the head says how; failures count as the worst."""
    page = opened(html)
    head = page.locator("#grid thead th").nth(3)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert {*_column(page, 4)[:2]} == {"crash", "empty"}
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert {*_column(page, 4)[-2:]} == {"crash", "empty"}
    sorted_by = page.locator("#grid thead [aria-sort$=ending]").count()
    assert sorted_by == 1


@pytest.mark.parametrize(
    ("state", "places"), [("failed", {2}), ("empty", {1}), ("leaks", {3}), ("worse", {1, 2})]
)
def test_pages_are_filtered_by_what_became_of_them(
    html: bytes, opened: Open, state: str, places: set[int]
) -> None:
    """Only pages that failed, came out empty, leak, or are worse than a bound are left."""
    page = opened(html)
    page.select_option("[name=state]", state)
    page.fill("[name=worse]", "0.3")
    rows = page.locator("#grid tbody tr:not([hidden])")
    assert {int(str(row.get_attribute("id"))[5:]) for row in rows.all()} == places
    page.select_option("[name=system]", "0")
    expect(page.locator("#shown")).to_have_text("0 of 12 pages")
    page.click("#filters [type=reset]")
    expect(page.locator("#shown")).to_have_text("12 of 12 pages")


def test_pages_are_filtered_by_fact_and_text(html: bytes, opened: Open) -> None:
    """A value of a field, and words of the id or the facts, leave the pages that have them."""
    page = opened(html)
    page.select_option("[data-field=set]", "news")
    names = [name.split("\n")[0] for name in _column(page, 1)]
    assert names
    assert all(name.startswith("news/") for name in names)
    page.fill("[name=text]", names[0].upper())
    assert len(_column(page, 1)) == 1


def test_a_cell_opens_its_diff_and_escape_returns(html: bytes, opened: Open) -> None:
    """The diff has what is missing beside gold; closed, the focus is on its cell again."""
    page = opened(html)
    page.click("#page-0 td:nth-child(4) a")
    expect(page.locator("#diff-pairs .missing").first).to_be_visible()
    expect(page.locator("#diff-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#diff")).to_be_hidden()
    expect(page.locator("#page-0 td:nth-child(4) a")).to_be_focused()


def test_a_diff_shows_what_leaked_and_moved(html: bytes, opened: Open) -> None:
    """Leaked text has its kind; moved text leads to its other half; what nobody knows is extra."""
    page = opened(html, "#diff-3-1")
    pairs = page.locator("#diff-pairs")
    expect(pairs.locator(".leaked .note").first).to_be_visible()
    expect(pairs.locator(".extra").first).to_contain_text("nowhere")
    button = pairs.locator(".moved button").first
    number = str(button.get_attribute("data-pair"))
    button.click()
    expect(pairs.locator(f"[data-number='{number}']")).to_be_focused()


def test_keys_go_through_pages_and_extractors(html: bytes, opened: Open) -> None:
    """n, p, h and l turn; w sorts paragraphs; ? tells the keys."""
    page = opened(html)
    page.locator("#page-0 td:nth-child(4) a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#diff-pairs .pair").first).to_be_visible()
    for key, hash_ in (
        ("n", "#diff-1-1"),
        ("h", "#diff-1-0"),
        ("p", "#diff-0-0"),
        ("l", "#diff-0-1"),
    ):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(f"{hash_}$"))
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.wait_for_selector("#diff[data-drawn='0-1']")
    page.keyboard.press("w")
    expect(page.locator("[data-key=w]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#diff-pairs .pair").first.locator(".missing")).not_to_have_count(0)


def test_back_closes_a_diff_and_forward_opens_it(html: bytes, opened: Open) -> None:
    """Every diff is a step of the browser's history."""
    page = opened(html)
    page.click("#page-0 td:nth-child(4) a")
    page.click("#diff-tabs a >> nth=0")
    expect(page).to_have_url(re.compile("#diff-0-0$"))
    page.go_back()
    expect(page).to_have_url(re.compile("#diff-0-1$"))
    page.go_back()
    expect(page.locator("#diff")).to_be_hidden()
    page.go_forward()
    expect(page.locator("#diff")).to_be_visible()


def test_an_address_opens_a_page_that_a_filter_hides(html: bytes, opened: Open) -> None:
    """#page-5 is shown and has the focus, and no filter stands in its way."""
    page = opened(html)
    page.fill("[name=text]", "there is no such page")
    page.evaluate("location.hash = '#page-5'")
    expect(page.locator("#page-5")).to_be_focused()
    expect(page.locator("#page-5")).to_be_visible()
    page.evaluate("location.hash = '#system-1'")
    expect(page.locator("#system-1")).to_be_focused()


def test_a_failed_output_shows_its_reason(html: bytes, opened: Open) -> None:
    """A cell without text says how its extractor failed."""
    page = opened(html, "#diff-2-1")
    expect(page.locator("#diff-body")).to_contain_text("crash")


def test_a_diff_that_was_left_out_says_how_to_have_it(made: Made, opened: Open) -> None:
    """A cell of such a page opens too, and names the flag."""
    page = opened(made.html(Keep(pages=1)), "#diff-9-1")
    expect(page.locator("#diff-verdict")).to_contain_text("--diffs all")


def test_everything_but_packed_diffs_is_there_without_scripts(html: bytes, opened: Open) -> None:
    """Tables, definitions and the worst diffs are seen; what needs scripts is not."""
    page = opened(html, java_script_enabled=False)
    for shown in ("#part-0 table", "#grid tbody tr", "#worst .missing", "#about dl", "noscript p"):
        expect(page.locator(shown).first).to_be_visible()
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#diff")).to_be_hidden()


@pytest.mark.parametrize("anchor", ["", "#diff-3-1"])
def test_a_phone_scrolls_in_one_direction(html: bytes, opened: Open, anchor: str) -> None:
    """Nothing is wider than 360 pixels but what scrolls by itself."""
    page = opened(html, anchor, viewport={"width": 360, "height": 740}, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("document.getElementById('diff').scrollWidth") <= 360


def test_in_print_controls_are_gone_and_the_worst_diffs_are_there(
    html: bytes, opened: Open
) -> None:
    """On paper there are neither filters nor the dialog, in black on white, dark mode or not."""
    page = opened(html, "#diff-0-1", color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#diff")).to_be_hidden()
    expect(page.locator("#worst .pair").first).to_be_visible()
    colour = page.evaluate("getComputedStyle(document.querySelector('#worst p')).color")
    assert colour == "rgb(0, 0, 0)"
