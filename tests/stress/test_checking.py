"""The words of a page before and after, and the error that tells of a difference."""

import pytest

from boilerbench.corpora import open_corpus
from boilerbench.errors import MutationError
from boilerbench.stress.checking import checked, visible_words
from boilerbench.stress.mutations import MUTATIONS, mutated


def test_words_are_cut_where_a_reader_sees_it() -> None:
    """Inline elements and comments cut no word, blocks and line breaks do; scripts have none."""
    page = b"<p>foot<b>ball</b> a<!--x-->b</p><p>c<br>d</p><script>e</script>f"
    assert visible_words(page) == ["football", "ab", "c", "d", "f"]
    assert visible_words(b"") == []


def test_the_same_words_pass() -> None:
    """The changed page comes back."""
    assert checked(["a", "b"], b"<p>a<p>b", "names", "page") == b"<p>a<p>b"


@pytest.mark.parametrize(
    ("page", "found"),
    [(b"<p>a x", "from word 2 on 'b c' is 'x'"), (b"<p>a b", "3 words became 2")],
)
def test_other_words_are_an_error_that_names_mutation_and_page(page: bytes, found: str) -> None:
    """The message says which mutation, which page, and from which word on."""
    with pytest.raises(MutationError, match="mutation names changes what summit says") as caught:
        checked(["a", "b", "c"], page, "names", "summit")
    assert found in str(caught.value)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", MUTATIONS)
def test_no_mutation_changes_a_shipped_page(name: str) -> None:
    """Pages of every set, in whatever language and however broken, keep their words."""
    pages = open_corpus("shipped", facts=False).pages[::24]
    for page in pages:
        content = page.source.read()
        words = visible_words(content, page.charset)
        checked(words, mutated(content, name, charset=page.charset), name, page.id)
    assert len({page.set for page in pages}) > 2
