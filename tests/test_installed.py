"""What the current interpreter holds is told from a site folder that the test furnishes."""

import json
from pathlib import Path

import pytest

from boilerbench import installed as room
from boilerbench.installed import (
    closure,
    code_digest,
    distributions_of,
    installed_version,
    local_origin,
    missing,
    unmet,
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.setattr(room, "site_folders", lambda: [str(folder)])
    monkeypatch.syspath_prepend(str(folder))
    return folder


def distribution(
    site: Path, name: str, version: str, *requires: str, origin: object = None, code: str = "1"
) -> None:
    info = site / f"{name}-{version}.dist-info"
    info.mkdir()
    lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {r}" for r in requires)]
    (info / "METADATA").write_text("Metadata-Version: 2.1\n" + "\n".join(lines) + "\n")
    (site / name).mkdir()
    (site / name / "__init__.py").write_text(code)
    files = [f"{name}/__init__.py", f"{name}/__pycache__/x.pyc", f"{info.name}/METADATA", "../x"]
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in files))
    if origin:
        (info / "direct_url.json").write_text(json.dumps(origin))


def test_the_closure_follows_requirements_extras_and_markers(site: Path) -> None:
    """All that the lines reach is named once, sorted; what a false marker asks for is not."""
    distribution(site, "a", "1.0", "b>=1", 'c; extra == "more"', 'd; python_version < "3"')
    distribution(site, "b", "2.0", "a", "c[x]", "not installed", "gone")
    distribution(site, "c", "3.0", 'E; extra == "x"', "=broken=")
    distribution(site, "d", "4.0")
    distribution(site, "e", "5.0")
    assert closure(["A==9"]) == ("a==1.0", "b==2.0", "c==3.0", "e==5.0")
    assert closure(["c[x]"]) == ("c==3.0", "e==5.0")
    assert closure(['d; python_version < "3"', "gone"]) == ()


@pytest.mark.parametrize(
    ("line", "met"),
    [
        ("a", True),
        ("A==1.0", True),
        ("a==1.1", False),
        ("a>=0.9,<2", True),
        ("gone", False),
        ("gone; python_version < '3'", True),
        ("a[good]", True),
        ("a[bad]", False),
        ("a[unknown]", True),
        ("a @ https://example.org/a.whl", False),
        ("pre==2.0rc1", True),
        ("pre>=1", True),
    ],
)
def test_pins_are_met_or_not(site: Path, line: str, met: bool) -> None:
    """Versions, markers, extras and addresses decide; a pre-release that is installed counts."""
    distribution(site, "a", "1.0", 'pre>=2.0a1; extra == "good"', 'gone; extra == "bad"', "gone")
    distribution(site, "pre", "2.0rc1")
    assert unmet([line]) == (() if met else (line,))


def test_missing_is_a_matter_of_names(site: Path) -> None:
    """At any version is there; a line for another Python asks for nothing."""
    distribution(site, "a", "1.0")
    assert missing(["a==9", "Gone_One>1", "other; python_version < '3'"]) == ("gone-one",)
    assert installed_version("A") == "1.0"
    assert installed_version("gone") is None


def test_an_edit_changes_the_code_digest(site: Path) -> None:
    """The digest is of the distribution's code, not of its bytecode or metadata."""
    distribution(site, "a", "1.0", code="x = 1")
    before = code_digest("a")
    (site / "a" / "__pycache__").mkdir()
    (site / "a" / "__pycache__" / "x.pyc").write_text("other")
    assert code_digest("a") == before
    (site / "a" / "__init__.py").write_text("x = 2")
    assert code_digest("a") != before
    assert code_digest("gone") == ""


def test_an_editable_install_is_its_source_tree(site: Path, tmp_path: Path) -> None:
    """A line edited in the source of an editable install is another digest."""
    tree = tmp_path / "my tree"
    tree.mkdir()
    (tree / "a.py").write_text("x = 1")
    origin = {"url": tree.as_uri(), "dir_info": {"editable": True}}
    distribution(site, "a", "1.0", origin=origin)
    assert local_origin("a") == tree
    before = code_digest("a")
    (tree / "a.py").write_text("x = 2")
    assert code_digest("a") != before


def test_origins_that_are_not_local(site: Path) -> None:
    """A release has no local origin, nor has what came from a server."""
    distribution(site, "a", "1.0")
    distribution(site, "b", "1.0", origin={"url": "https://h/r", "vcs_info": {"vcs": "git"}})
    assert local_origin("a") is local_origin("b") is local_origin("gone") is None


def test_modules_lead_to_their_distributions(site: Path) -> None:
    """A module is traced to what provides it here; the standard library is nobody's."""
    distribution(site, "a", "1.0")
    assert distributions_of(["a", "re", "pytest"]) == ("a",)


def test_the_real_interpreter_is_read() -> None:
    """Outside the furnished folder the running interpreter's own packages are found."""
    assert installed_version("packaging")
    assert any(line.startswith("lxml==") for line in closure(["trafilatura"]))
