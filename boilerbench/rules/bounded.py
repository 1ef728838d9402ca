"""Pages pruned within bounds: a rule that takes too long is named, and skipped from then on."""

import contextlib
import os
import selectors
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Final, Self

from msgspec.structs import replace

from boilerbench.rules.framing import Began, Done, Rules, Told, Work, framed, taken
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.model import Rule
from boilerbench.rules.pruning import Pruned, Trouble, prune
from boilerbench.rules.scopes import host_of

SECONDS: Final = 10.0
"""How long one rule may look for elements on one page."""

START: Final = 60.0
"""How long the process may take to begin, on a busy machine."""

_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class _Searcher:
    """A process that looks for elements, and the ends of its pipes."""

    process: "subprocess.Popen[bytes]"
    asked: IO[bytes]
    told: IO[bytes]

    def send(self, message: bytes) -> None:
        """Ask for something; BrokenPipeError where it died."""
        self.asked.write(message)
        self.asked.flush()

    def messages(self, seconds: float) -> Iterator[Told]:
        """What it says, until it ends; TimeoutError where it is silent for so long."""
        buffer = bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(self.told, selectors.EVENT_READ)
            while True:
                while (told := taken(buffer)) is not None:
                    yield told
                if not ready.select(seconds):
                    raise TimeoutError
                read = os.read(self.told.fileno(), _CHUNK)
                if not read:
                    return
                buffer += read

    def end(self) -> None:
        """Let it die, and wait for that."""
        self.process.kill()
        self.process.wait()
        for stream in (self.asked, self.told):
            with contextlib.suppress(OSError):  # what was not yet written, to a dead one
                stream.close()


def _start(rules: Sequence[Rule]) -> _Searcher:
    """A process for some rules."""
    process = subprocess.Popen(
        [sys.executable, "-m", "boilerbench.rules.searcher"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    if process.stdin is None or process.stdout is None:
        raise AssertionError("both were asked for")
    found = _Searcher(process, process.stdin, process.stdout)
    try:
        found.send(framed(Rules(tuple(rules))))
        next(found.messages(START), None)  # one that died instead is told of when it is asked
    except (BrokenPipeError, TimeoutError):
        found.end()
        raise
    return found


def pruned_here(index: RuleIndex, work: Work) -> Pruned:
    """What this process makes of a page."""
    return prune(
        index,
        work.content,
        charset=work.charset,
        url=work.url,
        only=work.only,
        skipped=work.skipped,
    )


class Pruner:
    """Prunes pages by some rules, from any number of threads one after the other.

    Rules that are looked for by XPath work in a process of their own, which is started for the
    first page that has one, and ended when such a rule takes longer than `seconds` on a page.
    ValueError for a rule that cannot be compiled.
    """

    def __init__(self, rules: Sequence[Rule], seconds: float = SECONDS) -> None:
        self.index = RuleIndex(rules)
        self.skipped: dict[int, str] = {}
        self._seconds = seconds
        self._process: _Searcher | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; the next page that needs one starts another."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def prune(
        self,
        content: bytes,
        *,
        charset: str | None = None,
        url: str | None = None,
        only: Collection[int] | None = None,
    ) -> Pruned:
        """A page after its rules, or after `only` some of them; skipped rules are troubles."""
        wanted = self.index.active(host_of(url))
        if only is not None:
            wanted = wanted.intersection(only)
        work = Work(content, charset, url, None if only is None else tuple(only))
        if wanted & self.index.searching - self.skipped.keys():
            with self._turn:
                found = self._ask(work)
        else:
            found = pruned_here(self.index, replace(work, skipped=tuple(self.skipped)))
        told = tuple(
            Trouble(at, why, is_limit=True) for at, why in self.skipped.items() if at in wanted
        )
        return replace(found, troubles=(*found.troubles, *told)) if told else found

    def _ask(self, work: Work) -> Pruned:
        """What the process makes of a page: asked again without a rule that did not end.

        One that ends before it looks for any rule is given another try, then does without all.
        """
        blameless = 0
        while True:
            asked = replace(work, skipped=tuple(self.skipped))
            if not self.index.searching - self.skipped.keys():
                return pruned_here(self.index, asked)
            pruned, rule, why = self._answer(framed(asked))
            if pruned is not None:
                return pruned
            self.close()
            if rule is not None:
                self.skipped[rule] = why
            elif blameless:
                unbound = self.index.searching - self.skipped.keys()
                self.skipped |= dict.fromkeys(unbound, why)
            blameless += 1

    def _answer(self, message: bytes) -> tuple[Pruned | None, int | None, str]:
        """What came of a page; or None, the rule that was looked for last, and how it ended."""
        began: int | None = None
        try:
            process = self._process = self._process or _start(self.index.rules)
            process.send(message)
            for told in process.messages(self._seconds):
                if isinstance(told, Done):
                    return told.pruned, None, ""
                if isinstance(told, Began):
                    began = told.rule
        except TimeoutError:
            return None, began, f"it took longer than {self._seconds:g} s on a page"
        except BrokenPipeError:
            pass
        return None, began, "the process that looked for its elements died"
