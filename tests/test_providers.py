"""Adapters that installed packages offer."""

import json
import sys
from pathlib import Path

import pytest

from boilerbench import catalogue as room
from boilerbench.catalogue import Entry, entries, find_adapter, known_adapters, usable_adapters
from boilerbench.cli import exit_code
from boilerbench.errors import AdapterError, SpecError
from boilerbench.installed import site_folders
from boilerbench.providers import providers
from boilerbench.specs import parse_spec
from boilerbench.systems import default_specs

BARE = "def extract(html, url=None):\n    return html\n"


PINNED = f'# /// script\n# dependencies = []\n# ///\n"""Keeps all."""\n{BARE}'


IN_JAVASCRIPT = (
    "// /// script\n// dependencies = []\n// ///\n/** Keeps all, in JavaScript. */\n"
    "export function extract(html, url, {} = {}) { return html; }\n"
)


def offer(
    site: Path,
    name: str = "my-rules",
    package: str = "my_rules.extractors",
    files: dict[str, str] | None = None,
    *,
    root: Path | None = None,
) -> Path:
    """Install a package that offers adapter files; it must not be imported. Its folder of files."""
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        f"[console_scripts]\nx = y:z\n[boilerbench.extractors]\nmine = {package}\n"
    )
    folder = (root or site).joinpath(*package.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    top = (root or site) / package.partition(".")[0]
    (top / "__init__.py").write_text("raise RuntimeError('imported')\n")
    for file, source in (files or {}).items():
        (folder / file).write_text(source, encoding="utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages beside the real ones."""
    folders = [str(tmp_path / "site"), *site_folders()]
    monkeypatch.setattr("site.getsitepackages", lambda: folders)
    return tmp_path / "site"


def theirs() -> list[Entry]:
    return [entry for entry in entries() if entry.provider != room.SHIPS]


def test_files_of_an_installed_package_are_known_by_name(site: Path) -> None:
    """Files with a block are adapters by their own names; nothing of the package is imported."""
    files = {"keep.py": PINNED, "js.mjs": IN_JAVASCRIPT, "helper.py": BARE, "notes.txt": PINNED}
    folder = offer(site, files=files)
    assert find_adapter(parse_spec("keep")).path == folder / "keep.py"
    assert find_adapter(parse_spec("js")).runtime == "node"
    assert [(one.name, one.provider) for one in theirs()] == [
        ("js", "my-rules"),
        ("keep", "my-rules"),
    ]
    assert "my_rules" not in sys.modules
    with pytest.raises(SpecError, match="did you mean 'keep'"):
        find_adapter(parse_spec("kepe"))
    with pytest.raises(SpecError, match="no extractor 'helper'"):
        find_adapter(parse_spec("helper"))


def test_a_bare_run_is_the_same_everywhere(site: Path) -> None:
    """What is installed beside boilerbench is measured when it is named, and only then."""
    before = default_specs()
    source = PINNED.replace('# ///\n"', '# [tool.boilerbench]\n# default = true\n# ///\n"')
    offer(site, files={"aaa.py": source})
    assert find_adapter(parse_spec("aaa")).default
    assert default_specs() == before


@pytest.mark.parametrize("name", ["nothing", "trafilatura"])
def test_a_shipped_name_is_nobody_elses(site: Path, name: str) -> None:
    """What happens to be installed can neither end nor change a run of what ships; it is told."""
    shipped_one = find_adapter(parse_spec(name))
    offer(site, files={f"{name}.py": PINNED})
    assert find_adapter(parse_spec(name)) == shipped_one
    assert usable_adapters()[name] == shipped_one
    (entry,) = theirs()
    assert f"{name!r} is a shipped extractor's name; give it by its path" in (entry.fault or "")


@pytest.mark.parametrize("package", ["plain", "one.two.three.four"])
def test_a_package_is_found_down_its_dotted_name(site: Path, package: str) -> None:
    """Top-level or deep, with or without an `__init__` on the way."""
    offer(site, package=package, files={"keep.py": PINNED})
    assert [entry.name for entry in theirs()] == ["keep"]


def test_an_editable_install_is_found(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source tree that a .pth file has put on the path, or that an editable finder knows."""
    offer(site, files={"keep.py": PINNED}, root=tmp_path / "src")
    assert [one.fault for one in providers()] == [
        "there is no package my_rules.extractors; install my-rules again"
    ]
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "src")])
    assert [entry.name for entry in theirs()] == ["keep"]


def test_a_finder_of_an_editable_install_is_asked(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some packages are mapped by setuptools to their folders, by a finder of its own."""
    from importlib.util import spec_from_file_location

    class Finder:
        @staticmethod
        def find_spec(name: str, path: object = None) -> object:
            file = tmp_path / "src" / "my_rules" / "__init__.py"
            return spec_from_file_location(name, file) if name == "my_rules" else None

    Finder.__module__ = "__editable___my_rules_1_0_finder"
    offer(site, files={"keep.py": PINNED}, root=tmp_path / "src")
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    assert [entry.name for entry in theirs()] == ["keep"]


def test_two_providers_of_one_name_are_named(site: Path) -> None:
    """Only who asks for the name is refused, and is told both files."""
    first = offer(site, "a-rules", "a_rules", {"keep.py": PINNED, "more.py": PINNED})
    second = offer(site, "b-rules", "b_rules", {"keep.py": PINNED, "other.py": PINNED})
    assert find_adapter(parse_spec("other")).name == "other"
    with pytest.raises(SpecError) as caught:
        find_adapter(parse_spec("keep"))
    assert str(caught.value) == (
        f"'keep' is provided by a-rules ({first}/keep.py) and by b-rules ({second}/keep.py): "
        "give the one you mean by its path."
    )
    assert [entry.name for entry in theirs()] == ["keep", "keep", "more", "other"]


def test_one_file_offered_twice_is_one_file(site: Path) -> None:
    """Two distributions that name the same folder do not quarrel."""
    offer(site, "a-rules", "rules", {"keep.py": PINNED})
    offer(site, "b-rules", "rules")
    assert find_adapter(parse_spec("keep")).name == "keep"


def test_what_a_name_alone_means_is_usable(site: Path) -> None:
    """All that can be named is there; what cannot be read or means two files is told."""
    offer(site, "a-rules", "a_rules", {"keep.py": PINNED, "once.py": PINNED})
    offer(site, "b-rules", "b_rules", {"keep.py": PINNED, "bad.py": PINNED.replace("[]", "3")})
    offer(site, "c-rules", "a_rules.more", {"twice.py": PINNED})
    offer(site, "d-rules", "a_rules.more")
    said: list[str] = []
    assert {"once", "twice"} == set(usable_adapters(said.append)) - set(known_adapters())
    assert [line.split(":")[0] for line in said] == ["bad is left out", "keep is left out"]
    assert said[1].endswith("a-rules and b-rules provide it.")


@pytest.mark.parametrize(
    ("file", "source", "fault"),
    [
        ("bad.py", PINNED.replace("[]", "3"), "bad.py:2: dependencies: expected array, got int."),
        ("bad.py", PINNED.replace("extract(", "extrakt("), "defines no `extract`"),
        ("bad.py", PINNED.replace('# ///\n"', '"'), "is never closed"),
        ("bad.py", PINNED + "\udcff", "cannot be read"),
        ("bad name.py", PINNED, "a name that a spec can hold"),
        ("oracle.py", PINNED, "a shipped extractor's name"),
    ],
)
def test_a_broken_file_is_listed_with_its_fault(
    site: Path, capsys: pytest.CaptureFixture[str], file: str, source: str, fault: str
) -> None:
    """A foreign file that breaks the contract hinders nobody who does not name it."""
    folder = offer(site, files={"keep.py": PINNED})
    (folder / file).write_bytes(source.encode("utf-8", "surrogateescape"))
    (bad,) = [entry for entry in theirs() if entry.fault]
    assert (bad.name, bad.adapter) == (Path(file).stem, None)
    assert fault in (bad.fault or "")
    assert exit_code(["extractors", "list"]) == 0
    table, below = capsys.readouterr().out.split("\n\n")
    assert "Keeps all. (from my-rules)" in table
    assert " ".join(below.split()) == (
        f"{Path(file).stem}: Cannot be used: {' '.join((bad.fault or '').split())} (from my-rules)"
    )
    exit_code(["extractors", "list", "--format", "json"])
    (row,) = [one for one in json.loads(capsys.readouterr().out) if one["kind"] == "-"]
    assert row["extractor"] == bad.name
    assert row["what_it_does"] == f"Cannot be used: {bad.fault} (from my-rules)"
    assert find_adapter(parse_spec("keep")).name == "keep"
    if file == "bad.py":
        with pytest.raises(AdapterError, match=r"bad\.py"):
            find_adapter(parse_spec("bad"))


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("mine = my_rules.extractors:all", "is no package; expected one such as mypackage"),
        ("mine =", "'' is no package"),
        ("mine = absent.extractors", "there is no package absent.extractors"),
        ("mine = keep", "there is no package keep"),
        ("mine", "the entry points of my-rules cannot be read"),
    ],
)
def test_an_entry_point_that_leads_nowhere_is_listed(site: Path, lines: str, fault: str) -> None:
    """A package that is not there, a module, and a line that is none are faults of their own."""
    offer(site)
    (site / "keep.py").write_text(PINNED, encoding="utf-8")
    points = site / "my_rules-1.0.dist-info" / "entry_points.txt"
    points.write_text(f"[boilerbench.extractors]\n{lines}\n", encoding="utf-8")
    (entry,) = theirs()
    assert fault in (entry.fault or "")
    assert entry.path is None
    assert find_adapter(parse_spec("trafilatura")).name == "trafilatura"


@pytest.mark.parametrize("content", [b"\xff[boilerbench.extractors]", b"no section", b"[x]\ny = 1"])
def test_entry_points_of_others_do_not_matter(site: Path, content: bytes) -> None:
    """Whatever stands in the entry points of packages that offer nothing, nothing is said of it."""
    offer(site)
    (site / "my_rules-1.0.dist-info" / "entry_points.txt").write_bytes(content)
    assert theirs() == []
