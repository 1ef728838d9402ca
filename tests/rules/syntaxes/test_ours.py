"""Our own TOML: what is read, what is written, and where an error is said to be."""

import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from boilerbench.errors import RuleError
from boilerbench.rules.model import (
    Css,
    Lines,
    Phrase,
    Regex,
    Repeated,
    Rule,
    RuleFile,
    SiteTest,
    Token,
)
from boilerbench.rules.syntaxes import parse_rules, unwritable, write_rules
from tests.rules.syntaxes.drawn import DOM, TEXT, TEXTS, rules


def parsed(text: str) -> RuleFile:
    return parse_rules(text, "toml", "rules.toml")


def refusal(text: str) -> str:
    with pytest.raises(RuleError) as caught:
        parsed(text)
    return str(caught.value)


def said(text: str) -> str:
    """How many rules a text has, or what the error says."""
    try:
        return f"rules: {len(parsed(text).rules)}"
    except RuleError as error:
        return str(error)


def test_every_field_is_read() -> None:
    """All matchers with their options, and the lines their tables begin on."""
    file = parsed(
        """# house rules
[[rule]]
kind = "newsletter"
css = "form.newsletter"
sites = ["example.com", "~=example.com"]
note = "between paragraphs"
on = false

[[rule]]
token = "promo"
match = "inside"
exception = true
[[rule]]
lines = ["Advertisement", "Continue reading"]
match = "inside"
loose = true
[[rule]]
phrase = "Sign up"
cut = "line"
[[rule]]
regex = '\\d+ comments'
[[rule]]
repeated = 5
[[rule]]
css = "article"
keep = true
[[test]]
url = "https://example.com/a"
contains = ["story"]
"""
    )
    assert file.rules == (
        Rule(
            Css("form.newsletter"),
            "newsletter",
            ("example.com", "~=example.com"),
            "between paragraphs",
            on=False,
        ),
        Rule(Token("promo", "inside"), exception=True),
        Rule(Lines(("Advertisement", "Continue reading"), "inside", loose=True)),
        Rule(Phrase("Sign up", "line")),
        Rule(Regex(r"\d+ comments")),
        Rule(Repeated(5)),
        Rule(Css("article"), keep=True),
    )
    assert file.lines == (2, 9, 13, 17, 20, 22, 24)
    assert file.tests == (SiteTest("https://example.com/a", ("story",), file.tests[0].line),)
    assert file.place_of_test(file.tests[0]).startswith("rules.toml:2")
    assert file.place(1) == "rules.toml:9"


@given(
    st.lists(
        rules(DOM, exception=st.booleans()) | rules(DOM, keep=st.booleans()) | rules(TEXT),
        max_size=4,
    ),
    st.lists(st.builds(SiteTest, TEXTS, st.lists(TEXTS, max_size=2).map(tuple)), max_size=2),
)
def test_what_is_written_reads_back(drawn: list[Rule], tests: list[SiteTest]) -> None:
    """Our syntax says every rule and every test, whatever stands in them."""
    file = RuleFile("x", tuple(drawn), (), (), tuple(tests))
    again = parsed(write_rules(file, "toml"))
    assert again.rules == file.rules
    assert [(one.url, one.contains) for one in again.tests] == [
        (one.url, one.contains) for one in tests
    ]
    assert unwritable(file, "toml") == ()


@given(st.lists(rules(TEXT), min_size=1, max_size=4))
def test_lines_are_those_of_the_headers(drawn: list[Rule]) -> None:
    """Each rule's line is the one its `[[rule]]` stands on, whatever its strings hold."""
    text = write_rules(RuleFile("x", tuple(drawn), ()), "toml")
    lines = parsed(text).lines
    assert len(lines) == len(drawn)
    assert {text.split("\n")[line - 1] for line in lines} == {"[[rule]]"}


def test_defaults_are_not_written() -> None:
    """A rule is written as short as it can be; patterns stand as they are."""
    file = RuleFile("x", (Rule(Regex(r"\d+"), note="it's"), Rule(Token("ad"), "promo")), (1, 2))
    assert write_rules(file, "toml") == (
        '[[rule]]\nregex = \'\\d+\'\nnote = "it\'s"\n\n[[rule]]\nkind = "promo"\ntoken = "ad"\n'
    )


def test_headers_in_strings_are_none() -> None:
    """A text that says [[rule]] is no rule; quoted, spaced and indented headers are."""
    file = parsed(
        '[[ "rule" ]]\nphrase = \'\'\'\n[[rule]]\n\'\'\'\nnote = """\n[[rule]]\n\\""" # """\n'
        "  [['rule']] # [[rule]]\n'css' = \".a\"\n[[rule]]\nlines = [\n  '[[rule]]',\n  # ]\n]\n"
    )
    assert file.lines == (1, 8, 10)


