"""Leaked and extra pieces with the element that each comes from."""

from boilerbench.origins import origins
from boilerbench.records import Extraction, Gold, HtmlBytes, Noise, Page
from boilerbench.sidebyside import Bounds, side_by_side

MARKUP = b"""<body><div id=a><p>The ferry left the harbour at dawn.</p>
<p class=nl>Sign up for our letter</p><p>Share</p><p>By noon the piano had been played.</p>
<p>Share</p></div></body>"""
GOLD = Gold(
    text="The ferry left the harbour at dawn.\n\nBy noon the piano had been played.",
    noise=(Noise("newsletter", "Sign up for our letter", ".nl"), Noise("share", "Share")),
)


def test_leaks_and_extra_text_say_where_they_stand() -> None:
    """By the selector of the gold, else by their words and neighbours; kept text says nothing."""
    page = Page("p", HtmlBytes(MARKUP), GOLD)
    text = (
        "The ferry left the harbour at dawn.\nSign up for our letter\nShare\n"
        "By noon the piano had been played.\nShare\nwhat nobody wrote"
    )
    extraction = Extraction(page="p", digest="0", outcome="ok", text=text)
    diff = side_by_side(page, extraction, source=origins(page))
    places = [(piece.mark, piece.place) for pair in diff.pairs for piece in pair.output]
    assert places == [
        ("kept", None),
        ("leaked", "div#a > p.nl"),
        ("leaked", "div#a > p:nth-of-type(3)"),
        ("kept", None),
        ("extra", None),
    ]
    apart = side_by_side(
        page,
        Extraction(page="p", digest="0", outcome="ok", text=text.removesuffix("what nobody wrote")),
        Bounds(kept=1),
        origins(page),
    )
    assert apart.pairs[-1].output[0].place == "div#a > p:nth-of-type(5)"
