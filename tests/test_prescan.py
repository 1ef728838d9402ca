import re

from hypothesis import given
from hypothesis import strategies as st

from boilerbench.prescan import PRESCAN, meta_labels

ATTRIBUTE = rb"""[^\s/>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*)?)?"""
AS_ONE_PATTERN = re.compile(
    rb"<!(?=--)(?:.*?-->|.*)"
    rb"|<(?P<raw>script|style|textarea|title|noscript|template)\b(?:[^>]*>.*?</(?P=raw)|.*)"
    rb"|(?P<end></head\b|<body\b)"
    rb"|<meta[\s/](?P<meta>(?:[\s/]*" + ATTRIBUTE + rb")*)",
    re.DOTALL | re.IGNORECASE,
)
PIECES = [
    "<", ">", "-", "!", "<!--", "-->", "<!", "<script", "</script", "<STYLE>", "</style>", "<title",
    "</TITLE>", "<titles>", "<template>", "</template>", "<head>", "</head", "<header>", "<body",
    "<meta ", "<META/", "charset=", "Charset = 'KOI8-R'", 'charset="utf-8"', "http-equiv=", "=",
    "content-type ", "content=", '"text/html; charset=big5"', "'", '"', " ", "/", "x", "\u00e9",
]  # fmt: skip
PAGES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def found_by_one_pattern(content: bytes) -> list[bytes]:
    """The meta elements before the end of the head, by one pattern over the whole page."""
    found = []
    for markup in AS_ONE_PATTERN.finditer(content):
        if markup["end"] and markup.start() >= PRESCAN:
            break
        if markup["meta"] is not None:
            found.append(markup["meta"].lower())
    return found


@given(PAGES, st.sampled_from([0, PRESCAN]))
def test_the_metas_of_a_page_are_those_of_one_pattern(page: str, before: int) -> None:
    """Cut by hand, a page has the meta elements that one (slow) pattern finds in it."""
    content = b" " * before + page.encode()
    alone = [
        label for meta in found_by_one_pattern(content) for label in meta_labels(b"<meta " + meta)
    ]
    assert list(meta_labels(content)) == alone


def test_case_and_place_of_a_label() -> None:
    """Labels come in lower case and in order; none from comments, scripts or after the head."""
    page = b"<!-- <meta charset=a> --><META CHARSET=B><script>'<meta charset=c>'</SCRIPT>"
    page += b"<meta http-equiv=Content-Type content='text/html; charset=D'>" + b" " * PRESCAN
    assert list(meta_labels(page + b"<meta charset=e><body><meta charset=f>")) == ["b", "d", "e"]


def test_what_is_never_closed_hides_the_rest() -> None:
    """A comment, a script and a tag without end last to the end of the page."""
    for opened in (b"<!--", b"<script>", b"<script", b"<title>"):
        assert not list(meta_labels(opened + b" <meta charset=utf-8"))
