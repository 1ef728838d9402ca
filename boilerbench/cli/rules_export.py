"""`boilerbench rules export`: rules for trafilatura, EasyList, site configs, CSS, XPath, Python."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click
import msgspec

from boilerbench.cli.options import examples, quiet_option, sayer
from boilerbench.errors import UsageError
from boilerbench.rules.exporting import TARGETS, Exported, export, ftr_folder, of_site
from boilerbench.rules.exporting.dropping import lines_dropped
from boilerbench.rules.model import RuleFile
from boilerbench.rules.named import rules_named
from boilerbench.spelling import suggestion
from boilerbench.visible import visible
from boilerbench.wording import counted

OTHER_NAMES: Final = {
    **dict.fromkeys(("ublock", "ublock-origin", "adblock", "abp", "adguard", "brave"), "easylist"),
    **dict.fromkeys(("fivefilters", "graby", "wallabag", "site-config"), "ftr"),
}
"""Programs and lists that a format is for."""


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
@click.option(
    "--to", "target", required=True, metavar="FORMAT", help=f"For whom: {', '.join(TARGETS)}."
)
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
) -> int:
    """Write rules for another program; what it cannot say is told on stderr, rule by rule.

    Exit 1 where nothing is left to write.
    """
    _check_target(target)
    rules = rules_named(file)
    if target == "ftr" and out is not None and (out.is_dir() or not out.suffix):
        configs, found = ftr_folder(rules if site is None else of_site(rules, site))
        texts: dict[Path | None, str] = {out / name: text for name, text in configs.items()}
        folder = out
    else:
        found = export(rules, target, site)
        texts, folder = {out: _text(found, target, style)}, None
    if found.rules:
        _write(texts, folder)
    _tell(found, rules, quiet=quiet)
    if not found.rules:
        where = f"{out} is not written" if out else "nothing is printed"
        click.echo(f"boilerbench: no rule is left to export, so {where}", err=True)
    return 0 if found.rules else 1


def _check_target(target: str) -> None:
    if target in TARGETS:
        return
    also = OTHER_NAMES.get(target.lower())
    hint = f": {target} reads {also}" if also else suggestion(target, TARGETS).rstrip(".")
    listed = ", ".join(TARGETS)
    raise UsageError(f"There is no format {target!r} to export to{hint}. Expected: {listed}.")


def _tell(found: Exported, rules: RuleFile, *, quiet: bool) -> None:
    """What is not in the export, which is never left out in silence, whatever --quiet says."""
    for one in (*found.left_out, *found.dropped, *lines_dropped(rules)):
        click.echo(visible(f"boilerbench: not exported: {one}"), err=True)
    say = sayer(quiet=quiet)
    for one in found.remarks:
        say(visible(one))
    if found.left_out:
        every = counted(found.rules + len(found.left_out), "rule")
        say(f"{len(found.left_out)} of {every} not exported: each reason stands above")


def _text(found: Exported, target: str, style: str) -> str:
    if style == "text":
        return found.text
    if target not in {"trafilatura", "xpath", "css"}:
        raise UsageError("--format json is of the lists: trafilatura, xpath and css.")
    return msgspec.json.format(msgspec.json.encode(found.entries)).decode() + "\n"


def _write(texts: Mapping[Path | None, str], folder: Path | None) -> None:
    """Each text to its file, which may be in a new folder, or to stdout."""
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            if path is None:
                click.echo(text, nl=False)
            else:
                path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}.") from error
