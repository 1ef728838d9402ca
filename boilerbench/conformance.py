"""What must hold of every adapter, and what is merely reported: cases, and judging them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from boilerbench import probes
from boilerbench.commands import Command
from boilerbench.extracting import body_of
from boilerbench.messages import Reply
from boilerbench.records import ANSWERS
from boilerbench.sessions import Greeting, Session
from boilerbench.text import normalise, plain_of_markdown

Judge: TypeAlias = Callable[[Reply, Reply], tuple[bool, str]]
"""Whether a claim holds of a reply, and what happened; the second reply is the first case's."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that is said of the reply to one page; `must` if an adapter fails without it."""

    name: str
    judge: Judge
    must: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A page that is asked of an adapter, and what is claimed of the reply.

    `fresh` asks it of a worker that has seen no page yet.
    """

    name: str
    page: Callable[[], bytes]
    claims: tuple[Claim, ...]
    url: str | None = probes.URL
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """How one claim fared: what happened, in milliseconds and in bytes where a call was made."""

    case: str
    claim: str
    must: bool
    held: bool
    happened: str
    wall_ms: float | None = None
    peak_memory: int | None = None

    @property
    def verdict(self) -> str:
        """`holds`, `fails`, or `reported` for what need not hold."""
        return ("holds" if self.held else "fails") if self.must else "reported"


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
ANSWERS_IT: Final = Claim("is answered", _answers, must=True)
REPEATS: Final = Claim("gives the same", _repeats, must=True)
ARTICLE: Final = Claim("article text", _holds_article)
CODE: Final = Claim("script, style text", _leaves_out)
BOTTOM: Final = Claim("bottom text", partial(_holds, words=probes.DEEP))
END: Final = Claim("end of the text", partial(_holds, words=probes.LAST))
SURROGATES: Final = Claim("lone surrogates", _encodes)

STARTS: Final = "starts"
NO_NETWORK: Final = "no network attempt"

CASES: Final = (
    Case("article", probes.article, (ANSWERS_IT, ARTICLE, CODE)),
    Case("article again", probes.article, (REPEATS,)),
    Case("no URL known", probes.article, (ANSWERS_IT,), url=None),
    Case("links and pictures", probes.linked, (KEEPS, ARTICLE)),
    Case("empty page", lambda: b"", (KEEPS,)),
    Case("blanks only", lambda: b" \r\n\t \xc2\xa0\n" * 50, (KEEPS,)),
    Case("binary noise", probes.binary, (KEEPS,)),
    Case("wrong charset", probes.mislabelled, (KEEPS, ARTICLE)),
    Case("XML declaration", probes.xml_declared, (KEEPS, ARTICLE)),
    Case("NUL, lone surrogates", probes.unencodable, (KEEPS, ARTICLE, SURROGATES)),
    Case("254 nested elements", partial(probes.nested, 254), (KEEPS, BOTTOM)),
    Case("article after these", probes.article, (REPEATS,)),
    Case("5,000 nested elements", partial(probes.nested, 5000), (KEEPS, BOTTOM)),
    Case("10 MB page", partial(probes.long, 10 << 20), (KEEPS, END)),
    Case("article, new worker", probes.article, (REPEATS,), fresh=True),
)
"""What an adapter is asked, in this order: what may cost a worker its life comes late."""


def check(
    command: Command,
    cases: Sequence[Case] = CASES,
    begin: Callable[[str], None] = lambda _case: None,
) -> tuple[Finding, ...]:
    """How every claim of the cases fares with an extractor; `begin` is told each case's name.

    Raises UnavailableError where its worker does not start.
    """
    found: list[Finding] = []
    replies: dict[str, Reply] = {}
    session = Session(command)
    try:
        found.append(_started(session.greeting()))
        for case in cases:
            begin(case.name)
            if case.fresh:
                session.close()
                session = Session(command)
            body = body_of(command, case.page())
            reply = replies[case.name] = session.ask(body, case.url, "en")
            found += _judged(case, reply, replies[cases[0].name])
    finally:
        session.close()
    return (*found, _network(replies))


def _judged(case: Case, reply: Reply, first: Reply) -> Iterator[Finding]:
    """A claim's finding each, the first with what the call cost."""
    timing = reply.timing
    for place, claim in enumerate(case.claims):
        held, happened = claim.judge(reply, first)
        costly = timing if place == 0 else None
        yield Finding(
            case.name,
            claim.name,
            claim.must,
            held,
            happened,
            wall_ms=costly.wall_ns / 1e6 if costly else None,
            peak_memory=costly.peak_memory if costly else None,
        )


def _started(greeting: Greeting) -> Finding:
    return Finding(
        "worker",
        STARTS,
        must=True,
        held=True,
        happened=f"{greeting.runtime}, in {greeting.containment}",
        wall_ms=greeting.import_ns / 1e6,
    )


def _network(replies: dict[str, Reply]) -> Finding:
    tried = [name for name, reply in replies.items() if reply.network_attempts]
    attempts = sum(reply.network_attempts for reply in replies.values())
    happened = f"{attempts}, the first on: {tried[0]}" if tried else "no attempt seen"
    return Finding("all pages", NO_NETWORK, must=True, held=not tried, happened=happened)


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
