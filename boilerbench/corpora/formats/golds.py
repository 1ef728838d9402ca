"""Gold as people left it: bytes of any encoding to text, without tags of old tasks; dates."""

import codecs
import datetime as dt
import html
import re
from pathlib import Path

from boilerbench.errors import CorpusError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def gold_text(file: Path) -> str:
    """The text of a gold file, with plain line ends; CorpusError where it cannot be read.

    A byte order mark decides (UTF-8, UTF-16), else UTF-8 if the bytes are valid, else cp1252, whose
    five unused bytes become U+FFFD: Dragnet, CleanEval and IR-research hold all of these.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CorpusError(
            f"{file} cannot be read ({error.strerror}): restore it, or remove its page."
        ) from error
    return decoded(content)


def decoded(content: bytes) -> str:
    """Gold bytes as text, with plain line ends."""
    return re.sub(r"\r\n?", "\n", _decoded(content))


def _decoded(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


_URL_LINE = re.compile(r"\A\s*URL:[^\n]*(?:\n|\Z)")
_SEGMENT = re.compile(r"<(?:p|h|l)>", re.IGNORECASE)
_STRAY = re.compile(r"</(?:p|h|l)>|<cr>", re.IGNORECASE)


def cleaneval_text(gold: str, *, entities: bool = False) -> str:
    """The text of a CleanEval gold file: a line for each segment, without its `<p>`, `<h>`, `<l>`.

    Those tags open segments, mostly but not always at the start of a line, and are hardly ever
    closed; a first line may name the page's URL. Other text in angle brackets (`<http://…>`) is
    text, so no HTML parser may see it. `entities` are character references, which CleanPortalEval's
    files hold and CleanEval's do not.
    """
    body = _URL_LINE.sub("", gold, count=1)
    parts = _SEGMENT.split(body)
    lines = [" ".join(_STRAY.sub(" ", part).split()) for part in parts]
    text = "\n\n".join(line for line in lines if line)
    return html.unescape(text) if entities else text


def given(text: str) -> str | None:
    """The text, or None where a public gold file is empty: nobody said that silence is right."""
    return text if text.strip() else None


def date_of(text: str | None) -> dt.date | None:
    """A date as ISO 8601 writes it; None for none and for what is spelled otherwise."""
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
