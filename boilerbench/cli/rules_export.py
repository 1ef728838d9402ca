"""`boilerbench rules export`: rules for trafilatura, EasyList, site configs, CSS, XPath, Python."""

from pathlib import Path

import click
import msgspec

from boilerbench.cli.options import examples, quiet_option, sayer
from boilerbench.errors import UsageError
from boilerbench.rules.exporting import TARGETS, Exported, export, of_site
from boilerbench.rules.model import RuleFile
from boilerbench.rules.named import rules_named
from boilerbench.rules.syntaxes import site_configs, unwritable
from boilerbench.visible import visible
from boilerbench.wording import counted


@click.command(
    name="export",
    epilog=examples(
        "boilerbench rules export rules.toml --to trafilatura -o pruned.py",
        "boilerbench rules export rules.toml --to trafilatura --format json",
        "boilerbench rules export rules.toml --to xpath --site example.com",
        "boilerbench rules export rules.toml --to easylist -o rules.txt",
        "boilerbench rules export rules.toml --to ftr -o site-configs/",
        "boilerbench rules export rules.toml --to python -o cleaning.py",
    ),
)
@click.argument("file", metavar="FILE")
@click.option("--to", "target", type=click.Choice(list(TARGETS)), required=True, help="For whom.")
@click.option("--site", metavar="HOST|URL", help="Only rules that hold there, as if all were its.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Write to this file, or site configs to this folder, instead of printing.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json, of lists: each rule with its place and kind.",
)
@quiet_option
def command(
    file: str, target: str, site: str | None, out: Path | None, style: str, quiet: bool
) -> None:
    """Write rules for another program; what it cannot say is told on stderr, rule by rule."""
    rules = rules_named(file)
    if target == "ftr" and out is not None and (out.is_dir() or not out.suffix):
        found = _configs(rules if site is None else of_site(rules, site), out)
    else:
        found = export(rules, target, site)
        _write(_text(found, target, style), out)
    for one in found.left_out:
        # Never left out in silence, whatever --quiet says.
        click.echo(visible(f"boilerbench: not exported: {one}"), err=True)
    say = sayer(quiet=quiet)
    for one in found.remarks:
        say(visible(one))
    if found.left_out:
        say(f"{counted(len(found.left_out), 'rule')} left out, as {target} cannot say them")


def _text(found: Exported, target: str, style: str) -> str:
    if style == "text":
        return found.text
    if target not in {"trafilatura", "xpath", "css"}:
        raise UsageError("--format json is of the lists: trafilatura, xpath and css.")
    return msgspec.json.format(msgspec.json.encode(found.entries)).decode() + "\n"


def _write(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.") from error


def _configs(rules: RuleFile, folder: Path) -> Exported:
    """Every config that the rules need, in a folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}.") from error
    for name, text in site_configs(rules).items():
        _write(text, folder / name)
    return Exported("", unwritable(rules, "ftr"))
