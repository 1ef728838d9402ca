"""One extractor on one page: what it answered, or how it failed."""

import hashlib

from boilerbench.messages import Reply
from boilerbench.predictions import StoredOutputs
from boilerbench.records import Extraction, Gold, Page
from boilerbench.sessions import Command, SessionPool
from boilerbench.systems import GoldOutputs, System
from boilerbench.text import decode


def extract(system: System, page: Page, pool: SessionPool) -> Extraction:
    """What a system makes of a page; never raises for what an extractor does."""
    content = page.source.read()
    reply = _reply(system, page, content, pool)
    return Extraction(
        page=page.id,
        digest=hashlib.sha256(content).hexdigest()[:16],
        size=len(content),
        **{name: getattr(reply, name) for name in reply.__struct_fields__},
    )


def _reply(system: System, page: Page, content: bytes, pool: SessionPool) -> Reply:
    match system.origin:
        case Command() as command:
            decoded = command.input == "text"
            body = decode(content, page.charset).text.encode() if decoded else content
            with pool.borrow(command) as session:
                return session.ask(body, page.url)
        case StoredOutputs() as outputs:
            stored = outputs.text_of(page)
            if stored is None:
                return Reply(outcome="unavailable", reason="no output is stored for this page")
            return Reply(outcome="ok" if stored else "empty", text=stored)
        case GoldOutputs():
            text = ideal_text(page.gold)
            return Reply(outcome="ok" if text else "empty", text=text)
        case None:
            return Reply(outcome="unavailable", reason=system.record.reason)


def ideal_text(gold: Gold) -> str:
    """What a perfect extractor returns: the gold text, or the snippets where there is only that."""
    return gold.text if gold.text is not None else "\n\n".join(gold.contains)