def test_inline_tables_have_the_line_of_their_list() -> None:
    """Rules in a list are read too; they have no lines of their own."""
    file = parsed('\nrule = [{css = ".a"}, {css = ".b"}]\n')
    assert file.lines == (2, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[rule]]\ncss = \n", "rules.toml:2:7: it is no TOML: Invalid value."),
        ("[[rule]]\ncss = '''a\n\n", "rules.toml:4: it is no TOML: Expected"),
        ("a = " + "[" * 5000, "rules.toml: it is no TOML: it is nested too deep."),
        ("a = " + "1" * 5000, "rules.toml: it is no TOML: Exceeds the limit"),
        ("\nrules = 1", "rules.toml:2: 'rules' stands outside of all rules; expected tables"),
        ("[rules]\ncss='.a'", "did you mean 'rule'?"),
        ("[rule]\ncss='.a'", "rules.toml:1: 'rule' is no list of tables; expected [[rule]]"),
        ("rule = [1]", "rules.toml:1: 'rule' is no list of tables"),
        ("[[rule]]\nkind='promo'\nlnes=['a']", "rules.toml:3: a rule has no field 'lnes'; did you"),
        ("[[rule]]\nxyz=1", "rules.toml:2: a rule has no field 'xyz'; it may have css, xpath,"),
        ("\n[[rule]]\nkind='promo'", "rules.toml:2: it says not what to look for; expected one of"),
        ("[[rule]]\ncss='a'\n\nxpath='//a'", "rules.toml:4: it looks for 'css' and 'xpath'"),
        (
            "[[rule]]\ncss='a'\nloose=true",
            "rules.toml:3: 'loose' means nothing beside 'css'; it go",
        ),
        ("[[rule]]\nphrase='a'\nkeep=true", "rules.toml:3: 'keep' means nothing beside 'phrase'"),
        ("[[rule]]\nregex='a'\nmatch='whole'", "'match' means nothing beside 'regex'"),
        ("[[rule]]\ncss='a'\nkeep=true\nexception=true", "rules.toml:3: an exception keeps nothi"),
        ("[[rule]]\ncss='a'\nkind='newletter'", "'kind' is 'newletter'; expected one of adver"),
        ("[[rule]]\ncss='a'\nkind='newletter'", "did you mean 'newsletter'?"),
        ("[[rule]]\ncss='a'\nkind=3", "rules.toml:3: 'kind' is a number; expected a string."),
        ("[[rule]]\ncss='a'\nnote=''", "rules.toml:3: 'note' is empty; expected text, or no such"),
        ("[[rule]]\ncss='a'\nsites=[]", "rules.toml:3: 'sites' is an empty list; expected str"),
        ("[[rule]]\ncss='a'\nsites='a.com'", "'sites' is a string; expected a list of strings"),
        ("[[rule]]\ncss='a'\nsites=['https://a.com']", "'https://a.com' is no site; expected a h"),
        ("[[rule]]\ncss='a'\non='yes'", "rules.toml:3: 'on' is a string; expected true or false."),
        ("[[rule]]\nlines='a'", "rules.toml:2: 'lines' is a string; expected a list of strings"),
        ("[[rule]]\nlines=['a', 3]", "rules.toml:2: 'lines' is a number; expected a string."),
        ("[[rule]]\nlines=['a', '']", "rules.toml:2: 'lines' is empty"),
        ('[[rule]]\nlines=["a\\nb"]', "rules.toml:2: 'a\\nb' goes over lines; expected a string f"),
        ("[[rule]]\ntoken='a b'", "rules.toml:2: 'a b' is no class or id: these have no white"),
        ("[[rule]]\nrepeated=1", "rules.toml:2: 'repeated' is 1; expected at least 2 pages."),
        ("[[rule]]\nrepeated=true", "'repeated' is true or false; expected a number of pages."),
        ("[[rule]]\nrepeated=2020-01-01", "'repeated' is a date or time; expected a number"),
        ("[[rule]]\ncss='a$'", "rules.toml:2: 'css' cannot be used: 'a$' is no CSS selector: Exp"),
        ("[[rule]]\nxpath='//a['", "rules.toml:2: 'xpath' cannot be used: '//a[' is no XPath: In"),
        ("[[rule]]\nxpath='foo()'", "'xpath' cannot be used: 'foo()' cannot be evaluated: Unreg"),
        ("[[rule]]\nxpath='count(//a)'", "'count(//a)' finds a float, not elements."),
        ("[[rule]]\nregex='(a'", "rules.toml:2: 'regex' cannot be used: '(a' is no regular expr"),
        ("[[test]]\nuri='a'", "rules.toml:2: a test has no field 'uri'; it has url and contains"),
        ("[[test]]\ncontains=['a']", "rules.toml:1: a test needs the url of its page."),
    ],
)
def test_errors_say_where_and_what(text: str, said: str) -> None:
    """An error names file and line, what was found, what was expected, and the nearest name."""
    assert said in refusal(text)


@given(st.text() | st.text(st.sampled_from("[]rule\"'\n=#\\{}.,ab 1")))
@example("[[rule]]\nx = '''\n''''\n")
def test_no_text_breaks_the_parser(text: str) -> None:
    """Whatever stands in a file, it is read or refused with a RuleError."""
    assert said(text).startswith(("rules.toml", "rules: "))


@given(
    st.dictionaries(
        st.sampled_from(["css", "xpath", "lines", "regex", "sites", "keep", "match", "a"]),
        st.sampled_from(["true", "'a'", "['a']", "[]", "{}", "'('", "1.5", "'whole'", "[[1]]"]),
    )
)
def test_no_values_break_the_reader(fields: dict[str, str]) -> None:
    """Fields with values of any type make a rule or a RuleError."""
    text = "[[rule]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items())
    tomllib.loads(text)
    assert said(text).startswith(("rules.toml:", "rules: 1"))
