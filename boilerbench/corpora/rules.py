"""What `corpus check` looks for: each rule's code, name and severity, in one table."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of fault: its stable code, its name, how bad it is, and what it says."""

    code: str
    name: str
    severity: Severity
    about: str


RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for rule in (
        Rule("F01", "url-without-host", "error", "the URL names no host"),
        Rule("F02", "empty-field", "error", "a label or snippet has no text"),
        Rule("G01", "gold-not-on-page", "error", "over a tenth of gold's words are not there"),
        Rule("G02", "gold-line-not-on-page", "error", "a line of gold is not on the page"),
        Rule("G03", "no-gold", "warning", "the page has no gold, or an empty one"),
        Rule("G04", "no-page", "error", "gold whose page is missing"),
        Rule("G05", "gold-markup", "warning", "gold holds markup, entities or broken characters"),
        Rule("G06", "gold-boilerplate", "warning", "a line of gold is a phrase of boilerplate"),
        Rule("G07", "gold-of-a-tool", "warning", "gold is what a tool returned"),
        Rule("L01", "label-not-on-page", "error", "optional or noise text is not on the page"),
        Rule("L02", "selector", "error", "a selector does not name the element of its text"),
        Rule("L03", "unlabelled", "error", "words that are neither gold, optional nor noise"),
        Rule("L04", "label-twice", "error", "a label whose words are all labelled already"),
        Rule("S01", "contains-not-in-gold", "error", "a must-have snippet is not in the gold"),
        Rule("S02", "contains-not-on-page", "error", "a must-have snippet is not on the page"),
        Rule("S03", "lacks-in-gold", "error", "a must-not snippet stands in the gold"),
        Rule("S04", "lacks-not-on-page", "warning", "a must-not snippet is not on the page"),
        Rule("S05", "snippet-spaces", "warning", "a snippet has white space that no output has"),
        Rule("S06", "snippet-twice", "warning", "the same snippet stands twice"),
        Rule("S07", "lacks-common", "warning", "a must-not word or two stand on the page often"),
        Rule("P01", "label-leak", "error", "marks in the HTML tell which text is gold"),
        Rule("P02", "sanitised", "warning", "the HTML has no script: it may not be as served"),
        Rule("P03", "error-page", "warning", "the page is an error message or a refusal"),
        Rule("P04", "consent-page", "warning", "the page only asks for consent"),
        Rule("P05", "empty-shell", "warning", "the page shows hardly a word"),
        Rule("P06", "wrong-charset", "warning", "the bytes are not in the declared encoding"),
        Rule("P07", "gold-unseen", "warning", "gold stands only in noscript or in scripts"),
        Rule("P08", "flagged", "warning", "its source itself says that the page is unfit"),
        Rule("D01", "duplicate-page", "error", "the same bytes as another page"),
        Rule("D02", "duplicate-gold", "error", "the same gold as another page"),
        Rule("D03", "page-in-two-splits", "error", "the same bytes in another split"),
        Rule("D04", "site-in-two-splits", "warning", "sites with pages in several splits"),
        Rule("X01", "extractors-against-gold", "warning", "good extractors agree on another text"),
    )
}
"""By code; codes are never given to another fault."""
