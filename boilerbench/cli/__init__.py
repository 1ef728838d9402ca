"""The command line: verbs load when called, errors become one sentence and an exit code.

Exit codes: 0 ok, 1 the check you asked for found something, 2 usage, 3 data that cannot be used,
4 an extractor you named could not run, 130 interrupted.
"""

import os
import signal
import sys
from collections.abc import Sequence
from typing import Final

import click

from boilerbench.cli.verbs import Verbs, reader_gone
from boilerbench.errors import BoilerbenchError

VERBS: Final = {
    "run": ("boilerbench.cli.run", "Extract and score; print the leaderboard."),
    "score": ("boilerbench.cli.score", "Print the tables of a run again."),
    "compare": ("boilerbench.cli.compare", "Two runs page by page: better, worse, newly broken."),
    "show": ("boilerbench.cli.show", "Gold against output: missing, leaked, moved."),
    "gate": ("boilerbench.cli.gate", "A run against a committed baseline: what got worse."),
    "sweep": ("boilerbench.cli.sweep", "An extractor over its released versions."),
    "bisect": ("boilerbench.cli.bisect", "The first version or commit that broke a page."),
    "stress": ("boilerbench.cli.stress", "Pages changed unseen, and with planted noise."),
    "speed": ("boilerbench.cli.speed", "Time extractors: a page, many at once, a start, growth."),
    "report": ("boilerbench.cli.report", "One HTML file: tables, figures, diffs."),
    "merge": ("boilerbench.cli.merge", "Shards of a run joined into one run folder."),
    "export": ("boilerbench.cli.export", "A run as a table for pandas, duckdb and others."),
    "extractors": ("boilerbench.cli.extractors", "The extractors that can be named."),
    "rules": ("boilerbench.cli.rules", "Cleaning rules: remove what, destroy what, miss what."),
    "corpus": ("boilerbench.cli.corpus", "Gold corpora: list, show, check, measure, make."),
}
"""Every verb: the module whose `command` it is, and its line in the overview."""


def _tell_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from boilerbench.version import VERSION  # noqa: PLC0415  slow, and seldom asked for

        click.echo(f"boilerbench {VERSION}")
        context.exit()


@click.group(
    cls=Verbs,
    verbs=VERBS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with `boilerbench run`; `boilerbench VERB --help` ends with examples.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and exit.",
)
def commands() -> None:
    """Measure boilerplate removal: which extractor keeps the text, what noise leaks, how fast."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    # Before numpy is imported. Our products are small, and its threads wait for each other: where
    # others use the cores, each product took a time slice of the scheduler's instead of a tenth.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Asked to end is treated as ^C: workers and builders end too, and what stands is told.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(exit_code(arguments))


def exit_code(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; its exit code, with every expected failure told in one sentence."""
    if sys.platform == "win32":
        click.echo("boilerbench needs Linux or macOS: on Windows, use WSL.", err=True)
        return 2
    try:
        result = commands.main(arguments, prog_name="boilerbench", standalone_mode=False)
        if sys.stdout is not None:  # closed by whoever started us
            sys.stdout.flush()
    except BoilerbenchError as error:
        return _told(str(error), error.exit_code)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort) as stopped:
        # click wraps a KeyboardInterrupt; the run's own says how to go on.
        return _told(str(stopped.__cause__ or stopped) or "Interrupted.", 130)
    except BrokenPipeError:
        return reader_gone()
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _told(f"{where}{error.strerror or error}.", 3)
    return result if isinstance(result, int) else 0


def _told(message: str, code: int) -> int:
    click.echo(f"boilerbench: {message}", err=True)
    return code
