"""What can be said of the reply to one page, and whether it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from boilerbench import probes
from boilerbench.records import ANSWERS, Reply
from boilerbench.text import normalise, plain_of_markdown

Judge: TypeAlias = Callable[[Reply, Reply], tuple[bool, str]]
"""Whether a claim holds of a reply, and what happened; the second reply is the first case's."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that is said of the reply to one page; `must` if an adapter fails without it."""

    name: str
    judge: Judge
    must: bool = False


def _keeps(reply: Reply, _first: Reply) -> tuple[bool, str]:
    return reply.outcome not in ("crash", "bad-output", "unavailable"), _said(reply)


def _answers(reply: Reply, _first: Reply) -> tuple[bool, str]:
    return reply.outcome in ANSWERS, _said(reply)


def _repeats(reply: Reply, first: Reply) -> tuple[bool, str]:
    if reply.outcome not in ANSWERS:
        return False, _said(reply)
    same = _parts(reply) == _parts(first)
    return same, "the same" if same else f"another result: {_said(reply)}"


def _holds_article(reply: Reply, _first: Reply) -> tuple[bool, str]:
    text = _plain(reply)
    found = sum(paragraph in text for paragraph in probes.PARAGRAPHS)
    return found == len(probes.PARAGRAPHS), f"{found} of {len(probes.PARAGRAPHS)} paragraphs"


def _leaves_out(reply: Reply, _first: Reply) -> tuple[bool, str]:
    words = {probes.SCRIPT: "script", probes.STYLE: "style"}
    leaked = [what for word, what in words.items() if word in _plain(reply)]
    return not leaked, f"text of {' and '.join(leaked)}" if leaked else "left out"


def _holds(reply: Reply, _first: Reply, *, words: str) -> tuple[bool, str]:
    kept = words in _plain(reply)
    return kept, "kept" if kept else "lost"


def _encodes(reply: Reply, _first: Reply) -> tuple[bool, str]:
    return not reply.surrogates, f"{reply.surrogates or 'none'} replaced by U+FFFD"


KEEPS: Final = Claim("keeps the contract", _keeps, must=True)
ANSWERED: Final = Claim("is answered", _answers, must=True)
REPEATS: Final = Claim("gives the same", _repeats, must=True)
ARTICLE: Final = Claim("article text", _holds_article)
CODE: Final = Claim("script, style text", _leaves_out)
BOTTOM: Final = Claim("bottom text", partial(_holds, words=probes.DEEP))
END: Final = Claim("end of the text", partial(_holds, words=probes.LAST))
SURROGATES: Final = Claim("lone surrogates", _encodes)


def _said(reply: Reply) -> str:
    """The outcome, with the reason of a failure or the size of an answer."""
    if reply.outcome in ANSWERS:
        size = len(reply.text) or len(reply.markdown or "")
        return f"{reply.outcome}, {size:,} characters" if size else reply.outcome
    return f"{reply.outcome}: {reply.reason}"


def _parts(reply: Reply) -> tuple[str | None, ...]:
    return reply.text, reply.markdown, reply.title, reply.author, reply.date


def _plain(reply: Reply) -> str:
    return normalise(reply.text or plain_of_markdown(reply.markdown or ""))
