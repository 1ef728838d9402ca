# ruff: noqa: RUF001  look-alike characters of other scripts are what is tested
import itertools
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerbench import text as text_module
from boilerbench.text import fold, normalise, plain_of_markdown, token_spans, tokens, word_count

LETTERS = "aZé’'.- 3७ि\u0301\u00ad\u200b\u200c\u200d\u0645\u06cc\u094d\u0915年ーกั"
LETTERS += "\u1780\u17d2ßİ\u0345\u2260=\u0338\U0001bca1\U000e0041"
TEXTS = st.text() | st.text(alphabet=LETTERS) | st.text(alphabet=LETTERS + "bc \n")


def test_normalise_known_values() -> None:
    """Soft hyphens and zero-width spaces go, accents compose, white space folds."""
    assert normalise(" co\u00adop\u200b\ufeff  e\u0301\n\ta\u00a0b ") == "coop é a b"


def test_every_invisible_character_is_dropped() -> None:
    """What may be dropped is looked for in full, and nothing is that stands in ordinary text."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    dropped = set(text_module._DROPPED.findall(every))
    sought = set(text_module._MAY_DROP.findall(every))
    assert dropped <= sought
    assert {unicodedata.category(character) for character in sought - dropped} <= {"Cn"}
    for character in dropped:
        assert normalise(f"a{character}b") == "ab"


def test_joiners_stay_where_they_spell() -> None:
    """Persian and Indic joiners are spelling; in Latin words and emoji they are not."""
    persian, sinhala = "می\u200cخواهم", "ක්\u200dය"
    assert (normalise(persian), normalise(sinhala)) == (persian, sinhala)
    assert normalise("zero\u200cwidth \u200dx کار\u200cها") == "zerowidth x کارها"


@given(TEXTS)
def test_normalise_is_idempotent(text: str) -> None:
    """Normalising twice is normalising once, and the result is NFC, for any string."""
    once = normalise(text)
    assert normalise(once) == once == unicodedata.normalize("NFC", once)


def test_lone_surrogates_do_not_crash() -> None:
    """A lone surrogate is no token and no error."""
    assert tokens("a\ud800b") == ["a", "b"]
    assert normalise("\udfff x") == "\udfff x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't don’t", "don't don't"),
        ("3.14 v2.0.1 1,000 end.Start U.S.", "3.14 v2.0.1 1 000 end start u s"),
        ("ABC2024年です", "abc2024 年 で す"),
        ("ラーメン。終", "ラ ー メ ン 終"),
        ("สวัสดี", "ส วั ส ดี"),
        ("ກຳລັງ", "ກ ຳ ລັ ງ"),
        ("ភាសា", "ភា សា"),
        ("မြန်", "မြ န်"),
        ("हिन्दी भाषा", "हिन्दी भाषा"),
        ("اللغة العربية", "اللغة العربية"),
        ("한국어 조사", "한국어 조사"),
        ("snake_case 'quoted' rock'n'roll", "snake case quoted rock'n'roll"),
        ("a\U0001d173b c\U000e0001d e\U000e007ff \U0001bca1", "ab cd ef"),
        ("Straße CAFE\u0301 ﬁn", "strasse café fin"),
        ("★ … —", ""),
        ("", ""),
    ],
)
def test_token_known_values(text: str, expected: str) -> None:
    """Words of each kind of script are cut as a reader of it would expect."""
    assert tokens(text) == expected.split()


@given(TEXTS)
def test_spans_are_where_the_tokens_are(text: str) -> None:
    """Each span, normalised and folded, is its token, and spans are in order."""
    spans = token_spans(text)
    assert [fold(normalise(text[start:end])) for start, end in spans] == tokens(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@given(TEXTS)
def test_tokens_survive_normalising(text: str) -> None:
    """Tokens are the same for a text, its decomposition and its normal form."""
    assert tokens(text) == tokens(normalise(text)) == tokens(unicodedata.normalize("NFD", text))


LATIN = re.sub(text_module._BEYOND_LATIN, "", "".join(map(chr, range(0x2123))))


@given(st.text(alphabet=st.sampled_from(LATIN)) | st.text(alphabet="a1.'’²_é -"))
def test_the_fast_pattern_cuts_the_same(text: str) -> None:
    """The Latin pattern agrees with the script-aware one on all it is used for."""
    fast = [match.span() for match in text_module._LATIN_TOKEN.finditer(text)]
    assert fast == [match.span() for match in text_module._TOKEN.finditer(text)]
    # Composing may change one kind of space into another, and nothing that a token holds.
    assert unicodedata.is_normalized("NFC", "".join(text.split()))


def test_every_latin_character_is_cut_the_same() -> None:
    """Character by character, both patterns agree on what belongs to a word."""
    for character in LATIN:
        assert bool(text_module._LATIN_TOKEN.match(character)) == bool(
            text_module._TOKEN.match(character)
        )


MARKDOWN = r"""
# The *big* day

> - [x] quoted `a * <b> &amp;` item
1. one [link **text**](http://a.example/(x) "t") \*no\* un*break*able snake_case_x
![picture](p.png) [![inner](p.png)](http://b.example) <http://c.example> <br> a &amp; b ~~gone~~

| a | [b](u) |
|---|:-:|
| 1 | `x` |

Setext
------
```python
x = **y**
~~~
```
~~~
z
~~~
[ref]: http://d.example
[ref] [text][ref] <!-- hidden --> 1 < 2
"""


def test_markdown_rendering_known_value() -> None:
    """Marks, images, link targets and rules go; link text, cells and code stay."""
    lines = [line for line in plain_of_markdown(MARKDOWN).splitlines() if line]
    assert lines == [
        "The big day",
        "quoted a * <b> &amp; item",
        "one link text *no* unbreakable snake_case_x",
        "http://c.example a & b gone",
        "a b",
        "1 x",
        "Setext",
        "x = **y**",
        "~~~",
        "z",
        "ref text 1 < 2",
    ]


@given(st.text(alphabet="ab *_[]()!`~|<>\\\n#-1.&;:"))
def test_markdown_rendering_never_raises(markdown: str) -> None:
    """Any markup-like text renders, and rendering adds no words."""
    assert len(tokens(plain_of_markdown(markdown))) <= len(tokens(markdown))


@given(st.lists(st.text(alphabet="abc é.,", min_size=1)))
def test_plain_prose_is_its_own_rendering(lines: list[str]) -> None:
    """Prose without marks keeps its words."""
    assert tokens(plain_of_markdown("\n".join(lines))) == tokens("\n".join(lines))


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("Two words", 2), ("a well-kept one", 3), ("他们 来了", 4)]
)
def test_words_are_counted_for_lists(text: str, count: int) -> None:
    """By white space, or by characters where a script has none between words."""
    assert word_count(text) == count
