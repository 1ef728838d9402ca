"""Labels of a source become its gold, and leave no trace in the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.labels import Labelled, labelled, without_labels
from boilerbench.records import Noise, OptionalText
from boilerbench.trees import parse_page


def _labelled(body: str) -> Labelled:
    tree = parse_page(f"<html><body>{body}</body></html>".encode(), "utf-8")
    assert tree is not None
    return labelled(tree)


def test_the_nearest_label_owns_a_text() -> None:
    """Noise inside gold is noise, and cuts the paragraph it stands in."""
    found = _labelled('<div x-gold><p>One <b>t</b>wo <i x-noise="share">Share</i> three</p></div>')
    assert found.text == "One two\n\nthree"
    assert found.noise == (Noise("share", "Share", "i"),)
    assert found.unowned == ()


def test_text_without_a_label_is_told() -> None:
    """Nothing visible is left out in silence; punctuation and code are no text."""
    found = _labelled("<p>lost</p><p>·</p><script>x</script><template>y</template>")
    assert found.unowned == ("lost",)


def test_blocks_are_paragraphs_and_code_keeps_its_lines() -> None:
    """A line of the page is a line of gold; cells of a row share one."""
    found = _labelled(
        "<div x-gold><h2>Use</h2><pre>if x:\n    y()</pre>"
        "<table><tr><td>a</td><td>b</td></tr></table>one<br>two</div>"
    )
    assert found.text.split("\n\n") == ["Use", "if x:", "    y()", "a b", "one", "two"]


def test_a_menu_is_one_entry_with_spaces_between_its_words() -> None:
    """Links without white space between them are words apart."""
    found = _labelled('<ul x-noise="navigation"><li>Home</li><li><a>News</a><a>Sport</a></ul>')
    assert found.noise == (Noise("navigation", "Home News Sport", "ul"),)


def test_optional_text_has_its_kind() -> None:
    """A caption is neither gold nor noise."""
    found = _labelled('<figcaption x-optional="caption">Ada at sea</figcaption>')
    assert found.optional == (OptionalText("caption", "Ada at sea"),)


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("<p x-gold>a</p>", "<p>a</p>"),
        ('<p class="c" x-noise="share" id=i>a</p>', '<p class="c" id=i>a</p>'),
        ("<p x-optional='caption'>a</p>", "<p>a</p>"),
        ("<br x-gold/>", "<br/>"),
        ("<p>x-gold is a word</p>", "<p>x-gold is a word</p>"),
    ],
)
def test_labels_go_and_all_else_stays(source: str, page: str) -> None:
    """Only attributes inside tags are taken out, byte for byte."""
    assert without_labels(source) == page


_KINDS = st.sampled_from([" x-gold", ' x-noise="share"', ' x-optional="caption"'])
_TREES = st.recursive(
    st.tuples(_KINDS, st.sampled_from(["one", "two three", "f<i>ou</i>r"])).map(
        lambda t: f"<p{t[0]}>{t[1]}</p>"
    ),
    lambda inner: st.tuples(_KINDS, st.lists(inner, min_size=1, max_size=3)).map(
        lambda t: f"<div{t[0]}>x {''.join(t[1])} y</div>"
    ),
    max_leaves=8,
)


@given(_TREES)
def test_every_word_is_in_just_one_entry(body: str) -> None:
    """However labels nest, the entries together hold the page's words, none twice."""
    found = _labelled(body)
    entries = [found.text, *(o.text for o in found.optional), *(n.text for n in found.noise)]
    words = sorted("".join(" ".join(entries).split()))
    tree = parse_page(f"<html><body>{body}</body></html>".encode(), "utf-8")
    assert tree is not None
    assert words == sorted("".join(tree.text_content().split()))
