"""The process that looks for elements by XPath, which nothing else can interrupt."""

import os
import signal
import sys

from boilerbench.rules.framing import Began, Done, Ready, Rules, framed, read_asked
from boilerbench.rules.matching import RuleIndex
from boilerbench.rules.pruning import prune


def main() -> None:
    """Prune pages from standard input until it ends; nothing else may write to our output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C is for the process that started this one
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    index = RuleIndex(())

    def tell(message: Ready | Began | Done) -> None:
        out.write(framed(message))
        out.flush()

    while (asked := read_asked(sys.stdin.buffer)) is not None:
        if isinstance(asked, Rules):
            index = RuleIndex(asked.rules)
            tell(Ready())
            continue
        pruned = prune(
            index,
            asked.content,
            charset=asked.charset,
            url=asked.url,
            only=asked.only,
            skipped=asked.skipped,
            begin=lambda rule: tell(Began(rule)),
        )
        tell(Done(pruned))


if __name__ == "__main__":
    main()
