"""`boilerbench rules apply`: pages or texts without what rules find in them."""

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final

import click
import msgspec

from boilerbench.cli.options import examples, limit_options, limits, quiet_option, sayer
from boilerbench.errors import DataError, UsageError
from boilerbench.report.saving import write_whole
from boilerbench.rules.addresses import addresses_in, strangers
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
from boilerbench.rules.model import RuleFile
from boilerbench.rules.named import rules_named
from boilerbench.rules.one_system import one_system
from boilerbench.rules.reach import unreached
from boilerbench.rules.traces import skipped, summed, taken, told
from boilerbench.wording import counted

ADDRESSED: Final = {
    True: "--urls FILE says it, or a sub-folder called as the host",
    False: "--url says it",
}
"""How the address is said, of a folder's files and of one input."""


@click.command(
    name="apply",
    epilog=examples(
        "boilerbench rules apply my-rules.toml page.html > cleaned.html",
        "boilerbench rules apply my-rules.toml page.html --extractor trafilatura",
        "boilerbench rules apply starter:all saved-pages/ -o cleaned/ --trace trace.jsonl",
        "curl -s URL | boilerbench rules apply my-rules.txt - --url URL",
        "boilerbench rules apply my-rules.toml extracted.txt --url https://example.com/",
        "boilerbench rules apply my-rules.toml texts/ --urls addresses.csv -o cleaned/",
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
@click.option(
    "--urls",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Of a folder: a CSV with name,url or a JSON object of them.",
)
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
    urls: Path | None,
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

    On stderr: which rule removed which text; of a folder a count for each rule. Bytes stay as
    they are where no rule fires. Rules of some sites, and rules on what a site repeats, need the
    address of a text: --url, --urls, or a sub-folder called as its host (www.example.com/).
    """
    say = sayer(quiet=quiet)
    file = rules_named(rule_name)
    is_folder = path != "-" and Path(path).is_dir()
    _refuse(path, url, urls, out, is_folder=is_folder)
    form: Form | None = None if is_text is None else "text" if is_text else "html"
    listed = partial(_listed, Path(path), form, urls, out, say, as_text=spec is not None)
    inputs = listed() if is_folder else [_one(path, form, url)]
    settings = limits(timeout, memory, isolated=isolated)
    with ExitStack() as stack:
        applied = stack.enter_context(Applied(file.rules))
        extractor = stack.enter_context(one_system(spec, settings, say=say)) if spec else None
        done = []
        for one in controls(inputs) if control else apply(inputs, applied, extractor):
            _write(one, out, is_folder=is_folder, as_text=spec is not None)
            done.append(one)
        said = _told(done, file, is_folder=is_folder, control=control)
        said += skipped(applied.skipped, file)
    if not control:
        said += unreached(inputs, file, ADDRESSED[is_folder], extracted=spec is not None)
    for line in said:
        say(line)
    if trace is not None:
        write_whole(trace, _traced(done, file))
    return 4 if any(one.failed for one in done) else 0


def _traced(done: Sequence[Applying], file: RuleFile) -> bytes:
    """A JSON line for everything that was removed."""
    rows = (row for one in done for row in taken(one, file))
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def _refuse(
    path: str, url: str | None, urls: Path | None, out: Path | None, *, is_folder: bool
) -> None:
    """UsageError for options that do not go together, and where the source would be lost."""
    if is_folder and out is None:
        raise UsageError("A folder is cleaned into another one: name it with -o.")
    if is_folder and url is not None:
        raise UsageError("--url is of one page: of a folder --urls FILE says the address of each.")
    if urls is not None and not is_folder:
        raise UsageError("--urls is of a folder: of one page or text --url says the address.")
    if out is not None and path != "-" and out.resolve() == Path(path).resolve():
        raise UsageError(f"-o {out} is what is read: name another place, so that nothing is lost.")


def _refuse_clashes(inputs: Sequence[Input]) -> None:
    """UsageError where the text of a page would have the name of another text."""
    texts = {one.name for one in inputs if one.form == "text"}
    clash = next((one.name for one in inputs if f"{one.name}.txt" in texts), None)
    if clash is not None:
        raise UsageError(
            f"The text of {clash} would be written to {clash}.txt, and so would the text of that "
            "name: say --html for the pages alone."
        )


def _one(path: str, form: Form | None, url: str | None) -> Input:
    if path == "-":
        return with_url(Input("stdin", sys.stdin.buffer.read(), form or "html"), url)
    return input_of(Path(path), form, url=url)


def _listed(
    root: Path,
    form: Form | None,
    urls: Path | None,
    out: Path | None,
    say: Callable[[str], None],
    *,
    as_text: bool,
) -> list[Input]:
    """The files of a folder with their addresses; DataError for a list that knows none of them.

    UsageError where two would have one name `as_text`.
    """
    addresses = {} if urls is None else addresses_in(urls)
    inputs = inputs_in(root, form, addresses, but=out)
    names = {one.name for one in inputs}
    strange = strangers(addresses, names)
    if urls is not None and len(strange) == len(addresses):
        raise DataError(
            f"{urls} has no address of a file in {root}: expected names such as {min(names)}."
        )
    if strange:
        say(f"{counted(len(strange), 'name')} of {urls} are no file in {root}, as {strange[0]}.")
    if as_text:
        _refuse_clashes(inputs)
    return inputs


def _told(done: Sequence[Applying], file: RuleFile, *, is_folder: bool, control: bool) -> list[str]:
    """What was done: of a folder in sums, else each removal."""
    if not is_folder:
        return [line for one in done for line in told(one, file)]
    if control:
        files = counted(len(done), "file")
        return [f"{files}: only parsed and serialised, no rule is looked for."]
    return list(summed(done, file))


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
