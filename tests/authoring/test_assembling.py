"""The corpus that ships is what its sources make, and sources say what is wrong with them."""

from pathlib import Path

import pytest

from authoring import sources
from authoring.assemble import CORPUS, assembled
from authoring.drawing import Draws
from authoring.icons import icon
from authoring.scripts import code
from authoring.sources import SourceError, front, page_sources
from authoring.styles import rules

SITE = """<!doctype html><html><head><meta charset="{{ page.encoding }}"></head><body>
<nav x-noise="navigation">{{ pick(["Home", "News", "Sport"], 2)|join(" ") }} {{ num(3, 9) }}</nav>
{% block story %}{% endblock %}</body></html>"""

PAGE = """{#
set = "news"
url = "https://www.quay.example/a"
title = "Piano"
%s
#}
{%% extends "quay/site.html" %%}
{%% block story %%}<p x-gold>%s</p>{%% endblock %%}"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "quay"
    folder.mkdir()
    (folder / "site.html").write_text(SITE, encoding="utf-8")
    monkeypatch.setattr(sources, "SITES", tmp_path)
    monkeypatch.setattr("authoring.rendering.SITES", tmp_path)
    return folder


def _source(site: Path, more: str = "", text: str = "The ferry left") -> Path:
    file = site / "piano.html"
    file.write_text(PAGE % (more, text), encoding="utf-8")
    return file


@pytest.mark.parametrize("source", page_sources([]), ids=lambda file: file.stem)
def test_what_ships_is_what_the_sources_make(source: Path) -> None:
    """A page or its gold that was changed by hand would be lost when it is assembled again."""
    made = assembled(source)
    folder = CORPUS / made.set
    assert (folder / f"{made.id}.html").read_bytes() == made.html
    assert (folder / f"{made.id}.toml").read_text(encoding="utf-8") == made.toml


def test_a_page_is_made_of_its_site_and_its_story(site: Path) -> None:
    """The template's chrome is noise, the story gold; the page is in the encoding it names."""
    made = assembled(_source(site, 'encoding = "utf-16"', "Die Fähre"))
    assert made.html.startswith(b"\xff\xfe")
    assert made.page.gold.text == "Die Fähre"
    assert [noise.kind for noise in made.page.gold.noise] == ["navigation"]
    assert "x-gold" not in made.html.decode("utf-16")
    assert assembled(site / "piano.html") == made


@pytest.mark.parametrize(
    ("more", "text", "says"),
    [
        ('encoding = "cp1251"', "Fähre", "cp1251 has no 'ä'"),
        ('colour = "red"', "a b", "unknown field `colour`"),
        ("set = 7", "a b", "Cannot overwrite a value"),
        ("", "a</p><p>nobody's", "1 texts have no owner"),
        ("", "{{ nothing }}", "'nothing' is undefined"),
        ("", "{% if %}", "line 8"),
    ],
)
def test_a_source_that_makes_no_page_says_why(site: Path, more: str, text: str, says: str) -> None:
    """The file and the fault are named."""
    with pytest.raises(SourceError, match=says) as caught:
        assembled(_source(site, more, text))
    assert "piano.html" in str(caught.value)


def test_sources_are_found_by_site(site: Path) -> None:
    """Templates have no front matter and are no pages; an unknown site is told."""
    file = _source(site)
    assert page_sources([]) == page_sources(["quay"]) == [file]
    assert front(file).title == "Piano"
    with pytest.raises(SourceError, match="no site 'kay'"):
        page_sources(["kay"])
    with pytest.raises(SourceError, match="begins with no"):
        front(site / "site.html")


def test_draws_depend_on_the_seed_alone() -> None:
    """The same seed draws the same on every machine; the values are pinned."""
    draws = Draws("harbour")
    assert [draws.below(100) for _ in range(5)] == [10, 1, 88, 51, 16]
    assert sorted(Draws("x").some([1, 2, 3], 9)) == [1, 2, 3]


@pytest.mark.parametrize("kind", ["bundle", "config", "tracker", "state", "loader"])
def test_filler_has_the_size_that_was_asked_for(kind: str) -> None:
    """Scripts and styles come to about so many kibibytes and end no element early."""
    for filler in (code(4, "s", kind), rules(4, "s")):
        assert 3.5 * 1024 < len(filler) < 6 * 1024
        assert "</" not in filler


def test_an_icon_is_an_inline_picture() -> None:
    """Hidden from readers, without a word of text."""
    assert icon("menu").startswith("<svg")
    assert "aria-hidden" in icon("menu", 16)
    with pytest.raises(KeyError):
        icon("dragon")
