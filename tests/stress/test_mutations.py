"""Each mutation on a page made by hand, with what is expected of it."""

import re

import pytest

from boilerbench.decoding import decode
from boilerbench.stress.mutations import CONTROL, MUTATIONS, mutated


def _body(body: str, name: str, head: str = "", seed: int = 0) -> str:
    """What a mutation makes of a body."""
    page = (
        f'<!doctype html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    )
    made = decode(mutated(page.encode(), name, seed=seed)).text
    return re.search(r"<body>(.*)</body>", made, re.DOTALL)[1]  # type: ignore[index]  # there is one


def _page(body: str, name: str, head: str = "") -> str:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return mutated(page.encode(), name).decode()


def test_the_control_changes_nothing_but_how_it_is_written() -> None:
    """Parsed and serialised: the same elements, the same text, UTF-8 declared."""
    assert _body("<p id=a>One <b>two</b>", CONTROL) == '<p id="a">One <b>two</b></p>'
    assert 'charset="utf-8"' in _page("<p>x</p>", CONTROL)


def test_names_are_hashed_alike_everywhere() -> None:
    """Class, id, style sheet, label and link have the same new name; other attributes stay."""
    body = (
        '<p class="lead lead2" id="top" data-x="lead">A</p>'
        '<a href="#top">B</a><label for="top">C</label>'
    )
    made = _page(body, "names", "<style>.lead, #top > b { color: red } p.x{}</style>")
    lead, second, top = re.search(r'class="(c\w{8}) (c\w{8})" id="(c\w{8})"', made).groups()  # type: ignore[union-attr]  # there is one
    assert len({lead, second, top}) == 3
    assert f".{lead}, #{top} > b {{ color: red }} p.x{{}}" in made
    assert f'href="#{top}"' in made
    assert f'for="{top}"' in made
    assert 'data-x="lead"' in made


def test_other_seeds_give_other_names() -> None:
    """The seed decides the names, and nothing else does."""
    assert _body('<p class="a">A</p>', "names") == _body('<p class="a">A</p>', "names")
    assert _body('<p class="a">A</p>', "names") != _body('<p class="a">A</p>', "names", seed=1)


def test_sections_become_divs_and_headings_stay() -> None:
    """Only what looks like a div becomes one; its attributes stay."""
    body = '<main id="m"><article><h2>T</h2><p>A</p></article></main><footer>F</footer>'
    assert _body(body, "divs") == '<div id="m"><div><h2>T</h2><p>A</p></div></div><div>F</div>'


def test_blocks_are_wrapped_once_or_twice_and_lines_are_not() -> None:
    """Every block in an element that may hold one gets divs around it."""
    made = _body("<div><p>A</p>tail<ul><li>B <i>c</i></li></ul></div>", "wrappers")
    pattern = (
        r"<div>(<div>){1,2}<p>A</p>(</div>){1,2}tail"
        r"(<div>){1,2}<ul>\s*<li>B <i>c</i></li>\s*</ul>(</div>){2,3}"
    )
    assert re.fullmatch(pattern, made.replace("\n", ""))


def test_attributes_change_places() -> None:
    """The same attributes, in another order."""
    made = {
        _body('<p id="a" class="b" title="c" lang="d">A</p>', "attributes", seed=n)
        for n in range(9)
    }
    assert len(made) > 1
    assert {tuple(sorted(re.findall(r'\w+="\w"', one))) for one in made} == {
        ('class="b"', 'id="a"', 'lang="d"', 'title="c"')
    }


SPACED = (
    "<div>\n  <p> One\n <b> two </b> three </p>\n\n <pre> a\n  b </pre>"
    " <textarea> c\n d</textarea> x </div>"
)


def test_minified_pages_lose_only_what_is_not_shown() -> None:
    """Edges of blocks are bare, spaces in lines are one, and what is shown as typed stays."""
    assert _body(SPACED, "minified") == (
        "<div><p>One <b> two </b> three</p><pre> a\n  b </pre><textarea> c\n d</textarea> x</div>"
    )


def test_indented_pages_have_a_line_for_each_block() -> None:
    """Blocks begin lines of their own; lines of text, and what is shown as typed, stay whole."""
    made = _body("<div><p>One <b>two</b></p><pre> a\n b</pre></div>", "indented")
    assert "\n    <p>\n" in made
    assert "One <b>two</b>\n" in made
    assert "<pre> a\n b</pre>" in made


def test_rewrapped_pages_break_elsewhere() -> None:
    """Only white space changes, and only where it is folded."""
    made = _body(f"<p>{'word ' * 40}</p><pre>a  b</pre>", "rewrapped")
    assert "\t" in made
    assert "<pre>a  b</pre>" in made
    assert made.split() == f"<p>{'word ' * 40}</p><pre>a b</pre>".split()


def test_characters_become_references() -> None:
    """All beyond ASCII and some letters; never markup, attributes, scripts or text areas."""
    text = f"é \u2013 € 字 {'letters ' * 30}&lt;b&gt;"
    body = f'<p title="é">{text}</p><script>"é"</script><textarea>é</textarea>'
    made = _body(body, "entities")
    assert made.startswith('<p title="é">&eacute; &ndash; &euro; &#')
    assert len(re.findall(r"&#", made)) > 5
    assert "&lt;" in made
    assert '<script>"é"</script><textarea>é</textarea>' in made


def test_a_page_with_private_characters_of_the_last_plane_keeps_its_own() -> None:
    """What the references are marked with is not mistaken for text that was there."""
    assert _body("<p>é\U00100041</p>", "entities") == "<p>é\U00100041</p>"


def test_comments_and_empty_elements_stand_between_words() -> None:
    """Comments come where a space is; empty elements before blocks."""
    made = _body("<div>" + "<p>One two three</p>" * 30 + "</div>", "comments")
    assert re.search(r"<p>One <!--.*?-->two three</p>", made)
    assert re.search(r"<(div|span)></\1><p>", made)


def test_utf_16_begins_with_its_mark() -> None:
    """Browsers and extractors know it by the first two bytes."""
    made = mutated("<p>é字</p>".encode(), "utf-16")
    assert made.startswith(b"\xff\xfe")
    assert (decode(made).how, "é字" in decode(made).text) == ("bom", True)


def test_windows_1252_says_so_and_escapes_the_rest() -> None:
    """Its meta names it; what it lacks is a reference in text, an escape in scripts and styles."""
    body = '<p>é 字</p><script>"é😀"</script><style>a{content:"é"}</style>'
    made = mutated(f'<meta charset="utf-8">{body}'.encode(), "windows-1252")
    assert b'charset="windows-1252"' in made
    assert b"<p>\xe9 &#23383;</p>" in made
    assert b'"\\u00e9\\ud83d\\ude00"' in made
    assert b'content:"\\e9 "' in made
    assert decode(made).encoding == "windows-1252"


SCRIPTED = (
    '<link rel="stylesheet" href="a.css"><link rel="icon" href="i"><style>a{}</style>'
    '<script>x</script><script type="application/ld+json">{}</script>'
)


def test_scripts_and_styles_go_and_json_ld_stays() -> None:
    """`no-scripts` leaves data, icons and style attributes; what stands behind a script stays."""
    made = _page('<p style="display:none">A</p><script>y</script>tail', "no-scripts", SCRIPTED)
    assert "stylesheet" not in made
    assert "<style" not in made
    assert re.findall(r"<script[^>]*>", made) == ['<script type="application/ld+json">']
    assert 'rel="icon"' in made
    assert '<p style="display:none">A</p>tail' in made


def test_json_ld_goes_alone() -> None:
    """`no-json-ld` leaves every other script."""
    made = _page("<p>A</p>", "no-json-ld", SCRIPTED)
    assert re.findall(r"<script[^>]*>", made) == ["<script>"]


@pytest.mark.parametrize("name", MUTATIONS)
def test_nothing_stays_nothing(name: str) -> None:
    """A page without an element is given back as it is."""
    assert mutated(b"", name) == b""
