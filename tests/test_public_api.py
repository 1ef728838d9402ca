"""What `import boilerbench` gives, and what it does not load."""

import subprocess
import sys

import pytest

import boilerbench


def test_all_is_sorted_and_true() -> None:
    """Every public name is listed once, in order, and can be had."""
    assert boilerbench.__all__ == sorted(boilerbench.__all__)
    assert len(set(boilerbench.__all__)) == len(boilerbench.__all__)
    for name in boilerbench.__all__:
        assert getattr(boilerbench, name) is not None
    assert dir(boilerbench) == boilerbench.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The package pretends to nothing."""
    with pytest.raises(AttributeError, match="no attribute 'extract_all'"):
        _ = boilerbench.extract_all


HEAVY = "lxml numpy trafilatura justext rapidfuzz regex tld jinja2 chardet cssselect dateparser"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["extractors", "--help"], ["extractors", "list"]]
)
def test_what_only_tells_loads_nothing_heavy(arguments: list[str]) -> None:
    """Help and the list of extractors load no parser, no arithmetic and no extractor."""
    code = (
        "import sys, boilerbench, boilerbench.cli as cli\n"
        f"assert cli.exit_code({arguments!r}) == 0\n"
        f"found = set({HEAVY!r}.split()) & set(sys.modules)\n"
        "sys.exit(f'loaded: {found}' if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
