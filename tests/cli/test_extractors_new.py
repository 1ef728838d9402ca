"""`boilerbench extractors new` as a user meets it: a file that runs and passes as it is."""

import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from boilerbench.adapters import read_adapter
from tests.evil import needs_node

Told = Callable[..., tuple[int, str, str]]


def typed(out: str) -> list[list[str]]:
    """The commands that the output says to type next, as words."""
    return [line.split() for line in re.findall(r"boilerbench (.+)", out)]


def test_a_new_adapter_runs_and_passes_at_once(told: Told) -> None:
    """The file is an adapter, and both commands that are printed work on it unedited."""
    code, out, _ = told("extractors", "new", "mine")
    assert (code, out.splitlines()[0]) == (0, "mine.py is written.")
    assert read_adapter(Path("mine.py")).variants == {"long": {"min_words": 10}}
    check, run = typed(out)
    assert run == ["run", "./mine.py", "trafilatura"]
    assert told(*check)[0] == 0
    code, out, _ = told(*run)
    assert code == 0
    assert re.search(r"^ +[12]  mine\.py +0\.[5-9]", out, re.MULTILINE)


@pytest.mark.parametrize("package", ["justext", "JusText", "lxml_html_clean"])
def test_a_package_is_pinned_to_what_is_installed(told: Told, package: str) -> None:
    """The pin is the installed version, the module is imported, and the file passes."""
    code, out, _ = told("extractors", "new", "mine", "--package", package)
    assert code == 0
    adapter = read_adapter(Path("mine.py"))
    (line,) = adapter.dependencies
    assert line.endswith(f"=={version(package)}")
    assert adapter.cutoff is not None
    assert adapter.imports == {"re", "html", package.lower()}
    assert "write which version" not in out
    assert told(*typed(out)[0])[0] == 0


@pytest.mark.parametrize(
    ("more", "line"), [((), "jusText==3.0.0"), (("--node",), "@mozilla/readability@0.5.0")]
)
def test_a_version_that_is_typed_is_the_pin(told: Told, more: tuple[str, ...], line: str) -> None:
    """A package given with its version is pinned to that, whatever is installed."""
    assert told("extractors", "new", "mine", "--package", line, *more)[0] == 0
    file = Path("mine.mjs" if more else "mine.py")
    assert read_adapter(file).dependencies == (line,)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("justext[dev,docs]", f"jusText[dev,docs]=={version('justext')}"),
        ("no-such-package[all]", "no-such-package[all]"),
        ("lxml[html5]==6.0.0", "lxml[html5]==6.0.0"),
        ("lxml; python_version >= '3'", f'lxml=={version("lxml")}; python_version >= "3"'),
    ],
)
def test_extras_and_markers_that_are_typed_are_kept(told: Told, typed: str, line: str) -> None:
    """Only the release is added, whatever else was said of the package."""
    assert told("extractors", "new", "mine", "--package", typed)[0] == 0
    assert read_adapter(Path("mine.py")).dependencies == (line,)


@pytest.mark.parametrize(
    ("package", "more"),
    [
        ("lxml>=4", ()),
        ("lxml==6.*", ()),
        ("lxml>=4,<6", ()),
        ("linkedom@^0.18", ("--node",)),
        ("linkedom@latest", ("--node",)),
    ],
)
def test_a_range_is_refused(told: Told, package: str, more: tuple[str, ...]) -> None:
    """An adapter measures one release: what may be several is not quietly made another."""
    code, _, err = told("extractors", "new", "mine", "--package", package, *more)
    assert code == 2
    assert "may be more than one release, and an adapter measures one" in err
    assert not list(Path().iterdir())


def test_an_address_is_refused(told: Told) -> None:
    """It is no release; the sentence says what to give, and names no password."""
    code, _, err = told("extractors", "new", "mine", "--package", "x @ https://me:pw@e.com/x.whl")
    assert code == 2
    assert "'x @ https://e.com/x.whl' is an address, and an adapter pins a release" in err
    assert not list(Path().iterdir())


