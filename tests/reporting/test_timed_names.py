"""Exported times: by what an extractor is known again, and whose commit was timed."""

import pytest

from boilerbench.manifests import Checkout, SystemRecord
from boilerbench.reporting.timed_names import fullnames, source_of

TREE = Checkout(path="/work/tool", digest="0", commit="abc", dirty=False)


def systems(*specs: str, checkout: Checkout | None = None) -> list[SystemRecord]:
    return [SystemRecord(spec=one, label=one, checkout=checkout) for one in specs]


def test_a_given_label_stays_where_path_and_version_change() -> None:
    """With a label the path is no part of the identity; without one the whole spec is."""
    assert fullnames("news", systems("mine=/a/mine.py", "justext@3.0")) == [
        "news::mine",
        "news::justext@3.0",
    ]
    assert fullnames("news", systems("mine=/b/mine.py")) == ["news::mine"]


def test_a_label_that_is_another_spec_tells_nobody_apart() -> None:
    """No two rows of a file share an identity: they keep their specs."""
    found = fullnames("news", systems("justext=./mine.py", "justext"))
    assert found == ["news::justext=./mine.py", "news::justext"]


@pytest.mark.parametrize(
    ("spec", "project"), [("new=trafilatura:precision@.", "trafilatura"), ("./mine.py@.", "tool")]
)
def test_the_project_is_whose_commit_it_is(spec: str, project: str) -> None:
    """The extractor's name, else the folder's; without a checkout or with two, boilerbench."""
    measured = systems(spec, checkout=TREE)
    others = systems("justext", "oracle")
    assert source_of([*others, *measured]) == (project, TREE)
    assert source_of([*measured, *measured]) == source_of(others) == ("boilerbench", None)
