"""Rules drawn by Hypothesis, with all that is hard to write: quotes, escapes, `#`, line breaks."""

from typing import Any

import msgspec
from hypothesis import strategies as st

from boilerbench.records import NOISE_KINDS
from boilerbench.rules.model import Css, Lines, Matcher, Phrase, Regex, Repeated, Rule, Token, XPath

TEXTS = st.text(
    st.sampled_from("ab \"'\\#,/|()[]{}!~:;\n\r\t\u2028é\u00a0日")
    | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=12,
).filter(str.strip)
WORDS = st.text(st.sampled_from("ab-_é日1:.\"'\\#,/"), min_size=1, max_size=8)
HOSTS = st.sampled_from(["example.com", "news.example.co.uk", "bücher.example", "localhost", "a.*"])
SITES = st.builds(
    "{}{}{}".format, st.sampled_from(["", "~"]), st.sampled_from(["", ".", "="]), HOSTS
)

SELECTORS = st.sampled_from(
    [
        ".ad",
        "#ad",
        "div > p.x, .y",
        'a[href="a##b"]',
        "a[title='#@#']",
        r".md\:hidden",
        ".x:not(.a, .b)",
        ".x:has(> .y)",
        "p:has-text(Continue reading)",
        r"p:has-text(/^\(?ad#\d+(,|$)/i)",
        ".x:upward(2)",
        ".x:upward(.y)",
        "p:has-text(don't):upward(div)",
        ".x:xpath(./*[contains(., ')')])",
        '[data-x="é\\"日"]',
    ]
)
EXPRESSIONS = st.sampled_from(
    [
        "//p",
        "//p | //div",
        "//*[@id='a#b' or @class=\"x, y\"]",
        "//p[contains(., 'Sign (up')]",
        "//p[contains(., ')')]/..",
        r"//p[re:test(., '^\d+/#')]",
        "//p[.='é: \u00a0日']",
    ]
)
PATTERNS = st.sampled_from([r"^\d+/\d+$", r"a\\b", "#\"'", r"[\"'\]]+", "(?i)é\n", r"\p{Lu}#//"])


def rules(matchers: st.SearchStrategy[Matcher], **fields: st.SearchStrategy[Any]) -> Any:
    """Rules with these matchers, of any kind, with any note; fields that are given are drawn so."""
    drawn = {
        "kind": st.sampled_from(NOISE_KINDS),
        "sites": st.lists(SITES, max_size=3).map(tuple),
        "note": st.just("") | TEXTS,
        "on": st.booleans(),
        **fields,
    }
    return st.builds(Rule, matchers, **drawn)


DOM: st.SearchStrategy[Matcher] = st.one_of(
    st.builds(Css, SELECTORS),
    st.builds(XPath, EXPRESSIONS),
    st.builds(Token, WORDS, st.sampled_from(["whole", "inside"])),
)
TEXT: st.SearchStrategy[Matcher] = st.one_of(
    st.builds(
        Lines,
        st.lists(
            TEXTS.filter(lambda text: len(text.splitlines()) == 1), min_size=1, max_size=3
        ).map(tuple),
        st.sampled_from(["whole", "inside"]),
        st.booleans(),
    ),
    st.builds(Phrase, TEXTS, st.sampled_from(["match", "line"]), st.booleans()),
    st.builds(Regex, PATTERNS, st.sampled_from(["match", "line"])),
    st.builds(Repeated, st.integers(2, 999)),
)


def bare(rule: Rule) -> Rule:
    """A rule without what other programs do not know: its kind, note and whether it is on."""
    return msgspec.structs.replace(rule, kind="other", note="", on=True)
