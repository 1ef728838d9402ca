"""The section of a stress test: what is said of it, its rows in short, where its marks lead."""

from dataclasses import replace

import msgspec
import pytest
from lxml import html as markup
from playwright.sync_api import expect

from boilerbench.figures.palette import HEAT
from boilerbench.report.blocks import Diffs
from boilerbench.report.building import report_of
from boilerbench.report.choosing import Keep
from boilerbench.report.definitions import STRESS
from boilerbench.report.documents import document
from boilerbench.report.drawing import drawings_of
from boilerbench.report.gathering import USUAL
from boilerbench.report.stressing import StressView, stress_view
from boilerbench.scores import ScoredCorpus
from boilerbench.stress.results import Stress
from tests.figures.reports import HOSTILE, report, value
from tests.figures.stresses import cell, stress, stressed, with_stress
from tests.report.making import Made, Opened


@pytest.fixture(scope="module")
def tested(made: Made) -> Stress:
    """Both extractors of the run, one of another version, and two that are not in it."""
    mine, gold = (one.spec for one in reversed(made.contents.systems))
    broken = stressed("broken", served=None, cells=(), reason="no such package.")
    return stress([stressed(mine, version="2.0"), stressed(gold), stressed("other", 0.2), broken])


@pytest.fixture(scope="module")
def content(made: Made, tested: Stress) -> bytes:
    """The file of the run with the stress test in it."""
    contents = replace(made.contents, stress=tested)
    return document(contents, drawings_of(contents), Diffs({}, ()), again="again")


def _view(result: Stress) -> StressView:
    found = stress_view(replace(report(), stress=result), ())
    assert found is not None
    return found


def test_it_is_told_what_was_tested_and_how() -> None:
    """Corpus, pages, seed, mutations, metric, the control, and what intervals are over."""
    (told, _) = _view(stress([stressed("alpha")])).paragraphs
    assert told.startswith(
        "5 pages of c, digest d, seed 7. Every page was written in 3 ways that no reader sees, "
        "and in 4 ways with noise of a known kind planted in it. F1 is that of `shingles(n=4)`. "
        "The control is `parsed`"
    )
    assert "3 sites are drawn again, the same ones on both sides." in told


def test_a_single_page_has_no_intervals() -> None:
    """Nothing is said to be drawn again; without a mutation nothing is said to be changed."""
    (told, _) = _view(stress([stressed("alpha")], units=1, mutations=("parsed",))).paragraphs
    assert told.endswith("There are no intervals: one page says nothing of how pages differ.")
    assert "Every page was written" not in told


def test_cleaning_is_told() -> None:
    """Scores of cleaned outputs are called that."""
    result = msgspec.structs.replace(stress([stressed("alpha")]), rules="r.toml (3 rules)")
    told = _view(result).paragraphs[0]
    assert "Pages and outputs were cleaned by r.toml (3 rules); gold was not." in told


def test_what_differs_from_the_run_is_told(made: Made, tested: Stress) -> None:
    """Other pages, extractors that one of both lacks, other versions, those that could not run."""
    found = stress_view(replace(made.contents, stress=tested), ())
    assert found is not None
    told = found.paragraphs[1]
    assert "Its pages are not those of the run (12 pages of shipped, digest " in told
    assert "Not in the run: other 1.0, broken 1.0." in told
    assert "Not in the stress test" not in told
    assert " 2.0 (there of none)" in told
    assert told.endswith("broken 1.0 could not run: no such package.")
    lacking = _view(stress([stressed("alpha")]))
    assert lacking.paragraphs[1].endswith("Not in the stress test: beta 1.0, gamma 1.0.")


def test_where_nothing_differs_nothing_is_said() -> None:
    """The same pages and extractors in the same versions are no second paragraph."""
    contents = with_stress(report())
    assert contents.stress is not None
    corpus = contents.manifest.corpus
    same = msgspec.structs.replace(
        contents.stress, corpus=ScoredCorpus(corpus.name, corpus.digest, len(corpus.pages))
    )
    found = stress_view(replace(contents, stress=same), ())
    assert found is not None
    assert len(found.paragraphs) == 1


def test_a_row_says_where_an_extractor_loses_most() -> None:
    """F1 and gold by the worst mutation but the control, leaks as means over kinds, failures."""
    worse = stressed(
        "alpha",
        cells=(
            cell("parsed", value(0.5)),
            cell("names", value(0.75), failed=2),
            cell("divs", value(1.0)),
        ),
    )
    firm = stressed("firm", 0.5, cells=(cell("names", value(0.9999)),))
    broken = stressed("broken", served=None, cells=(), reason="gone")
    lines = _view(stress([worse, firm, broken, stressed("all", kind="converter")])).board.lines
    told = {line.cells[0].text: [one.text for one in line.cells[1:]] for line in lines}
    assert told["alpha 1.0"] == [
        "0.800", "75.0 [73.0, 77.0]", "names", "12.5 [10.5, 14.5]", "names", "-", "-", "2",
    ]  # fmt: skip  # as a row
    assert told["firm 1.0"][1:5] == ["100.0 [98.0, 102.0]", "-", "0.0 [-2.0, 2.0]", "-"]
    assert told["broken 1.0"] == ["-"] * 8
    assert told["all 1.0"][5:] == ["38", "88", "0"]
    assert lines[-1].above is not None


