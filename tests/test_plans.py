"""What an adapter at a version needs installed."""

import datetime as dt
from pathlib import Path

import pytest

from boilerbench.adapters import Adapter
from boilerbench.errors import SpecError, UnavailableError
from boilerbench.metadata import Companions
from boilerbench.plans import Plan, plan_for

DATE = dt.datetime(2026, 11, 15, tzinfo=dt.UTC)
ADAPTER = Adapter(
    name="x",
    path=Path("x.py"),
    title="x",
    package="pkg",
    dependencies=("Pkg[b,a]==2.0; python_version>'3'", "friend==1"),
    requires=">=3.9",
    cutoff=DATE,
    requirements=(
        Companions("<1", ("old-friend",), "<3.10"),
        Companions("<2", ("friend<1",)),
    ),
)


@pytest.mark.parametrize("version", [None, "2.0"])
def test_the_files_own_pins(version: str | None) -> None:
    """Without a version, or with the one the file pins, all is as the file says."""
    assert plan_for(ADAPTER, version) == Plan(ADAPTER.dependencies, ">=3.9", DATE)


@pytest.mark.parametrize(
    ("version", "companions", "python"),
    [
        ("3.0", ("friend",), ">=3.9"),
        ("1.5", ("friend<1",), ">=3.9"),
        ("0.9rc1", ("old-friend",), "<3.10"),
    ],
)
def test_a_release(version: str, companions: tuple[str, ...], python: str) -> None:
    """The pin is replaced, extras and marker stay; the first matching entry brings companions.

    Without one the file's own come, in the releases of that time.
    """
    line = f'Pkg[a,b]=={version} ; python_version > "3"'
    assert plan_for(ADAPTER, version) == Plan((line, *companions), python, line)


def test_a_checkout(tmp_path: Path) -> None:
    """A path is installed beside the file's companions, without a cutoff date."""
    (tmp_path / "setup.py").touch()
    plan = plan_for(ADAPTER, str(tmp_path))
    assert (plan.lines, plan.cutoff) == (("friend==1",), None)
    assert plan.local == 'Pkg[a,b] @ {} ; python_version > "3"'
    assert plan.tree is not None
    assert plan.tree.source.path == str(tmp_path)
    with pytest.raises(UnavailableError, match="missing"):
        plan_for(ADAPTER, str(tmp_path / "no"))


@pytest.mark.parametrize("version", ["latest", "1.x"])
def test_what_is_no_version_is_a_spec_error(version: str) -> None:
    """A word that is no release is refused before anything is installed."""
    with pytest.raises(SpecError, match="expected a release"):
        plan_for(ADAPTER, version)


def test_an_adapter_without_a_package_has_no_versions() -> None:
    """Where nothing is depended on, there is nothing that a version could replace."""
    bare = Adapter("x", Path("x.py"), "x")
    assert plan_for(bare, None) == Plan(())
    with pytest.raises(SpecError, match="depends on no package"):
        plan_for(bare, "1.0")
