"""Matchers in one spelling, so that those that find the same are equal."""

import re
from functools import lru_cache

from boilerbench.rules.linting.traits import alternatives
from boilerbench.rules.model import Css, Matcher, Token, XPath

_STRINGS = re.compile(r"""("[^"]*"|'[^']*')|\s+""")


@lru_cache(maxsize=32_768)
def normal(what: Matcher) -> str:
    """A matcher without what makes no difference: white space, the order of alternatives, quotes.

    A token is the selector `.token, #token`.
    """
    match what:
        case Css(selector):
            return "css " + ", ".join(sorted({one.normal for one in alternatives(selector)}))
        case Token(token, "whole"):
            return "css " + ", ".join(sorted((f"*.{token}", f"*#{token}")))
        case XPath(expression):
            return "xpath " + _STRINGS.sub(lambda one: one[1] or " ", expression).strip()
    return repr(what)
