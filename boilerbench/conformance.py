"""The conformance suite: what an adapter is asked, and what came of each claim."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import msgspec

from boilerbench import probes
from boilerbench.claims import (
    ANSWERED,
    ARTICLE,
    BOTTOM,
    CODE,
    END,
    KEEPS,
    REPEATS,
    SURROGATES,
    Claim,
)
from boilerbench.commands import Command
from boilerbench.extracting import body_of
from boilerbench.messages import Greeting
from boilerbench.records import Reply
from boilerbench.sessions import Session


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


STARTS: Final = "starts"
NO_NETWORK: Final = "no network attempt"

CASES: Final = (
    Case("article", probes.article, (ANSWERED, ARTICLE, CODE)),
    Case("article again", probes.article, (REPEATS,)),
    Case("no URL known", probes.article, (ANSWERED,), url=None),
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
            reply = replies[case.name] = _as_meant(command, session.ask(body, case.url, "en"))
            found += _judged(case, reply, replies[cases[0].name])
    finally:
        session.close()
    return (*found, _network(command, replies))


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
    imported = greeting.import_ns
    return Finding(
        "worker",
        STARTS,
        must=True,
        held=True,
        happened=f"{greeting.runtime or 'a program'}, in {greeting.containment}",
        wall_ms=None if imported is None else imported / 1e6,
    )


def _as_meant(command: Command, reply: Reply) -> Reply:
    """The reply; the exit code of a program that was started for one page is its way to raise."""
    raised = command.runtime == "exec" and (reply.reason or "").startswith("exited with code")
    return msgspec.structs.replace(reply, outcome="error") if raised else reply


def _network(command: Command, replies: dict[str, Reply]) -> Finding:
    """Attempts are counted by the sockets of our own workers; those of a program are not seen."""
    counted = command.runtime in ("python", "node")
    tried = [name for name, reply in replies.items() if reply.network_attempts]
    attempts = sum(reply.network_attempts for reply in replies.values())
    happened = f"{attempts}, the first on: {tried[0]}" if tried else "no attempt seen"
    return Finding(
        "all pages",
        NO_NETWORK,
        must=counted,
        held=not tried,
        happened=happened if counted else "not seen in a program",
    )
