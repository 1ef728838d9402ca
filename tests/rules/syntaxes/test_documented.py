"""The page on rule files: its examples can be read, and every field and directive is named."""

import re
from pathlib import Path

import pytest

from boilerbench.errors import RuleError
from boilerbench.rules.model import Token
from boilerbench.rules.syntaxes import SYNTAXES, parse_rules, unwritable, write_rules
from boilerbench.rules.syntaxes.directives import OURS
from boilerbench.rules.syntaxes.fields import COMMON, MATCHERS, OPTIONS

PAGE = (Path(__file__).parents[3] / "docs" / "rule-files.md").read_text(encoding="utf-8")
TOML, MESSAGE, LINES, CONFIG = re.findall(r"(?ms)^```(?:toml|text)\n(.*?)^```", PAGE)


def test_our_example_uses_every_field() -> None:
    """The example of TOML is read, and shows all there is."""
    file = parse_rules(TOML, "toml", "rules.toml")
    assert len(file.rules) == TOML.count("[[rule]]")
    assert len(file.tests) == 1
    for field in (*MATCHERS, *OPTIONS, *COMMON):
        assert re.search(rf"^{field} = ", TOML, re.MULTILINE), field
        assert f"| `{field}` |" in PAGE


def test_the_example_of_an_error_is_what_is_said() -> None:
    """The sentence on a misspelt kind is the code's, cut in its middle."""
    with pytest.raises(RuleError) as caught:
        parse_rules("[[rule]]\ncss = '.a'\nkind = 'newletter'\n", "toml", "rules.toml")
    first, last = MESSAGE.strip().split("…")
    assert str(caught.value).startswith(first)
    assert str(caught.value).endswith(last)


@pytest.mark.parametrize(("text", "syntax"), [(LINES, "easylist"), (CONFIG, "ftr")])
def test_the_other_examples_are_read_and_written(text: str, syntax: str) -> None:
    """Every line of the examples is carried out, and is written as it stands there."""
    file = parse_rules(text, syntax, "example.com.txt")
    assert file.unapplied == ()
    assert unwritable(file, syntax) == ()
    written = [line for line in write_rules(file, syntax).split("\n") if line]
    expected = [
        "strip: //img[contains(@src, '/ads/')]" if line.startswith("strip_image_src") else line
        for line in text.split("\n")
        if line
    ]
    assert written == ["[Adblock Plus 2.0]", *expected] if syntax == "easylist" else expected


def test_tokens_are_written_as_the_page_says() -> None:
    """A whole token becomes a selector in a list."""
    file = parse_rules("[[rule]]\ntoken = 'promo'\n", "toml", "x")
    assert isinstance(file.rules[0].what, Token)
    assert write_rules(file, "easylist").endswith("\n##.promo, #promo\n")
    assert "`promo` becomes `.promo, #promo`" in PAGE


def test_every_syntax_and_directive_is_named() -> None:
    """The page has each syntax, and each directive that is a rule or a test."""
    assert all(f"| `{name}` |" in PAGE for name in SYNTAXES)
    assert all(f"`{name}`" in PAGE for name in OURS if name != "strip_attr")
