"""The grammar of ranges, and the order of versions."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from boilerbench.errors import BoilerbenchError, SpecError
from boilerbench.specs import parse_spec
from boilerbench.versions.ranges import (
    check_ends,
    in_order,
    is_prerelease,
    is_version,
    package_of,
    parse_range,
    semantic_key,
)

ENDS = st.none() | st.from_regex(r"[0-9]{1,2}(\.[0-9]{1,2}){0,2}(rc[1-9])?", fullmatch=True)
NAMES = st.sampled_from(["trafilatura", "trafilatura:precision", "justext:language=German"])


@given(NAMES, ENDS, ENDS)
def test_a_range_prints_and_parses_back(name: str, low: str | None, high: str | None) -> None:
    """Either end may be left out, and what is printed is what was typed."""
    text = f"{name}@{low or ''}..{high or ''}"
    found = parse_range(text)
    assert (str(found.spec), found.low, found.high) == (name, low, high)
    assert str(found) == text
    assert parse_spec(found.at("2.0")).version == "2.0"


def test_a_quoted_option_may_hold_an_at_sign() -> None:
    """The range is behind the last @; what stands before is a spec with its quotes."""
    found = parse_range('reader:mail="a@b..c"@1..2')
    assert (dict(found.spec.options), found.low, found.high) == ({"mail": "a@b..c"}, "1", "2")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("trafilatura", "write NAME@A..B"),
        ("trafilatura@2.0.0", "write NAME@A..B"),
        ("@1..2", "no range"),
        ("new=trafilatura@1..2", "leave out `new=`"),
        ("trafilatura@1.0@1..2", "leave out @1.0"),
        ("call:lxml.html:fromstring@1..2", "`call:` is no package"),
        ("exec:cat@1..2", "`exec:` is no package"),
        ("outputs:x.json@1..2", "`outputs:` is no package"),
    ],
)
def test_what_is_no_range_is_told_apart(text: str, told: str) -> None:
    """Each mistake is one sentence with the way out."""
    with pytest.raises(SpecError) as caught:
        parse_range(text)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("trafilatura@2.3..2.0", "2.3 is newer than 2.0; write trafilatura@2.0..2.3."),
        ("trafilatura@two..3", "'two' is no release"),
        ("trafilatura@1...3", "'.3' is no release"),
    ],
)
def test_ends_that_cannot_be_are_told(text: str, told: str) -> None:
    """An end that is no version, and ends that stand the wrong way round, with what to write."""
    with pytest.raises(SpecError) as caught:
        check_ends(parse_range(text), "python")
    assert told in str(caught.value)


def test_an_adapter_without_a_package_has_no_versions(tmp_path: Path) -> None:
    """A file that depends on nothing says so, and an unknown name is answered as everywhere."""
    bare = tmp_path / "bare.py"
    bare.write_text("def extract(html, url=None):\n    return html\n")
    for text, told in ((f"{bare}@1..2", "no package"), ("trafilatur@1..2", "'trafilatura'")):
        with pytest.raises(BoilerbenchError) as caught:
            package_of(parse_range(text).spec)
        assert told in str(caught.value)


def test_an_unknown_variant_is_refused_before_anything_runs() -> None:
    """A misspelt variant is found without asking an index."""
    with pytest.raises(SpecError, match="precision"):
        package_of(parse_range("trafilatura:precison@1..2").spec)


SEMANTIC = [
    "0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
    "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.10.0", "2.0.0",
]  # fmt: skip  # the example of the specification, in its order


def test_npm_versions_are_in_the_order_of_their_specification() -> None:
    """The example of semver.org, rule 11, sorts as it stands."""
    assert sorted(set(SEMANTIC), key=semantic_key) == SEMANTIC
    assert [is_prerelease(one, "node") for one in SEMANTIC].count(True) == 7
    assert in_order("1.0.0-rc.1", "1.0.0", "node")
    assert not in_order("1.10.0", "1.9.0", "node")
    assert not is_version("1.0", "node")
    with pytest.raises(ValueError, match=r"1\.0"):
        semantic_key("1.0")


@given(st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}((a|b|rc)[0-9])?", fullmatch=True))
def test_python_versions_are_those_of_packaging(version: str) -> None:
    """A preview is what packaging calls one."""
    assert is_version(version, "python")
    assert is_prerelease(version, "python") == Version(version).is_prerelease
