"""Which syntax a file of rules is in, by its name and by what its lines look like."""

import re

from boilerbench.rules.syntaxes.directives import FOREIGN, OURS
from boilerbench.rules.syntaxes.easylist import COSMETIC
from boilerbench.rules.syntaxes.siteconfig import DIRECTIVE

_WORD = re.compile(r"##[\w#]")


def detected(text: str, name: str) -> str | None:
    """The syntax of a text in a file of this name; None where it may be several, or none."""
    if name.endswith(".toml"):
        return "toml"
    lines = [line.strip() for line in re.split(r"[\r\n]+", text)]
    configs = any(map(_is_directive, lines))
    lists = any(map(_is_cosmetic, lines))
    if configs != lists:
        return "ftr" if configs else "easylist"
    # `##aside` and `###ad` hide elements; in a site config they are comments.
    weakly = any(map(_WORD.match, lines)) or any(line.startswith("[Adblock") for line in lines)
    return "easylist" if weakly and not configs else None


def _is_directive(line: str) -> bool:
    found = DIRECTIVE.fullmatch(line)
    return found is not None and (found[1] in OURS or found[1] in FOREIGN)


def _is_cosmetic(line: str) -> bool:
    if line.startswith("!") or _WORD.match(line) or _is_directive(line):
        return False
    found = COSMETIC.fullmatch(line)
    return found is not None and bool(found["what"]) and found["what"][0] != " "
