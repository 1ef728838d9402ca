"""What is said of rules holds for any rule: none that takes the text is told to have missed it."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boilerbench.rules.explaining.shapes import Explanation
from boilerbench.rules.model import Css, Lines, Matcher, Phrase, Rule, Token, XPath
from tests.rules.explaining.conftest import page_of

Why = Callable[..., Explanation]

PAGE = page_of(
    """<main id="story" class="wide"><p>The ferry left the harbour.</p>
    <div class="ad Ad-Box"><p class="note">Sign&nbsp;up <b>today</b></p></div>
    <aside class="ad"><p>By noon the piano was gone.</p></aside>
    <section class="box"><p>Sign up TODAY</p></section></main>"""
)
NAMES = st.sampled_from(["story", "wide", "ad", "Ad-Box", "ad-box", "note", "box", "Box"])
SIMPLE = st.builds(
    lambda tag, sign, name: f"{tag}{sign}{name}",
    st.sampled_from(["", "p", "div", "section"]),
    st.sampled_from([".", "#"]),
    NAMES,
)
CSS = st.lists(SIMPLE, min_size=1, max_size=2).map(" > ".join) | st.lists(
    SIMPLE, min_size=1, max_size=2
).map(" ".join)
WORDS = st.sampled_from(["Sign up today", "sign up", "Sign\u00a0up", "today", "TODAY", "The ferry"])
MATCHERS: st.SearchStrategy[Matcher] = st.one_of(
    st.builds(Css, CSS),
    st.builds(Css, st.builds("{}:has-text({})".format, CSS, WORDS)),
    st.builds(Token, NAMES, st.sampled_from(["whole", "inside"])),
    st.builds(lambda name: XPath(f"//*[@class='{name}']"), NAMES),
    st.builds(Phrase, WORDS, st.sampled_from(["match", "line"]), st.booleans()),
    st.builds(
        Lines,
        st.lists(WORDS, min_size=1, max_size=2).map(tuple),
        st.sampled_from(["whole", "inside"]),
        st.booleans(),
    ),
)
RULES = st.builds(
    Rule,
    MATCHERS,
    sites=st.sampled_from([(), ("harbour.example",), ("sea.example",)]),
    on=st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(rule=RULES)
def test_no_rule_that_takes_the_text_is_among_the_missed(why: Why, rule: Rule) -> None:
    """A rule alone either fired on the text, or left every word of it where it was."""
    bare = why("Sign up today", PAGE)
    found = why("Sign up today", PAGE, rule)
    took = found.stages[-1].count < bare.stages[-1].count
    if found.misses:
        assert not took
        assert not any(one.takes for one in found.fired)
    if took:
        assert found.fired[0].takes > 0
    assert len(found.misses) + found.far + any(one.takes for one in found.fired) <= 1
