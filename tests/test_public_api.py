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


def test_importing_the_package_and_its_help_loads_nothing_heavy() -> None:
    """`import boilerbench` and `--help` load no lxml, numpy or extractor."""
    heavy = "{'lxml', 'numpy', 'trafilatura', 'justext', 'rapidfuzz', 'tld'}"
    code = (
        "import sys, boilerbench, boilerbench.cli as cli\n"
        "assert cli.exit_code(['--help']) == 0\n"
        f"found = {heavy} & set(sys.modules)\n"
        "sys.exit(f'loaded: {found}' if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
