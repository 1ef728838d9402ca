"""One extractor on one page: what it answered, or how it failed."""

import atexit
import threading

import msgspec

from boilerbench.commands import Command
from boilerbench.decoding import as_utf8
from boilerbench.keeping import digest_of, utf8_of
from boilerbench.predictions import StoredOutputs
from boilerbench.records import Extraction, Page, Reply
from boilerbench.scoring.parts import gold_answer
from boilerbench.sessions import SessionPool
from boilerbench.systems import GoldOutputs, System

_POOLS: dict[str, SessionPool] = {}
_OPENING = threading.Lock()


def pool_of_this_process(run: str, capacity: int) -> SessionPool:
    """The live workers of a process that extracts for a run's executor; they end when it does."""
    with _OPENING:
        if (pool := _POOLS.get(run)) is None:
            pool = _POOLS[run] = SessionPool(capacity)
            atexit.register(pool.close)
        return pool


def end_workers(run: str) -> None:
    """End what a run has left alive in this process, which goes on without it."""
    with _OPENING:
        pool = _POOLS.pop(run, None)
    if pool is not None:
        atexit.unregister(pool.close)
        pool.close()


def extract(system: System, page: Page, pool: SessionPool) -> Extraction:
    """What a system makes of a page; never raises for what an extractor does."""
    content = page.source.read()
    reply = _reply(system, page, content, pool)
    return Extraction(
        page=page.id,
        digest=digest_of(page, content),
        size=len(content),
        told=page.told() if isinstance(system.origin, Command) else None,
        **msgspec.structs.asdict(reply),
    )


def body_of(command: Command, content: bytes, charset: str | None = None) -> bytes:
    """What a worker is sent of a page's bytes: UTF-8 where its extractor wants text, else as is."""
    return as_utf8(content, charset) if command.input == "text" else content


def _reply(system: System, page: Page, content: bytes, pool: SessionPool) -> Reply:
    match system.origin:
        case Command() as command:
            body = utf8_of(page, content) if command.input == "text" else content
            with pool.borrow(command) as session:
                return session.ask(body, page.url, page.language)
        case StoredOutputs() as outputs:
            return outputs.reply_for(page)
        case GoldOutputs():
            found = gold_answer(page.gold)
            return Reply(outcome="ok" if found["text"] else "empty", **found)
        case None:
            return Reply(outcome="unavailable", reason=system.record.reason)
