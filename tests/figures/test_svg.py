"""Pictures to be inlined: whatever they draw, they are safe, apart from each other and the same."""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest
from lxml import etree, html

from boilerbench.figures import (
    Figure,
    changes_figures,
    figures_of,
    stress_figures,
    svg_of,
)
from boilerbench.figures.drawing import svg_file
from boilerbench.figures.palette import VARIABLES
from boilerbench.report.contents import Contents
from tests.figures.reports import HOSTILE, changed, report
from tests.figures.stresses import with_stress
from tests.figures.svgs import found, links, texts, told, tree_of

KEYS = [
    *("intervals", "quality-speed", "precision-recall", "distributions"),
    *("leaked-noise", "breakdown-type", "overlap", "changes"),
    *("kept", "planted-sites", "planted-divs"),
]
ALLOWED = {
    *("svg", "title", "desc", "defs", "g", "a", "path", "use", "circle", "text", "rect"),
}


def _figures(contents: Contents) -> dict[str, Figure]:
    parts = [one for part in contents.parts for one in figures_of(contents, part)]
    others = *changes_figures(contents), *stress_figures(contents)
    return {one.key: one for one in (*parts, *others)}


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return _figures(with_stress(changed(report())))


@pytest.fixture(scope="module")
def hostile() -> dict[str, Figure]:
    return _figures(with_stress(changed(report(HOSTILE))))


def test_every_figure_is_made(figures: dict[str, Figure]) -> None:
    """The table of figures has all that a report shows, and each says what is to be seen."""
    assert list(figures) == KEYS
    for figure in figures.values():
        assert figure.absent is None
        assert figure.title
        assert figure.description.endswith(".")
        headers, rows = figure.table()
        assert rows
        assert {len(row) for row in rows} == {len(headers)}


@pytest.mark.parametrize("key", KEYS)
def test_a_strict_policy_allows_it(figures: dict[str, Figure], key: str) -> None:
    """No style, no script, no handler, nothing loaded: presentation attributes alone."""
    tree = tree_of(figures[key])
    assert {etree.QName(one).localname for one in tree.iter(etree.Element)} <= ALLOWED
    names = {str(name) for one in tree.iter(etree.Element) for name in one.attrib}
    assert not names & {"style", "class", "target", "clip-path"}
    assert not [name for name in names if name.startswith("on") or "{" in name]
    references = [*found(tree, "//@href"), *re.findall(r"url\(([^)]*)", svg_of(figures[key]))]
    assert all(one.startswith("#") for one in references)


@pytest.mark.parametrize("key", KEYS)
def test_it_is_named_and_described(figures: dict[str, Figure], key: str) -> None:
    """Assistive technology hears a title and a description, and finds the links."""
    tree, figure = tree_of(figures[key]), figures[key]
    assert tree.get("role") == ("group" if found(tree, "//@href") else "img")
    for attribute, said in (
        ("aria-labelledby", figure.title),
        ("aria-describedby", figure.description),
    ):
        (text,) = found(tree, f"//*[@id='{tree.get(attribute)}']/text()")
        assert text == said


def test_ids_of_a_document_do_not_collide(figures: dict[str, Figure]) -> None:
    """All figures in one page: no id twice, and every reference within its own picture."""
    trees = [tree_of(figure) for figure in figures.values()]
    ids = Counter(ident for tree in trees for ident in found(tree, "//@id"))
    assert set(ids.values()) == {1}
    for tree in trees:
        own = {f"#{ident}" for ident in found(tree, "//@id")}
        assert set(found(tree, "//s:use/@href")) <= own


def test_parts_of_strange_names_do_not_collide() -> None:
    """Two sets whose names differ only in what no id can hold have ids of their own."""
    contents = report()
    (part,) = contents.parts
    ids: list[str] = []
    for key in ("a b", "a\tb", "a/b", "../b", "<a>"):
        named = replace(part, key=key)
        tree = tree_of(figures_of(contents, named)[0])
        ids += found(tree, "//@id")
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", ident) for ident in ids)


