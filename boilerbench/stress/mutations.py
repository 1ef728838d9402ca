"""The mutations that keep what a reader sees: one table of them all."""

from collections.abc import Mapping
from random import Random
from typing import Final

from lxml.html import HtmlElement

from boilerbench.stress.debris import drop_json_ld, drop_scripts, litter
from boilerbench.stress.elements import shuffle_attributes, to_divs, wrap_blocks
from boilerbench.stress.encodings import in_utf16, in_windows_1252
from boilerbench.stress.entities import referenced
from boilerbench.stress.mutation import Mutation, in_tree, rewritten
from boilerbench.stress.naming import hash_names
from boilerbench.stress.spacing import indent, minify, rewrap


def _nothing(_tree: HtmlElement, _rng: Random) -> None:
    return


CONTROL: Final = "parsed"
"""What every other mutation is held against: it alone is held against the page as served."""

MUTATIONS: Final[Mapping[str, Mutation]] = {
    CONTROL: in_tree("parsed and serialised, with nothing changed", _nothing),
    "names": in_tree("class names and ids hashed", hash_names),
    "divs": in_tree("article, main, section, header, footer, nav, aside as div", to_divs),
    "wrappers": in_tree("one or two divs around every block", wrap_blocks),
    "attributes": in_tree("attributes in another order", shuffle_attributes),
    "minified": in_tree("no white space that is not shown", minify),
    "indented": in_tree("a line for every block, indented", indent),
    "rewrapped": in_tree("lines of the source broken elsewhere, with tabs", rewrap),
    "entities": Mutation("characters as references though none need it", referenced),
    "comments": in_tree("comments between words, empty elements", litter),
    "utf-16": Mutation("in UTF-16 with a byte order mark", in_utf16),
    "windows-1252": Mutation("in windows-1252, the rest as references", in_windows_1252),
    "no-scripts": in_tree("without scripts and style sheets", drop_scripts),
    "no-json-ld": in_tree("without JSON-LD", drop_json_ld),
}
"""Every mutation that changes nothing a reader sees, by name."""


def mutated(content: bytes, name: str, *, seed: int = 0, charset: str | None = None) -> bytes:
    """A page under the mutation of this name, which says its own encoding."""
    return rewritten(content, MUTATIONS[name].make, f"{seed} {name}", charset)