def test_an_unknown_package_is_left_to_be_pinned(told: Told) -> None:
    """What is not installed here is named without a version, and its owner is told to write one."""
    code, out, _ = told("extractors", "new", "mine", "--package", "no-such-package")
    assert code == 0
    assert read_adapter(Path("mine.py")).dependencies == ("no-such-package",)
    assert "It names no-such-package, of which nothing is installed here" in out


@needs_node
def test_a_node_adapter_is_one(told: Told) -> None:
    """With --node the file is a module for Node, with a package as npm writes it."""
    out = told("extractors", "new", "mine", "--node")[1]
    assert read_adapter(Path("mine.mjs")).variants == {"long": {"minWords": 10}}
    code, out, _ = told(*typed(out)[0])
    assert (code, out.splitlines()[-1]) == (0, "mine.mjs holds 17 of 17 that must hold.")
    package = ("--package", "@mozilla/readability")
    assert told("extractors", "new", "reader", "--node", *package)[0] == 0
    adapter = read_adapter(Path("reader.mjs"))
    assert adapter.dependencies == ("@mozilla/readability@latest",)
    assert adapter.imports == {"@mozilla/readability"}
    assert adapter.cutoff is not None


def test_a_node_package_is_pinned_to_what_node_would_find(told: Told, tmp_path: Path) -> None:
    """A node_modules folder here decides the version."""
    described = tmp_path / "node_modules" / "unfluff" / "package.json"
    described.parent.mkdir(parents=True)
    described.write_text('{"version": "3.2.0"}', encoding="utf-8")
    assert told("extractors", "new", "mine", "--node", "--package", "unfluff")[0] == 0
    assert read_adapter(Path("mine.mjs")).dependencies == ("unfluff@3.2.0",)


@pytest.mark.parametrize("name", ["a b", "-x", "", ".hidden", "a/b", "../up", "a:b", "a@b", "é"])
def test_a_name_that_no_spec_holds_is_refused(told: Told, tmp_path: Path, name: str) -> None:
    """Exit 2, a sentence, and nothing written."""
    code, _, err = told("extractors", "new", "--", name)
    assert code == 2
    assert "is no name for an extractor" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("package", ["", "a b", "git+https://example.com/x", "x; y"])
def test_a_package_that_is_no_name_is_refused(told: Told, package: str) -> None:
    """What neither uv nor npm could install is refused, and nothing is written."""
    for more in ((), ("--node",)):
        code, _, err = told("extractors", "new", "mine", "--package", package, *more)
        assert code == 2
        assert f"{package!r} is no package that can be installed" in err
    assert not Path("mine.py").exists()


def test_nothing_is_overwritten(told: Told) -> None:
    """A file, a folder or a dangling link of that name stays as it is."""
    Path("mine.py").write_text("mine", encoding="utf-8")
    Path("link.py").symlink_to("nowhere")
    for name in ("mine", "mine.py", "link"):
        code, _, err = told("extractors", "new", name)
        assert (code, "is there already and stays as it is" in err) == (2, True)
    assert Path("mine.py").read_text(encoding="utf-8") == "mine"
    assert not Path("nowhere").exists()


def test_a_suffix_may_be_typed(told: Told) -> None:
    """`new mine.py` and `new mine` write the same file, and `new mine.mjs` one for Node."""
    assert "mine.py is written." in told("extractors", "new", "mine.py")[1]
    assert "mine.mjs is written." in told("extractors", "new", "mine.mjs")[1]
    assert read_adapter(Path("mine.mjs")).runtime == "node"
    assert "other.mjs is written." in told("extractors", "new", "other.mjs", "--node")[1]


def test_a_suffix_against_node_is_refused(told: Told) -> None:
    """One of the two is a mistake, and nobody knows which."""
    code, _, err = told("extractors", "new", "mine.py", "--node")
    assert (code, "is a file for Python, and --node asks" in err) == (2, True)
    assert not list(Path().iterdir())


@pytest.mark.parametrize("name", ["a" * 300, "é" * 300])
def test_a_long_name_is_refused_in_a_short_sentence(told: Told, name: str) -> None:
    """What no file system holds is not repeated in full."""
    code, _, err = told("extractors", "new", name)
    assert code == 2
    assert len(err) < 200
    assert not list(Path().iterdir())
