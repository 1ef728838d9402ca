"""The progress line of a run."""

import io

from boilerbench.reporting.progress import TerminalProgress


def test_a_line_that_never_began_can_end() -> None:
    """^C may come before the first page, and is not covered by another error."""
    stream = io.StringIO()
    TerminalProgress(stream).end()
    assert stream.getvalue() == ""
