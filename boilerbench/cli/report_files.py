"""The report as a file that another verb writes beside its own result."""

import importlib.util
import shlex
from pathlib import Path
from typing import Final

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import RunError, UsageError
from boilerbench.outfiles import check_place
from boilerbench.report.choosing import Keep
from boilerbench.report.gathering import USUAL
from boilerbench.report.saving import write_whole
from boilerbench.runs import Run
from boilerbench.stress.results import SCHEMA, Stress

NEEDED: Final = ("jinja2", "matplotlib")
"""What the extra `report` brings."""


def check_report(file: Path) -> None:
    """UsageError where no report can be made, or none written there; `-` is stdout."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(
            f"A report needs {' and '.join(missing)}: `pip install 'boilerbench[report]'`."
        )
    if str(file) != "-":
        check_place(file, "-o", "report.html")


def write_report(file: Path, run: Run, corpus: Corpus) -> None:
    """The report of some pages of a run, with the diffs that fit."""
    from boilerbench.report.building import report_of  # noqa: PLC0415  of the extra `report`
    from boilerbench.report.documents import document  # noqa: PLC0415

    found = report_of([run], corpus, USUAL, Keep())
    again = shlex.join(["boilerbench", "report", str(run.path)])
    write_whole(file, document(found.contents, found.drawings, found.diffs, again=again))


def finished_stress(folder: Path) -> Stress:
    """What a stress test found; RunError where a folder has none, or one that is not finished."""
    from boilerbench.stress.folder import read_result  # noqa: PLC0415  has all mutations

    try:
        found = read_result(folder)
    except RunError as error:
        raise RunError(_no_stress(folder, error)) from error
    if found.schema != SCHEMA:
        raise RunError(
            f"The stress test in {folder} has schema {found.schema}, and this boilerbench reads "
            f"{SCHEMA}: `boilerbench stress --resume --out {folder}` writes it anew."
        )
    return found


def _no_stress(folder: Path, error: RunError) -> str:
    """Whether it is no stress test at all, not finished, or damaged as the error says."""
    from boilerbench.stress.folder import RESULT, earlier_stress  # noqa: PLC0415  has all mutations

    try:
        earlier_stress(folder)
    except RunError:
        return f"{folder} is no folder of a stress test: name one that `boilerbench stress` wrote."
    if (folder / RESULT).exists():
        return str(error)
    return (
        f"The stress test in {folder} is not finished: "
        f"`boilerbench stress --resume --out {folder}` goes on with it."
    )
