"""The exported module does with lxml alone what our rules do."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from boilerbench.corpora import open_unchecked
from boilerbench.rules.bounded import Pruner
from boilerbench.rules.cleaning import TextRules
from boilerbench.rules.exporting import export
from boilerbench.rules.model import (
    Css,
    Lines,
    Phrase,
    Regex,
    Repeated,
    Rule,
    RuleFile,
    Token,
    XPath,
)
from boilerbench.rules.pruning import control_of
from boilerbench.rules.scopes import host_of

RULES = (
    Rule(Css("nav, footer")),
    Rule(Token("newsletter", "inside")),
    Rule(Css("p:has-text(/^\\s*advert\\w+/i)")),
    Rule(Css("a:has-text(Read):upward(2)")),
    Rule(XPath("//*[re:test(@class, '^(share|social)')]")),
    Rule(Css("body[class]")),
    Rule(Css("h2"), sites=("other.example",)),
    Rule(Css("aside")),
    Rule(Css("aside"), exception=True, sites=("other.example",)),
    Rule(Lines(("Advertisement",), loose=True)),
    Rule(Lines(("Home", "World"), "inside")),
    Rule(Phrase("the", cut="line")),
    Rule(Phrase("and")),
    Rule(Regex(r"^(?<first>By)\b.*$")),
)
CALL = """
import importlib.util, json, sys
from lxml import html
assert "boilerbench" not in sys.modules
spec = importlib.util.spec_from_file_location("exported", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
for line in sys.stdin:
    page, text, host = json.loads(line)
    tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    module.prune(tree, host)
    print(json.dumps([html.tostring(tree, encoding="unicode"), module.clean(text, host)]))
"""


def file_of(*rules: Rule) -> RuleFile:
    """A file with a rule on each line."""
    return RuleFile("some.toml", rules, tuple(range(1, len(rules) + 1)))


def test_the_module_prunes_and_cleans_as_our_rules_do(tmp_path: Path) -> None:
    """On shipped pages and their gold, in a process that never loads boilerbench."""
    found = export(file_of(*RULES), "python")
    assert found.left_out == ()
    path = tmp_path / "exported.py"
    path.write_text(found.text, encoding="utf-8")
    texts = TextRules(RULES)
    asked, wanted = [], []
    with Pruner(RULES) as pruner:
        for page in open_unchecked("news").pages[:12]:
            control = control_of(page.source.read(), page.charset)
            pruned = pruner.prune(control, url=page.url)
            host = host_of(page.url)
            asked.append([control.decode(), page.gold.text, host])
            wanted.append([_text(pruned.content), texts.clean(page.gold.text or "", host).text])
    answered = subprocess.run(
        [sys.executable, "-I", "-c", CALL, str(path)],
        input="\n".join(map(json.dumps, asked)),
        capture_output=True,
        text=True,
        check=True,
    )
    told = [json.loads(line) for line in answered.stdout.splitlines()]
    assert [[_text(one.encode()), text] for one, text in told] == wanted


def _text(content: bytes) -> str:
    parser = html.HTMLParser(encoding="utf-8")
    return str(html.document_fromstring(content, parser=parser).text_content())


def test_an_escaped_parenthesis_begins_no_group() -> None:
    """An escaped parenthesis before `?<a` is no named group there, as it is none here."""
    rule = Rule(Regex(r"x\(?<a>|\\(?<cut>y)"))
    made: dict[str, Any] = {}
    exec(export(file_of(rule), "python").text, made)  # noqa: S102  it is a module of ours
    text = "1 x(<a> 2 x<a> 3 \\y 4"
    assert made["clean"](text, None) == TextRules([rule]).clean(text, None).text


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Rule(Css(".a"), on=False), "it is off"),
        (Rule(Css(".a"), keep=True), "it keeps an element"),
        (Rule(Css(".a"), sites=("x.*",)), "list of public suffixes"),
        (Rule(XPath("//p/@id")), "it finds text or values"),
        (Rule(Repeated(3)), "outputs of all pages"),
        (Rule(Regex(r"(?:foo){e<=1}")), "reads the braces in it otherwise"),
        (Rule(Regex(r"\p{Lu}+")), "reads the braces"),
        (Rule(Regex(r"\h")), "does not read its pattern"),
        (Rule(Regex(r"[[:alpha:]]x")), "does not read its pattern"),
    ],
)
def test_what_the_module_cannot_do_is_told(rule: Rule, why: str) -> None:
    """With its place and the reason."""
    (told,) = export(file_of(rule), "python").left_out
    assert why in told
    assert told.startswith("some.toml:1: ")
