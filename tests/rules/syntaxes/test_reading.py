"""Rule files on disk: which syntax they are in, whole folders, and what cannot be read."""

from pathlib import Path

import pytest

from boilerbench.errors import RuleError, UsageError
from boilerbench.rules.model import Css, Rule, Token, Unapplied, XPath
from boilerbench.rules.syntaxes import SYNTAXES, parse_rules, read_rules
from boilerbench.rules.syntaxes.detecting import detected


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        ("##.ad", "easylist"),
        ("||a.com^\na.com#@#.ad", "easylist"),
        ("##aside", "easylist"),
        ("[Adblock Plus 2.0]\n||a.com^", "easylist"),
        ("! x: y\n###ad\r\n", "easylist"),
        ("strip: //p", "ftr"),
        ("# x\n##Remove the header\ntitle: //h1[@class='##.x']\n", "ftr"),
        ("replace_string(<a>): x", "ftr"),
        ("", None),
        ("nothing here", None),
        ("name: value", None),
        ("strip: //p\na.com##.ad", None),
        ("strip: //p\n##.ad", None),
    ],
)
def test_lines_tell_the_syntax(text: str, syntax: str | None) -> None:
    """Lines that only one syntax has tell it; where both have some, or neither, nothing does."""
    assert detected(text, "rules.txt") == syntax


def test_a_file_is_read(tmp_path: Path) -> None:
    """A file's name or lines tell its syntax, a byte order mark is passed over."""
    ours = tmp_path / "rules.toml"
    ours.write_bytes(b'\xef\xbb\xbf[[rule]]\r\ncss = ".a"\r\n')
    assert read_rules(ours).rules == (Rule(Css(".a")),)
    lines = tmp_path / "list.txt"
    lines.write_text("##.ad\n", encoding="utf-8")
    assert read_rules(lines).place(0) == f"{lines}:1"
    assert read_rules(lines, "easylist").rules == (Rule(Css(".ad")),)


def test_a_folder_is_read_as_one_file(tmp_path: Path) -> None:
    """All files of a folder in the order of their names, each rule with its own place."""
    (tmp_path / "b.com.txt").write_text("title: //h1\n\nstrip: //p\ntest_url: https://b.com\n")
    (tmp_path / ".a.com.txt").write_text("# sub-domains\nstrip_id_or_class: ad\n")
    (tmp_path / "LICENSE.txt").write_text("Public domain.\n")
    (tmp_path / "ours.toml").write_text("[[rule]]\ncss = '.x'\n")
    (tmp_path / "README.md").write_text("strip: //p\n")
    file = read_rules(tmp_path)
    assert file.name == str(tmp_path)
    assert file.rules == (
        Rule(Token("ad", "inside"), sites=(".a.com",)),
        Rule(XPath("//p"), sites=("=b.com",)),
        Rule(Css(".x")),
    )
    assert [file.place(at) for at in range(3)] == [".a.com.txt:2", "b.com.txt:3", "ours.toml:1"]
    assert file.unapplied == (
        Unapplied(1, "LICENSE.txt", "no line of it is a rule", "LICENSE.txt"),
        Unapplied(
            1,
            "title: //h1",
            "it finds what a page says of itself, and takes nothing away",
            "b.com.txt",
        ),
    )
    assert [one.url for one in file.tests] == ["https://b.com"]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    """A missing, foreign, empty or damaged file is a RuleError that says what mends it."""
    with pytest.raises(RuleError, match=r"none.toml: the rules cannot be read: No such file"):
        read_rules(tmp_path / "none.toml")
    with pytest.raises(RuleError, match=r"the folder has no rules; expected files .toml or .txt"):
        read_rules(tmp_path)
    odd = tmp_path / "odd.txt"
    odd.write_text("a: b\n")
    with pytest.raises(RuleError, match=r"lines do not tell .* Say which: easylist:"):
        read_rules(odd)
    odd.write_bytes(b"##.a\n##.\xff\n")
    with pytest.raises(RuleError, match=r"odd.txt:2: it is no UTF-8"):
        read_rules(odd)


def test_unknown_syntaxes_are_refused() -> None:
    """A syntax that does not exist is a usage error that names the nearest."""
    assert list(SYNTAXES) == ["toml", "easylist", "ftr"]
    with pytest.raises(UsageError, match=r"no syntax 'easylst'; .* did you mean 'easylist'\?"):
        parse_rules("", "easylst", "x")
