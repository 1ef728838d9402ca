"""Any page: no mutation changes its visible words, and each is a pure function of page and seed."""

from hypothesis import assume, given
from hypothesis import strategies as st

from boilerbench.stress.checking import checked, visible_words
from boilerbench.stress.mutations import CONTROL, MUTATIONS, mutated

BLOCK = ["div", "p", "section", "article", "ul", "table", "blockquote", "h2", "pre", "figure"]
INLINE = ["span", "a", "b", "em", "textarea", "button", "label", "code"]
VOID = [
    "<br>",
    "<img alt='x y'>",
    "<hr>",
    "<input value='v'>",
    "<!-- c -->",
    "<script>a < b</script>",
]

texts = st.text(alphabet="ab é\n\t &<€\u00a0\u3000字'\"", max_size=12).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
attributes = st.sampled_from(
    ["", ' class="a b"', ' id="x" title="t"', ' style="white-space: pre" lang="en"', ' for="x"']
)


def _element(tags: list[str], inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, more, parts: f"<{tag}{more}>{parts}</{tag}>",
        st.sampled_from(tags), attributes, inside,
    )  # fmt: skip  # one call


def _many(one: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(one, max_size=5).map("".join)


inlines = st.recursive(
    texts | st.sampled_from(VOID), lambda below: _element(INLINE, _many(below)), max_leaves=6
)
blocks = st.recursive(
    _element(["p", "h2", "li", "td", "div", "pre"], _many(inlines)) | inlines,
    lambda below: _element(BLOCK, _many(below)),
    max_leaves=12,
)
pages = _many(blocks).map(
    lambda body: f"<!doctype html><html><head><title>t</title></head><body>{body}</body></html>"
)


@given(name=st.sampled_from([*MUTATIONS]), page=pages, seed=st.integers(0, 3))
def test_no_mutation_changes_visible_words(name: str, page: str, seed: int) -> None:
    """The words of every page that parsing alone leaves as it is are the same afterwards."""
    content = page.encode()
    own = visible_words(content)
    assume(visible_words(mutated(content, CONTROL)) == own)
    changed = mutated(content, name, seed=seed)
    checked(own, changed, name, "random")
    assert mutated(content, name, seed=seed) == changed
