"""`boilerbench rules apply`: pages or texts without what rules find in them."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click
import msgspec

from boilerbench.cli.options import examples, limit_options, limits, quiet_option, sayer
from boilerbench.errors import UsageError
from boilerbench.report.saving import write_whole
from boilerbench.rules.applied_files import (
    PAGES,
    Applying,
    Form,
    Input,
    apply,
    controls,
    input_of,
    inputs_in,
    with_url,
)
from boilerbench.rules.applying import Applied
from boilerbench.rules.named import rules_named
from boilerbench.rules.one_system import one_system
from boilerbench.rules.traces import skipped, taken, told


@click.command(
    name="apply",
    epilog=examples(
        "boilerbench rules apply my-rules.toml page.html > cleaned.html",
        "boilerbench rules apply my-rules.toml page.html --extractor trafilatura",
        "boilerbench rules apply starter:all saved-pages/ -o cleaned/ --trace trace.jsonl",
        "curl -s URL | boilerbench rules apply my-rules.txt - --url URL",
        "boilerbench rules apply my-rules.toml extracted.txt --url https://example.com/",
    ),
)
@click.argument("rule_name", metavar="RULES")
@click.argument("path", metavar="PATH", default="-")
@click.option(
    "--text/--html",
    "is_text",
    default=None,
    help="What is read.  [default: .txt and .md are text, all else is HTML]",
)
@click.option("--url", help="Of the page: says which site it is.  [default: what it says itself]")
@click.option("--extractor", "spec", metavar="SPEC", help="Make a text of every page first.")
@click.option("--control", is_flag=True, help="Of a page parse and serialise only, remove nothing.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="A file, or for a folder a folder.  [default: stdout]",
)
@click.option(
    "--trace", type=click.Path(path_type=Path), help="A JSON line for everything that was removed."
)
@limit_options
@quiet_option
def command(
    rule_name: str,
    path: str,
    is_text: bool | None,
    url: str | None,
    spec: str | None,
    control: bool,
    out: Path | None,
    trace: Path | None,
    timeout: float | None,
    memory: int | None,
    isolated: bool,
    quiet: bool,
) -> int:
    """Clean PATH (a page, a text, a folder of them, or - for stdin) by RULES.

    On stderr: which rule removed which text. Bytes stay as they are where no rule fires.
    """
    say = sayer(quiet=quiet)
    file = rules_named(rule_name)
    inputs = _inputs(path, None if is_text is None else "text" if is_text else "html", url)
    is_folder = path != "-" and Path(path).is_dir()
    if is_folder and out is None:
        raise UsageError("A folder is cleaned into another one: name it with -o.")
    settings = limits(timeout, memory, isolated=isolated)
    with ExitStack() as stack:
        applied = stack.enter_context(Applied(file.rules))
        extractor = stack.enter_context(one_system(spec, settings, say=say)) if spec else None
        done = []
        for one in controls(inputs) if control else apply(inputs, applied, extractor):
            _write(one, out, is_folder=is_folder, as_text=spec is not None)
            done.append(one)
            for line in told(one, file):
                say(line)
        for line in skipped(applied.skipped, file):
            say(line)
    if trace is not None:
        lines = (msgspec.json.encode(row) + b"\n" for one in done for row in taken(one, file))
        write_whole(trace, b"".join(lines))
    return 4 if any(one.failed for one in done) else 0


def _inputs(path: str, form: Form | None, url: str | None) -> Sequence[Input]:
    if path == "-":
        content = sys.stdin.buffer.read()
        return [with_url(Input("stdin", content, form or "html"), url)]
    if not Path(path).is_dir():
        return [input_of(Path(path), form, url=url)]
    if url is not None:
        raise UsageError("--url is of one page: each page of a folder says its own.")
    return inputs_in(Path(path), form)


def _write(one: Applying, out: Path | None, *, is_folder: bool, as_text: bool) -> None:
    """What came of an input to its place; of one that failed nothing."""
    if one.failed is not None:
        return
    if out is None:
        sys.stdout.buffer.write(one.content)
        sys.stdout.buffer.flush()
        return
    place = out / one.name if is_folder else out
    if as_text and is_folder and place.suffix.lower() in PAGES:
        place = place.with_name(f"{place.name}.txt")
    if is_folder:
        place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, one.content)
