"""The spec grammar: what parses, what is refused and that printing parses back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from boilerbench.errors import SpecError
from boilerbench.specs import Spec, parse_spec, version_kind

LABELS = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,8}", fullmatch=True)
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,12}", fullmatch=True).filter(
    lambda name: (
        not name.endswith((".py", ".mjs")) and name not in ("call", "exec", "worker", "outputs")
    )
)
PATHS = st.from_regex(
    r"([.]{1,2}/|/|~/|[a-z]/)[a-z @:]{0,6}[a-z]\.(py|mjs)", fullmatch=True
).filter(lambda path: path[0] in "./~" or not {":", "@"} & set(path))
VALUES = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    | st.sampled_from(["nan", "true", "1e3", "2024-01-01", "inf", "0x1F", "05", 'a"b', "\\", "@,:"])
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
)
VARIANTS = st.lists(st.from_regex(r"[a-z0-9][a-z0-9_.+-]{0,6}", fullmatch=True), unique=True)
OPTIONS = st.dictionaries(
    st.from_regex(r"[a-z_]\w{0,6}", fullmatch=True).filter(str.isascii), VALUES
)
VERSIONS = st.sampled_from(
    ["here", "2.0.0", "1!2.0rc1", ".", "../checkout", "~/x y.whl", "git+https://h/r@b:c,d", 'a"b']
)


@st.composite
def adapter_specs(draw: st.DrawFn) -> Spec:
    variants, options = draw(VARIANTS), draw(OPTIONS)
    kind, target = draw(
        st.tuples(st.just("name"), NAMES) | st.tuples(st.just("path"), PATHS),
    )
    return Spec(
        kind="name" if kind == "name" else "path",
        name=target,
        label=draw(st.none() | LABELS),
        variants=tuple(variants),
        options=tuple((name, value) for name, value in options.items() if name not in variants),
        version=draw(st.none() | VERSIONS),
    )


@st.composite
def scheme_specs(draw: st.DrawFn) -> Spec:
    rest = st.text(min_size=1).filter(str.strip)
    label = draw(st.none() | LABELS)
    if draw(st.booleans()):
        return Spec("call", "package.module:function", label)
    return Spec(draw(st.sampled_from(["exec", "worker", "outputs"])), draw(rest), label)


@given(adapter_specs() | scheme_specs())
@example(Spec("name", "a", options=(("x", -0.0), ("z", 1e-7))))
def test_a_printed_spec_parses_back_equal(spec: Spec) -> None:
    """Whatever a Spec holds, its string parses to the same Spec, types of values included."""
    assert repr(parse_spec(str(spec))) == repr(spec)


@given(
    st.text(st.sampled_from('abx1.:,=@"/~\\ en'), max_size=24)
    | st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "row="]),
        st.sampled_from(["trafilatura", "./m.py", "m.py", "exec", "call"]),
        st.sampled_from(["", ":fast", ':a=1_0,b="x\\u0041",fast', ":a=+5,b=0x1F", ":x=1979-05-27"]),
        st.sampled_from(["", "@1.0", "@here", "@."]),
    )
)
def test_printing_is_a_fixed_point(text: str) -> None:
    """A string either is refused with a SpecError or prints to a spelling that prints to itself."""
    try:
        spec = parse_spec(text)
    except SpecError:
        return
    assert str(parse_spec(str(spec))) == str(spec)
    assert parse_spec(str(spec)) == spec


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("trafilatura", Spec("name", "trafilatura")),
        ("trafilatura:precision", Spec("name", "trafilatura", variants=("precision",))),
        (
            "justext:language=German@3.0.1",
            Spec("name", "justext", options=(("language", "German"),), version="3.0.1"),
        ),
        ("patched=trafilatura@.", Spec("name", "trafilatura", "patched", version=".")),
        ("readability-lxml@here", Spec("name", "readability-lxml", version="here")),
        ("./mine.py:fast@1", Spec("path", "./mine.py", variants=("fast",), version="1")),
        ("mine.py", Spec("path", "mine.py")),
        ("row=sub/mine.py@here", Spec("path", "sub/mine.py", "row", version="here")),
        ("~/my.mjs", Spec("path", "~/my.mjs")),
        ("./a=b.py", Spec("path", "./a=b.py")),
        ("x=b.py", Spec("path", "b.py", "x")),
        ("./a@b/mine.py:x", Spec("path", "./a@b/mine.py", variants=("x",))),
        ("./folder:x", Spec("path", "./folder", variants=("x",))),
        ("x.pyz", Spec("name", "x.pyz")),
        ("a@b@c:d,e", Spec("name", "a", version="b@c:d,e")),
        ('a:s="@:,=\\""@1', Spec("name", "a", options=(("s", '@:,="'),), version="1")),
        ("call:my.module:extract", Spec("call", "my.module:extract")),
        ("mine=exec:./run --x=1 @a", Spec("exec", "./run --x=1 @a", "mine")),
        ("worker:node w.mjs", Spec("worker", "node w.mjs")),
        ("outputs:preds.json", Spec("outputs", "preds.json")),
        ("exec", Spec("name", "exec")),
        ('a@x"y', Spec("name", "a", version='x"y')),
    ],
)
def test_known_specs(text: str, spec: Spec) -> None:
    """Each rule of the grammar on a string small enough to read by eye; all print unchanged."""
    assert parse_spec(text) == spec
    assert str(spec) == text


@pytest.mark.parametrize(
    ("spelled", "value", "printed"),
    [
        ("3", 3, "3"),
        ("+5", 5, "5"),
        ("1_000", 1000, "1000"),
        ("0x1F", 31, "31"),
        ("05", "05", "05"),
        ("0.5", 0.5, "0.5"),
        ("1e3", 1000.0, "1000.0"),
        ("true", True, "true"),
        ("True", "True", "True"),
        ("2024-01-01", "2024-01-01", "2024-01-01"),
        ("Français", "Français", "Français"),
        ('"3"', "3", '"3"'),
        ('"nan"', "nan", '"nan"'),
        ('"plain"', "plain", "plain"),
        ('""', "", '""'),
        ('"tab\\tnew\\nline"', "tab\tnew\nline", '"tab\\u0009new\\u000Aline"'),
    ],
)
def test_values(spelled: str, value: object, printed: str) -> None:
    """A bare word is what TOML says it is, dates apart; the printer quotes only where it must."""
    spec = parse_spec(f"a:x={spelled}")
    assert repr(spec.options) == repr((("x", value),))
    assert str(spec) == f"a:x={printed}"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "empty"),
        ("=trafilatura", "empty label"),
        ("my label=trafilatura", "names no extractor"),
        ("a=b=c", "names no extractor"),
        ("@1.0", "names no extractor"),
        ("a:", "empty item"),
        ("a:@1", "empty item"),
        ("a:x,,y", "empty item"),
        ("a:x,", "empty item"),
        ("a:x,x", "twice"),
        ("a:x=1,x=2", "twice"),
        ("a:x,x=2", "twice"),
        ("a:x:y", "second `:`"),
        ("a@", "empty version"),
        ("a@1.0..2.0", "a spec takes one"),
        ("a:x=nan", "nan is no value"),
        ("a:x=inf", "inf is no value"),
        ("a:x=-nan", "nan is no value"),
        ('a:x="b', "never closed"),
        ('a:x="\\q"', "no TOML string"),
        ("a:x=", 'must be "quoted"'),
        ("a:x=b c", 'must be "quoted"'),
        ("a:x='b'", 'must be "quoted"'),
        ('a:x="b"c', 'must be "quoted"'),
        ("a:x y", "no item"),
        ("a:1x=2", "no item"),
        ("call:", "nothing after"),
        ("exec: ", "nothing after"),
        ("call:module", "no call"),
        ("call:mod:f:precision", "no call"),
    ],
)
def test_refusals_name_what_is_wrong(text: str, hint: str) -> None:
    """A string outside the grammar is a SpecError whose sentence names the part at fault."""
    with pytest.raises(SpecError, match=hint):
        parse_spec(text)


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        ("here", "here"),
        ("git+https://example.org/x", "git"),
        (".", "path"),
        ("~/x", "path"),
        ("/x", "path"),
        ("dist/x-1-py3-none-any.whl", "path"),
        ("x-1.tar.gz", "path"),
        ("2.0.0", "release"),
        ("heres", "release"),
    ],
)
def test_version_kinds(version: str, kind: str) -> None:
    """A version is here, a git revision, something on disk, or a release, by its spelling alone."""
    assert version_kind(version) == kind