def test_mutations_are_told_with_their_pages() -> None:
    """Those that no reader sees; how many pages where they are not all."""
    some = stress([stressed("alpha")])
    fewer = msgspec.structs.replace(some.mutations[1], pages=1)
    some = msgspec.structs.replace(some, mutations=(some.mutations[0], fewer, *some.mutations[2:]))
    assert list(_view(some).mutations) == [
        ("parsed", "what parsed does"),
        ("names", "what names does; on 1 page"),
        ("divs", "what divs does"),
        ("wrappers", "what wrappers does"),
    ]


def test_the_section_stands_in_the_file(content: bytes) -> None:
    """Linked from the top, with a matrix and its data each, words that are defined, no styles."""
    tree = markup.document_fromstring(content)
    (section,) = tree.xpath("//section[@id='stress']")
    assert tree.xpath("//nav//a[@href='#stress']")
    assert len(section.xpath(".//figure//*[local-name()='svg']")) == 3
    assert len(section.xpath(".//figure//table")) == 3
    assert HEAT in content.decode()
    assert not tree.xpath("//@style | //section//style")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in section.xpath(".//a/@href"):
        assert link[1:] in ids, link
    terms = tree.xpath("//h3[@id='about-stress']/following-sibling::dl[1]/dt/text()")
    assert terms == list(STRESS)


def test_headings_of_the_file_stay_in_order(content: bytes) -> None:
    """No level is left out on the way down."""
    tree = markup.document_fromstring(content)
    levels = [int(one.tag[1]) for one in tree.xpath("//main//*[self::h2 or self::h3 or self::h4]")]
    assert all(after - before <= 1 for before, after in zip([1, *levels], levels, strict=False))


def test_a_report_without_it_knows_nothing_of_it(made: Made) -> None:
    """No section, no words, no rules of style."""
    assert stress_view(made.contents, ()) is None
    assert b"stress" not in made.html().lower()


def test_it_is_the_same_by_several_processes(made: Made, tested: Stress) -> None:
    """Its figures go to other processes and come back as they are made here."""
    files = set()
    for jobs in (1, 2):
        found = report_of([made.run], made.corpus, USUAL, Keep(), jobs=jobs, stress=tested)
        assert len(found.drawings.stress) == 3
        files.add(document(found.contents, found.drawings, found.diffs, again="again"))
    assert len(files) == 1


@pytest.mark.browser
def test_it_is_read_on_a_phone(content: bytes, opened: Opened) -> None:
    """Matrices slide instead of shrinking, and the page itself does not."""
    page = opened(content, viewport={"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 400
    svg = page.locator("#stress svg").first
    assert svg.evaluate("one => one.getBoundingClientRect().width") > 550
    assert svg.evaluate("one => one.parentElement.scrollWidth > one.parentElement.clientWidth")


@pytest.mark.browser
def test_a_cell_leads_to_its_row(content: bytes, opened: Opened) -> None:
    """A click marks the extractor's row of the stress test, be it in the run or not."""
    page = opened(content)
    page.locator("#stress svg a", has_text="other 1.0, names").first.locator("path").click()
    expect(page.locator("#stressed-2")).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').id") == "stressed-2"


@pytest.mark.browser
def test_hostile_names_in_a_result_are_text(opened: Opened) -> None:
    """A result comes from a file: what stands in it neither runs nor loads anything."""
    sharp = "<img src=x onerror=window.hacked=1>`\u202ex"
    rows = [
        stressed(name, label=f"{name}{sharp}", version=sharp, reason=f"{name}{sharp}")
        for name in HOSTILE[:2]
    ]
    some = stress(rows)
    used = [msgspec.structs.replace(one, sentence=sharp) for one in some.mutations]
    some = msgspec.structs.replace(
        some, mutations=tuple(used), corpus=ScoredCorpus(sharp, sharp, 5), metric=sharp
    )
    contents = replace(report(), stress=some)
    content = document(contents, drawings_of(contents), Diffs({}, ()), again="again")
    page = opened(content)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert "\u202e" not in page.evaluate("document.documentElement.textContent")
    assert "<img src=x onerror" in page.locator("#stress").inner_text()
