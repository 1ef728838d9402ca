"""The report as a file that another verb writes beside its own result."""

import importlib.util
import shlex
from pathlib import Path
from typing import Final

from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.report.choosing import Keep
from boilerbench.report.gathering import USUAL
from boilerbench.report.saving import check_place, write_whole
from boilerbench.runs import Run

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
        check_place(file)


def write_report(file: Path, run: Run, corpus: Corpus) -> None:
    """The report of some pages of a run, with the diffs that fit."""
    from boilerbench.report.building import report_of  # noqa: PLC0415  of the extra `report`
    from boilerbench.report.documents import document  # noqa: PLC0415

    found = report_of([run], corpus, USUAL, Keep())
    again = shlex.join(["boilerbench", "report", str(run.path)])
    write_whole(file, document(found.contents, found.drawings, found.diffs, again=again))
