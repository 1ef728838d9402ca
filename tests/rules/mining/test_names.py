"""What an element can be called, and that the matcher of each name finds it."""

from lxml import html

from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.mining.choosing import names
from boilerbench.rules.mining.names import compound_names, matcher_of, simple_names
from boilerbench.rules.model import Css, Rule, Token

TREE = html.document_fromstring(
    '<body class="page"><div class="rail side md:flex"><aside id="more" class="box rail"'
    ' role="note" aria-label="say &quot;more&quot;"><p>Words</p></aside></div></body>'
)
ASIDE = TREE.xpath("//aside")[0]


def test_single_names() -> None:
    """Id and classes as tokens, attributes that can be written, a tag that says something."""
    assert list(simple_names(ASIDE)) == [
        "token more", "token box", "token rail", 'css [role="note"]', "css aside"
    ]  # fmt: skip  # one value
    assert list(simple_names(ASIDE[0])) == []


def test_compound_names() -> None:
    """Tag with a name, two classes, and the parent's names before its own; never the body's."""
    found = list(compound_names(ASIDE))
    assert {"css aside#more", "css aside.box", "css .box.rail", "css .side > aside"} <= set(found)
    assert "css .side > .box" in found
    assert not any("md:flex" in name or "page" in name for name in found)
    assert not any(">" in name for name in compound_names(ASIDE.getparent()))


def test_every_name_finds_its_element() -> None:
    """A name spells a matcher, which finds the element it was made from."""
    assert matcher_of("token a b") == Token("a b")
    assert matcher_of('css [role="note"]') == Css('[role="note"]')
    for element in TREE.xpath("//body//*"):
        for name in names(element):
            index = RuleIndex([Rule(matcher_of(name))])
            assert element in index.hits(TREE, None).elements[0], name
