"""An edit changes what was answered and nothing else: on every page that ships, on any other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from boilerbench.corpora.boilerbench import GoldFile, gold_file, parse_gold, read_unchecked
from boilerbench.corpora.checks import faults
from boilerbench.corpora.words import letters_of
from boilerbench.editing.journal import Labelled
from boilerbench.editing.segments import Role, Segmented, segmented
from boilerbench.editing.session import PageEdit
from boilerbench.editing.writing import edited, said_of
from boilerbench.records import Gold, HtmlBytes, Noise, OptionalText, Page
from boilerbench.shipped import shipped
from boilerbench.trees import parse_page

CORPUS = shipped("corpus")
SHIPPED = [page for page in read_unchecked(CORPUS).pages if page.gold.text or page.gold.noise]
LABELS = ["gold", "optional caption", "noise share", "noise related", "unlabelled"]

Said = tuple[Role, str | None]


def _copied(page: Page, folder: Path) -> Page:
    (folder / "p.html").write_bytes(page.source.read())
    (folder / "p.toml").write_bytes(gold_file(CORPUS, page).read_bytes())
    return read_unchecked(folder).page("p")


@pytest.mark.parametrize("page", SHIPPED, ids=lambda page: page.id)
def test_an_edit_without_answers_changes_no_file(page: Page, tmp_path: Path) -> None:
    """Neither opening and finishing, nor saying of every block that it is what it is."""
    copied = _copied(page, tmp_path)
    before = (tmp_path / "p.toml").read_bytes()
    PageEdit(tmp_path, copied).finish()
    assert (tmp_path / "p.toml").read_bytes() == before
    edit = PageEdit(tmp_path, copied)
    for number in {0, len(edit.segments) // 2, len(edit.segments) - 1}:
        edit.keep(number)
    edit.finish()
    assert (tmp_path / "p.toml").read_bytes() == before


@pytest.mark.parametrize("page", SHIPPED, ids=lambda page: page.id)
def test_an_answer_changes_its_block_alone(page: Page) -> None:
    """On every page that ships a block in its middle becomes something else, and only that."""
    tree = parse_page(page.source.read(), page.charset)
    assert tree is not None
    file = parse_gold(gold_file(CORPUS, page))
    before = segmented(tree, file.gold())
    number = len(before.segments) // 2
    role, kind = before.segments[number].role, before.segments[number].kind
    said = Labelled((number,), "noise", "other" if kind != "other" else "promo")
    after = edited(file, tree, before, [said])
    _only_this_changed(file, after, before, [said])
    assert (role, kind) != ("noise", said.kind)
    known = {(one.field, one.found) for one in faults(page)}
    edited_page = msgspec.structs.replace(after.gold(), lacks=())
    changed = Page(page.id, page.source, edited_page, charset=page.charset)
    assert {(one.field, one.found) for one in faults(changed)} <= known


def _only_this_changed(
    file: GoldFile, after: GoldFile, before: Segmented, decisions: Sequence[Labelled]
) -> None:
    """Entries without a changed block are there in their order; no word of another is lost."""
    now = said_of(before.segments, decisions)
    changed = {
        segment.owner
        for segment, said in zip(before.segments, now, strict=True)
        if said != (segment.role, segment.kind)
    }
    touched = {before.placed.labels[owner].field for owner in changed if owner >= 0}
    for name, old, new in (
        ("text paragraph", file.gold().paragraphs, after.gold().paragraphs),
        ("optional", file.optional, after.optional),
        ("noise", file.noise, after.noise),
    ):
        kept = [entry for n, entry in enumerate(old, 1) if f"{name} {n}" not in touched]
        rest = iter(cast("Sequence[object]", new))
        assert all(entry in rest for entry in kept), name
    assert _letters(after.gold()) == _wanted(file.gold(), before, now)


def _letters(gold: Gold) -> Counter[tuple[str, str]]:
    """Of each kind the letters that the gold names, each as often as it does."""
    entries = [
        *(("gold", text) for text in gold.paragraphs),
        *((one.kind, one.text) for one in gold.optional),
        *((one.kind, one.text) for one in gold.noise),
    ]
    return Counter((kind, letter) for kind, text in entries for letter in letters_of(text))


def _wanted(gold: Gold, before: Segmented, now: Sequence[Said]) -> Counter[tuple[str, str]]:
    counts = _letters(gold)
    words = before.placed.words
    for segment, (role, kind) in zip(before.segments, now, strict=True):
        own = Counter("".join(words[segment.first : segment.behind]))
        if (role, kind) == (segment.role, segment.kind):
            continue
        named = segment.owner >= 0 and before.placed.labels[segment.owner].field != "title"
        if named:
            counts.subtract({(segment.kind or "gold", letter): n for letter, n in own.items()})
        if role != "unlabelled":
            counts.update({(kind or "gold", letter): n for letter, n in own.items()})
    return +counts


@dataclass(frozen=True)
class Invented:
    """A page and the gold of it."""

    html: bytes
    gold: GoldFile


@st.composite
def _pages(draw: st.DrawFn, *, repeated: bool) -> Invented:
    """Paragraphs, menus and listings whose parts are labelled, some labels over several parts."""
    gold: list[str] = []
    optional: list[OptionalText] = []
    noise: list[Noise] = []
    body: list[str] = []
    for block in range(draw(st.integers(1, 6))):
        tag = draw(st.sampled_from(["p", "nav", "pre", "footer", "td"]))
        cells: list[tuple[str, str]] = []
        for part in range(draw(st.integers(1, 4))):
            text = draw(st.sampled_from(["Share.", "Read (more)", "ünd 3.14", "北京"]))
            text = text if repeated else f"{text} x{block}y{part}"
            cells.append((text, draw(st.sampled_from(LABELS))))
        for text, label in cells:
            role, _, kind = label.partition(" ")
            if role == "gold":
                gold.append(text)
            elif role == "optional":
                optional.append(OptionalText("caption", text))
            elif role == "noise":
                selector = draw(st.sampled_from([None, "body"]))
                noise.append(Noise(kind, text, selector))  # type: ignore[arg-type]  # of LABELS
        gap = "\n" if tag == "pre" else draw(st.sampled_from([" ", " <br> ", " — "]))
        wrap = draw(st.sampled_from(["{}", "<i>{}</i>", "<div>{}</div>"]))
        inner = gap.join(wrap.format(text) for text, _ in cells)
        body.append(f"<{tag}>{inner}</{tag}>")
    gold = [line for own in gold for line in (own, *draw(st.sampled_from([(), ("***",)])))]
    gold = [draw(st.sampled_from(["{}", "  {} "])).format(line) for line in gold]
    noise += draw(st.sampled_from([[], [Noise("other", "—")], [Noise("promo", "nowhere")]]))
    text = draw(st.sampled_from(["\n", "\n\n", "\n \n"])).join(gold)
    return Invented(
        f"<html><body>{''.join(body)}</body></html>".encode(),
        GoldFile(text=text, optional=tuple(optional), noise=tuple(noise)),
    )


_ANSWERS = st.lists(
    st.tuples(st.lists(st.integers(0, 30), min_size=1, max_size=4), st.sampled_from(LABELS)),
    max_size=6,
)


def _read(invented: Invented) -> tuple[HtmlElement, Segmented]:
    tree = parse_page(invented.html)
    assert tree is not None
    return tree, segmented(tree, invented.gold.gold())


def _decisions(found: Segmented, answers: list[tuple[list[int], str]]) -> list[Labelled]:
    most = len(found.segments)
    return [
        Labelled(tuple(sorted({number % most for number in numbers})), *_said(label))
        for numbers, label in answers
    ]


def _said(label: str) -> Said:
    role, _, kind = label.partition(" ")
    return cast("Role", role), kind or None


@settings(deadline=None)
@given(_pages(repeated=True), _ANSWERS)
def test_whatever_is_answered_nothing_else_changes(
    invented: Invented, answers: list[tuple[list[int], str]]
) -> None:
    """Text that repeats, labels in a line and over lines, entries without letters or a place."""
    tree, before = _read(invented)
    decisions = _decisions(before, answers)
    after = edited(invented.gold, tree, before, decisions)
    _only_this_changed(invented.gold, after, before, decisions)
    if said_of(before.segments, decisions) == said_of(before.segments, []):
        assert after == invented.gold


@settings(deadline=None)
@given(_pages(repeated=False), _ANSWERS)
def test_whatever_is_answered_the_gold_says_it(
    invented: Invented, answers: list[tuple[list[int], str]]
) -> None:
    """Read again, every word of the page is what was said last of its block, or what it was."""
    tree, before = _read(invented)
    decisions = _decisions(before, answers)
    after = segmented(tree, edited(invented.gold, tree, before, decisions).gold())
    wanted = said_of(before.segments, decisions)
    assert _by_word(after, said_of(after.segments, [])) == _by_word(before, wanted)


def _by_word(found: Segmented, said: Sequence[Said]) -> list[Said]:
    return [
        one
        for segment, one in zip(found.segments, said, strict=True)
        for _ in range(segment.first, segment.behind)
    ]


def test_a_label_over_several_blocks_is_split_where_one_is_answered() -> None:
    """What is left of it keeps its wording and its selector; the new entry stands between."""
    html = b"<body><nav><p>Home</p><p>News &amp;</p><p>Sport</p></nav><p>Text</p>"
    file = GoldFile(text="Text", noise=(Noise("navigation", "Home / News / Sport", "nav"),))
    invented = Invented(html, file)
    tree, before = _read(invented)
    after = edited(file, tree, before, [Labelled((1,), "noise", "promo")])
    assert after.noise == (
        Noise("navigation", "Home /", "nav"),
        Noise("promo", "News &", "nav > p:nth-of-type(2)"),
        Noise("navigation", "Sport", "nav"),
    )
    page = Page("p", HtmlBytes(html), after.gold())
    assert list(faults(page)) == []


def test_lines_of_a_listing_stay_when_one_is_answered() -> None:
    """A `pre` is one block of the page, and its labelled lines are pieces of it."""
    html = b"<body><pre>one = 1\n\ntwo = 2\n***\nthree = 3</pre><p>2024</p><p>Share</p>"
    file = GoldFile(text="one = 1\ntwo = 2\n***\nthree = 3\n\n2024\n")
    tree, before = _read(Invented(html, file))
    assert [segment.block.text for segment in before.segments][:3] == [
        "one = 1",
        "two = 2 ***",
        "three = 3",
    ]
    assert edited(file, tree, before, [Labelled((4,), "noise", "share")]).text == file.text
    after = edited(file, tree, before, [Labelled((1,), "noise", "other")])
    assert after.text == "one = 1\n***\nthree = 3\n\n2024\n"
    assert [noise.text for noise in after.noise] == ["two = 2 ***"]


def test_thousands_of_blocks_are_edited_in_seconds(tmp_path: Path) -> None:
    """Opened, answered at once, written with a selector each, and checked: no search for each."""
    number = 20_000
    body = "".join(f"<p>Item {n}</p>" for n in range(number))
    (tmp_path / "p.html").write_text(f"<body><aside>{body}</aside><p>Text</p>", encoding="utf-8")
    (tmp_path / "p.toml").write_text('text = "Text"\n', encoding="utf-8")
    begun = process_time()
    edit = PageEdit(tmp_path, read_unchecked(tmp_path).page("p"))
    edit.label(edit.alike(0), "noise", "related")
    edit.finish()
    done = read_unchecked(tmp_path).page("p")
    assert list(faults(done)) == []
    assert process_time() - begun < 40
    assert len({noise.selector for noise in done.gold.noise}) == number