@pytest.mark.parametrize("key", KEYS)
def test_it_takes_its_colours_from_the_page(figures: dict[str, Figure], key: str) -> None:
    """Every paint is ink, none, or a variable with the printed colour to fall back to."""
    paints = set(found(tree_of(figures[key]), "//@fill | //@stroke"))
    known = {f"var({name},{colour})" for colour, name in VARIABLES.items()}
    assert paints <= known | {"currentColor", "none"}
    assert "currentColor" in paints


@pytest.mark.parametrize("key", KEYS)
def test_marks_lead_somewhere_and_say_what_they_are(figures: dict[str, Figure], key: str) -> None:
    """Every link is an anchor that a report has, with a tooltip, and no stop for the keyboard."""
    tree = tree_of(figures[key])
    assert links(tree)
    assert all(
        re.fullmatch(r"#(system-\d+|diff-\d+-\d+|stressed-\d+)", link) for link in links(tree)
    )
    assert len(told(tree)) == len(links(tree))
    assert set(found(tree, "//s:a/@tabindex")) == {"-1"}


@pytest.mark.parametrize("key", KEYS)
def test_hostile_names_are_text(hostile: dict[str, Figure], key: str) -> None:
    """Names that would be markup, formulas, orders to a terminal or of direction are drawn."""
    figure = hostile[key]
    tree = tree_of(figure)
    assert {etree.QName(one).localname for one in tree.iter(etree.Element)} <= ALLOWED
    raw = svg_of(figure)
    assert "<script" not in raw
    assert "\u202e" not in raw
    assert html.fromstring(f"<div>{raw}</div>").xpath("count(//script)") == 0
    said = " ".join([*told(tree), figure.description])
    if key not in {"distributions", "changes"}:
        assert "<script>alert(1)</script>" in said
    headers, rows = figure.table()
    assert "\x1b" not in str([headers, rows])


def test_a_formula_is_drawn_as_it_is_written(hostile: dict[str, Figure]) -> None:
    """Dollars, underscores and backslashes are letters, as mathematics is switched off."""
    assert "$\\frac{a}{b}$ a_b^2 1.0" in texts(tree_of(hostile["intervals"]))


def test_the_same_report_gives_the_same_bytes_in_another_process() -> None:
    """No date, no random id, no order of a set: two processes with other seeds agree."""
    program = (
        "from tests.figures.reports import HOSTILE, changed, report\n"
        "from tests.figures.stresses import with_stress\n"
        "from boilerbench.figures import changes_figures, figures_of, stress_figures, svg_of\n"
        "from boilerbench.figures.drawing import printed\n"
        "import hashlib\n"
        "contents = with_stress(changed(report(('a', *HOSTILE))))\n"
        "all_of_them = *figures_of(contents, contents.parts[0]), *changes_figures(contents)\n"
        "all_of_them += stress_figures(contents)\n"
        "for one in all_of_them:\n"
        "    print(one.key, hashlib.sha256(svg_of(one).encode()).hexdigest())\n"
        "for form in ('pdf', 'png'):\n"
        "    print(form, hashlib.sha256(printed(all_of_them[0], form)).hexdigest())\n"
    )
    heard = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert heard[0] == heard[1]
    assert len(heard[0].splitlines()) == len(KEYS) + 2


@pytest.mark.parametrize("key", KEYS)
def test_a_file_stands_alone(figures: dict[str, Figure], key: str) -> None:
    """As a file it is dark on white, asks nothing of a page and leads nowhere."""
    tree = etree.fromstring(svg_file(figures[key]))
    assert not found(tree, "//s:a")
    assert not [one for one in found(tree, "//@*") if "var(" in one or "currentColor" in one]
    assert found(tree, "//s:rect/@fill") == ["#ffffff"]
    assert found(tree, "//s:g/s:title/text()")


def test_twelve_extractors_on_two_hundred_pages_are_small() -> None:
    """All figures of such a report together are under a megabyte of SVG."""
    contents = report([f"extractor-with-a-name-{at}" for at in range(12)], pages=200)
    made = [svg_of(one) for one in figures_of(contents, contents.parts[0])]
    assert sum(len(one.encode()) for one in made) < 1_000_000
