"""What tuning found, as tables: levels side by side, the rules chosen, the folds, the fronts."""

from collections.abc import Iterator, Sequence
from typing import Final

from boilerbench.reporting.tables import Align, Cell, fitted, render
from boilerbench.rules.tuning.results import Figures, FrontPoint, Tuned
from boilerbench.specs import spell
from boilerbench.wording import counted

NAMES: Final = {
    "none": "without rules",
    "all": "all rules",
    "training": "training sites",
    "held out": "held-out sites",
    "chosen": "chosen, same pages",
}
"""What levels are called in print."""
RULE_WIDTH: Final = 24
"""No rule is cut shorter."""
SHOWN: Final = 20
"""Sets of a front that are listed; --wide lists all."""


def tuned_tables(found: Tuned, style: str, *, wide: bool = False) -> Iterator[str]:
    """The tables, each with a line above it that says what it is."""
    yield _titled(f"{found.extractor} on {found.corpus}", _levels_table(found, style), style)
    if found.rules:
        yield _titled("Chosen rules, in order", _rules_table(found, style, wide=wide), style)
    if found.options:
        rows: list[list[Cell]] = [[name, spell(value)] for name, value in found.options.items()]
        yield _titled("Options", render(["option", "value"], rows, style, ["left", "left"]), style)
    if found.folds:
        yield _titled(
            f"Folds, {found.objective} in words", _folds_table(found, style, wide=wide), style
        )
    for title, points in (
        ("Best sets met, in words, same pages", found.front[1:] and found.front),
        ("Best settings met, by the headline metric, same pages", found.settings_front),
    ):
        if points:
            yield _titled(title, _front_table(points, style, wide=wide), style)


def summary(found: Tuned) -> str:
    """What was chosen from what, and how it was judged, in a sentence or two."""
    told = []
    if found.candidates:
        given = counted(found.candidates - found.variants, "rule")
        tried = counted(found.variants, "variant")
        also = f" ({tried} of --repeated tried beside them)" if found.variants else ""
        told.append(f"{len(found.rules)} of {given} chosen{also}; {found.fired} fired.")
    if found.trials:
        told.append(f"{counted(found.trials, 'setting')} of options tried.")
    if found.folds:
        told.append(
            f"{counted(found.sites, 'site')} in {len(found.folds)} folds, seed {found.seed}: "
            "what is chosen on all but one fold is judged on that one."
        )
    told.append(
        f"Words: rules' cuts put together as they are alone; {found.headline}: outputs really made."
    )
    return " ".join(told)


def _titled(title: str, table: str, style: str) -> str:
    return table if style == "csv" else f"{title}:\n\n{table}"


def _levels_table(found: Tuned, style: str) -> str:
    name, short = found.objective, found.headline.partition("(")[0]
    extra = [] if name in ("f1", "precision", "recall") else [name]
    columns = [*extra, "f1", "precision", "recall"]
    headers = ["", *(f"{one}\nwords" for one in columns)]
    headers += [f"{one}\n{short}" for one in columns]
    rows: list[list[Cell]] = [
        [
            NAMES[level.name],
            *_cells(level.words, columns),
            *_cells(level.headline, columns),
        ]
        for level in found.levels
    ]
    return render(headers, rows, style, _aligned(len(headers)))


def _cells(figures: Figures | None, columns: Sequence[str]) -> list[str]:
    if figures is None:
        return ["-"] * len(columns)
    return [f"{getattr(figures, one, figures.objective):.4f}" for one in columns]


def _rules_table(found: Tuned, style: str, *, wide: bool) -> str:
    headers = ["rule", "kind", "gain", "noise\nwords", "gold\nwords", "pages", "sites"]
    headers += ["in folds"] if found.folds else []
    rows = [
        [
            one.rule,
            one.kind,
            f"{one.gain:+.5f}",
            str(one.noise),
            str(one.gold),
            str(one.pages),
            str(one.sites),
            *([f"{one.chosen_in} of {one.possible}"] if found.folds else []),
        ]
        for one in found.rules
    ]
    if style == "table" and not wide:
        rows = fitted(headers, rows, column=0, least=RULE_WIDTH)
    return render(headers, rows, style, ["left", "left", *_aligned(len(headers))[2:]])


def _folds_table(found: Tuned, style: str, *, wide: bool) -> str:
    headers = ["held out", "pages", "rules"] + (["options"] if found.options else [])
    headers += ["training", "held out", "without"]
    rows = [
        [
            _sites(one.sites),
            str(one.pages),
            str(len(one.rules)),
            *(
                [", ".join(f"{name}={spell(value)}" for name, value in one.options.items())]
                if found.options
                else []
            ),
            *(f"{value:.4f}" for value in (one.training, one.held_out, one.none)),
        ]
        for one in found.folds
    ]
    if style == "table" and found.options and not wide:
        rows = fitted(headers, rows, column=3, least=RULE_WIDTH)
    return render(headers, rows, style, _aligned(len(headers)))


def _sites(sites: Sequence[str]) -> str:
    return sites[0] if len(sites) == 1 else f"{sites[0]} and {len(sites) - 1} more"


def _front_table(points: Sequence[FrontPoint], style: str, *, wide: bool) -> str:
    listed = points if wide else points[:SHOWN]
    rows = [[one.name, f"{one.precision:.4f}", f"{one.recall:.4f}"] for one in listed]
    headers = ["set", "precision", "recall"]
    if style == "table" and not wide:
        rows = fitted(headers, rows, column=0, least=RULE_WIDTH)
    return render(headers, rows, style, _aligned(3))


def _aligned(columns: int) -> list[Align]:
    return ["left", *(["right"] * (columns - 1))]  # type: ignore[list-item]  # both are Align
