"""Class names and ids hashed, alike wherever the page says them."""

import hashlib
import re
from random import Random
from typing import Final

from lxml.html import HtmlElement

_REFERENCES: Final = ("for", "list", "form", "headers", "aria-labelledby", "aria-describedby",
                      "aria-controls", "aria-owns")  # fmt: skip  # two lines say it
_NAME: Final = re.compile(r"([.#])(-?[A-Za-z_][A-Za-z0-9_-]*)")
_RULE: Final = re.compile(r"([^{}]*)(\{)")


def hash_names(tree: HtmlElement, rng: Random) -> None:
    """Give every class and id a name that says nothing.

    The page's style sheets in `<style>`, labels and links within the page follow; names in scripts
    and in style sheets elsewhere do not. `name` attributes, `data-` and `role` stay.
    """
    salt = rng.randbytes(8)
    known: set[str] = set()
    for element in tree.iter("*"):
        known.update((element.get("class") or "").split())
        known.update((element.get("id") or "").split())
    new = {name: _hashed(name, salt) for name in known}
    for element in tree.iter("*"):
        for attribute in ("class", "id", *_REFERENCES):
            if (value := element.get(attribute)) is not None:
                element.set(attribute, " ".join(new.get(one, one) for one in value.split()))
        href = element.get("href") or ""
        if href.startswith("#") and href[1:] in new:
            element.set("href", f"#{new[href[1:]]}")
        if element.tag == "style" and element.text:
            element.text = _RULE.sub(lambda rule: _in_selector(rule, new), element.text)


def _hashed(name: str, salt: bytes) -> str:
    # A letter first: a class of digits alone could not be said in CSS.
    return f"c{hashlib.blake2s(name.encode(), key=salt, digest_size=4).hexdigest()}"


def _in_selector(rule: re.Match[str], new: dict[str, str]) -> str:
    selector = _NAME.sub(lambda one: one[1] + new.get(one[2], one[2]), rule[1])
    return selector + rule[2]
