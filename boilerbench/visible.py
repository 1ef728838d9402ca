"""Foreign text with the characters made visible that nobody sees and that turn others around."""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regex import Pattern


_PERHAPS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)


# A joiner that spells stays (RFC 5892, appendix A, as in `boilerbench.text`), and so does one
# between emoji. Tabs and line feeds are seen; a soft hyphen shows where a line breaks.
@cache
def _unseen() -> "Pattern[str]":
    import regex  # noqa: PLC0415  slow to load, and most text is plain

    return regex.compile(
        r"""[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e]
          | [\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]
          | (?<!\p{ccc=9}\p{M}*) (?<!\p{Extended_Pictographic}[\ufe0f\U0001f3fb-\U0001f3ff]*) \u200d
          | (?<!\p{ccc=9}\p{M}*) (?<![\p{jt=L}\p{jt=D}]\p{M}*) \u200c""",
        regex.V1 | regex.VERBOSE,
    )


def visible(text: str) -> str:
    """Text with each control, bidirectional mark and zero-width character as `⟨U+202E⟩`.

    Nothing in it commands a terminal, or makes text read otherwise than it is written.
    """
    if _PERHAPS.search(text) is None:
        return text
    return _unseen().sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)
