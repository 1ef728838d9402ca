"""The report as a file that another verb writes beside its own result."""

import importlib.util
from pathlib import Path
from typing import Final

from boilerbench.answers import answers_of
from boilerbench.corpora.corpus import Corpus
from boilerbench.errors import UsageError
from boilerbench.report.choosing import Keep
from boilerbench.report.gathering import compared_of, contents_of
from boilerbench.report.saving import check_place, write_whole
from boilerbench.runs import Run

NEEDED: Final = ("jinja2", "matplotlib")
"""What the extra `report` brings."""


def check_report(file: Path) -> None:
    """UsageError where no report can be made, or none written there."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(
            f"A report needs {' and '.join(missing)}: `pip install 'boilerbench[report]'`."
        )
    check_place(file)


def write_report(file: Path, run: Run, corpus: Corpus) -> None:
    """The report of some pages of a run, with the diffs that fit."""
    from boilerbench.report.blocks import diffs_of  # noqa: PLC0415  of the extra `report`
    from boilerbench.report.documents import document  # noqa: PLC0415
    from boilerbench.report.drawing import drawings_of  # noqa: PLC0415

    contents = contents_of([run], corpus)
    answers = compared_of(answers_of(run, corpus))
    diffs = diffs_of(contents, corpus.pages, answers, Keep())
    again = f"boilerbench report {run.path}"
    write_whole(file, document(contents, drawings_of(contents), diffs, again=again))
