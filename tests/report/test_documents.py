"""The report's file as text: one file, one policy, the same bytes, headings in order."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from lxml import html as markup
from markupsafe import Markup

from boilerbench.corpora.corpus import Corpus
from boilerbench.manifests import Checkout
from boilerbench.records import NOISE_KINDS, OPTIONAL_KINDS, OUTCOMES
from boilerbench.report.blocks import Diffs
from boilerbench.report.definitions import MARKS, NOISE, OPTIONAL
from boilerbench.report.definitions import OUTCOMES as DEFINED
from boilerbench.report.documents import document
from boilerbench.report.drawing import Drawings, Drawn, drawings_of
from boilerbench.report.gathering import contents_of
from boilerbench.report.pagetable import page_lines
from boilerbench.report.tables import metric_table
from boilerbench.runs import Run
from boilerbench.scoring import HEADLINE, NoiseLeaks, Tokens
from boilerbench.sidebyside.shapes import Mark
from tests.report.making import Made, undrawn

AGAIN = """
import sys
from pathlib import Path
from boilerbench.answers import answers_of
from boilerbench.corpora.corpus import select
from boilerbench.replaying import corpus_of
from boilerbench.report.blocks import diffs_of
from boilerbench.report.choosing import Keep
from boilerbench.report.documents import document
from boilerbench.report.drawing import drawings_of
from boilerbench.report.gathering import contents_of
from boilerbench.runs import read_run
run = read_run(Path(sys.argv[1]))
corpus = select(corpus_of(run), limit=3)
contents = contents_of([run], corpus)
diffs = diffs_of(contents, corpus.pages, answers_of(run, corpus), Keep())
sys.stdout.buffer.write(document(contents, drawings_of(contents), diffs, again="again"))
"""


@pytest.fixture(scope="module")
def tree(made: Made) -> markup.HtmlElement:
    return markup.document_fromstring(made.html())


def test_the_same_input_gives_the_same_bytes(made: Made) -> None:
    """Two processes with other hash seeds write the same file, figures and all."""
    written = [
        subprocess.run(
            [sys.executable, "-c", AGAIN, str(made.run.path)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]
    assert b"</html>" in written[0]


def test_the_policy_names_the_script_and_the_style(tree: markup.HtmlElement) -> None:
    """Their hashes are those of their text; nothing inline is allowed besides, or there."""
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for source in tree.xpath("//style | //script[not(@type)]"):
        digest = base64.b64encode(hashlib.sha256(source.text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; ")
    assert tree.xpath("//@style") == []
    assert [name for one in tree.iter() for name in one.attrib if name.startswith("on")] == []


def test_nothing_is_named_that_could_be_loaded(tree: markup.HtmlElement) -> None:
    """There is no source, no sheet and no base; what is linked is linked for a click."""
    assert (
        tree.xpath("//@src | //link | //base | //iframe | //object | //embed | //form/@action")
        == []
    )
    assert {one[:1] for one in tree.xpath("//a/@href")} <= {"#", "h"}


def test_every_link_within_the_file_leads_somewhere(tree: markup.HtmlElement) -> None:
    """Each `#…` is an id, or a diff that has a cell."""
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    cells = tree.xpath("//table[@id='grid']//a/@href")
    for link in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        assert link[1:] in ids or link in cells, link


def test_headings_are_in_order(tree: markup.HtmlElement) -> None:
    """One h1, and no level is left out on the way down."""
    levels = [int(one.tag[1]) for one in tree.xpath("//main//*[self::h2 or self::h3 or self::h4]")]
    assert len(tree.xpath("//h1")) == 1
    assert all(after - before <= 1 for before, after in zip([1, *levels], levels, strict=False))


def test_tables_say_what_they_are(tree: markup.HtmlElement) -> None:
    """Each has a caption, a scope for each head, and a place that keys can scroll."""
    for table in tree.xpath("//table"):
        assert table.xpath("caption")
        assert not table.xpath(".//th[not(@scope)]")
        (region,) = table.xpath("parent::div[@role][@tabindex='0']")
        assert region.get("aria-label") or region.get("aria-labelledby")


def test_all_terms_are_defined() -> None:
    """Every outcome, kind of noise or optional text, and mark that stands out has a meaning."""
    assert tuple(DEFINED) == OUTCOMES
    assert tuple(NOISE) == NOISE_KINDS
    assert tuple(OPTIONAL) == OPTIONAL_KINDS
    assert set(MARKS) == set(get_args(Mark)) - {"kept", "unjudged"}


def test_a_run_held_against_earlier_ones_shows_what_changed(
    make_run: Callable[..., Run], some_pages: Corpus
) -> None:
    """A row an extractor, then its pages, each linked to its diff."""
    runs = [make_run({0: "a few words"}), make_run({1: ""})]
    contents = contents_of(runs, some_pages, (Tokens(), NoiseLeaks()))
    content = document(contents, undrawn(contents), Diffs({}, ()), again="again")
    tree = markup.document_fromstring(content)
    (section,) = tree.xpath("//section[@id='changes']")
    assert "newly empty" in " ".join(section.text_content().split())
    assert "#diff-1-1" in section.xpath(".//a/@href")


def test_a_figure_without_data_says_why(made: Made) -> None:
    """Where there is nothing to draw stands a sentence; long descriptions are folded."""
    none = Drawn("a", "None", "", "Nothing was timed.", Markup(), None)
    long = Drawn("b", "Long", "word " * 100, "", Markup("<svg></svg>"), None)
    shown = Drawings([[none, long], *([] for _ in made.contents.parts[1:])], [])
    tree = markup.document_fromstring(document(made.contents, shown, Diffs({}, ()), again=""))
    assert "Nothing was timed." in tree.xpath("//figure")[0].text_content()
    assert tree.xpath("//figure//details/p")[0].text_content().count("word") == 100


def test_figures_have_no_styles_of_their_own(made: Made) -> None:
    """Drawn figures pass the policy, and their data stands beside them."""
    drawings = drawings_of(made.contents)
    content = document(made.contents, drawings, Diffs({}, ()), again="again")
    tree = markup.document_fromstring(content)
    assert tree.xpath("//figure//*[local-name()='svg']")
    assert tree.xpath("//figure//table")
    assert not tree.xpath("//@style | //figure//style")


def test_an_extractor_that_could_not_run_says_why(made: Made) -> None:
    """Its reason stands in its section, and the code it would have run."""
    record = msgspec.structs.replace(
        made.contents.systems[1],
        reason="no such package",
        checkout=Checkout("/there", "abc", "def", True),
        options={"favour": "recall"},
        process_per_page=True,
        import_ms=12.5,
    )
    contents = replace(made.contents, systems=(made.contents.systems[0], record))
    content = document(contents, undrawn(contents), Diffs({}, ()), again="again").decode()
    for told in (
        "no such package",
        "/there",
        "favour=recall",
        "12.5 ms",
        "a process for every page",
    ):
        assert told in content


def test_values_of_which_0_is_ideal_are_marked_from_the_other_end(
    make_run: Callable[..., Run], some_pages: Corpus
) -> None:
    """Under `noise` a page that leaks all is low, one that leaks nothing is not."""
    page = some_pages.pages[3]
    everything = "\n\n".join(one.text for one in page.gold.noise)
    contents = contents_of([make_run({3: everything})], some_pages, (NoiseLeaks(), HEADLINE))
    lines = page_lines(contents)
    assert lines[3].cells[1].mark.split() == ["low", "leaks"]
    assert lines[3].cells[0].mark == ""
    assert metric_table(contents, contents.parts[0], Tokens()) is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_its_ground(scheme: str) -> None:
    """Every colour of text has a contrast of 4.5 on every ground it may stand on."""
    colours = _colours(scheme)
    marks = ("missing", "leaked", "moved", "extra")
    grounds = ("paper", "panel", "target", "low-ground", "middling-ground")
    pairs = [
        (ink, ground) for ink in ("ink",) for ground in (*grounds, *(f"{m}-ground" for m in marks))
    ]
    pairs += [(ink, ground) for ink in ("soft", "link", *marks) for ground in ("paper", "panel")]
    pairs += [(mark, f"{mark}-ground") for mark in (*marks, "failed")] + [("paper", "ink")]
    weak = {pair: _contrast(*(colours[one] for one in pair)) for pair in pairs}
    assert {pair: round(found, 2) for pair, found in weak.items() if found < 4.5} == {}
    assert _contrast(colours["strong"], colours["paper"]) >= 3  # the edge of a control
    assert _contrast(colours["focus"], colours["paper"]) >= 3


def test_every_colour_is_one_of_the_named() -> None:
    """No rule of the style sheet has a colour that the test of contrast does not know."""
    style = _style()
    rules = re.sub(r":root \{.*?\}", "", style, flags=re.DOTALL)
    assert (
        re.findall(r"#[0-9a-f]{3,8}\b(?!ing)", rules.replace("#filters", "").replace("#keys", ""))
        == []
    )
    used = set(re.findall(r"(?:color|background): var\(--([\w-]+)\)", rules))
    assert used <= set(_colours("light"))


def _style() -> str:
    file = Path(__file__).parent.parent.parent / "boilerbench" / "report" / "report.css"
    return file.read_text(encoding="utf-8")


def _colours(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\}", _style(), flags=re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", light))
    return found | (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", dark)) if scheme == "dark" else {}
    )


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
