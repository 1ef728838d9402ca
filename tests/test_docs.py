"""The documentation: it builds clean, loads nothing from elsewhere, and names all there is."""

import datetime as dt
import importlib.util
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import msgspec
import pytest
from lxml import html

from boilerbench.adapters import read_adapter
from boilerbench.catalogue import known_adapters
from boilerbench.cli import commands
from boilerbench.corpora import FORMATS
from boilerbench.corpora.boilerbench import GoldFile, read_unchecked
from boilerbench.corpora.checks import faults
from boilerbench.corpora.corpus import FIELDS
from boilerbench.corpora.public import PUBLIC, Public
from boilerbench.corpora.rules import RULES
from boilerbench.engines import ENGINES
from boilerbench.manifests import (
    Checkout,
    Machine,
    Manifest,
    RunCorpus,
    Settings,
    Shard,
    SystemRecord,
)
from boilerbench.project import ProjectSettings
from boilerbench.records import (
    NOISE_KINDS,
    OPTIONAL_KINDS,
    OUTCOMES,
    PAGE_TYPES,
    Extraction,
    Noise,
    OptionalText,
    Timing,
)
from boilerbench.reporting.tables import FORMATS as TABLES
from boilerbench.reporting.tidying import tidy
from boilerbench.rules.exporting import TARGETS
from boilerbench.rules.linting.codes import CHECKS
from boilerbench.scores import ScoredCorpus, Scores
from boilerbench.scoring import METRICS, parse_metric
from boilerbench.specs import parse_spec
from boilerbench.stress.mutations import MUTATIONS
from boilerbench.templates import fill

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(DOCS.glob("*.md")), *ROOT.glob("README.md")]

ADAPTERS = known_adapters()
GOLD_FIELDS = [
    *GoldFile.__struct_fields__,
    *Noise.__struct_fields__,
    *OptionalText.__struct_fields__,
]
COLUMNS, _ = tidy(Scores(corpus=ScoredCorpus(name="none", digest="", pages=0), rows=()))
RECORDED = (
    Manifest,
    RunCorpus,
    SystemRecord,
    Checkout,
    Settings,
    Machine,
    Shard,
    Extraction,
    Timing,
)

NAMED: dict[str, list[str]] = {
    "shipped-extractors.md": [
        *ADAPTERS,
        "oracle",
        *(variant for adapter in ADAPTERS.values() for variant in adapter.variants),
    ],
    "metrics.md": list(METRICS),
    "stress.md": list(MUTATIONS),
    "noise.md": [*NOISE_KINDS, *OPTIONAL_KINDS],
    "public-corpora.md": [*PUBLIC, *FORMATS],
    "corpus-format.md": [*GOLD_FIELDS, *OPTIONAL_KINDS, *PAGE_TYPES],
    "corpus-rules.md": [word for rule in RULES.values() for word in (rule.code, rule.name)],
    "rule-checks.md": [word for check in CHECKS.values() for word in (check.code, check.name)],
    "exporting-rules.md": list(TARGETS),
    "runs-and-workers.md": list(OUTCOMES),
    "run-folder.md": [field for struct in RECORDED for field in struct.__struct_fields__],
    "cli.md": [*ProjectSettings.__struct_fields__, *TABLES, *COLUMNS],
    "scale-out.md": list(ENGINES),
    "tutorial.md": list(FIELDS),
    "architecture.md": [path.name for path in ROOT.glob("boilerbench/[a-z]*.py")],
}


def _text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def _blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```", _text(page))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as HTML, built as a release builds them."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", str(DOCS), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def _verbs(group: click.Group, words: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield "-".join((*words, name)), command
        if isinstance(command, click.Group):
            yield from _verbs(command, (*words, name))


def test_the_pages_build_without_a_warning(site: Path) -> None:
    """Sphinx finds no fault in any page, and the front page is there."""
    assert (site / "index.html").is_file()


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """A reader's browser asks nobody but the host of the pages."""
    for page in site.rglob("*.html"):
        tree = html.parse(page).getroot()
        loaded = [*tree.xpath("//@src"), *tree.xpath("//link/@href")]
        assert not [one for one in loaded if re.match(r"(?:[a-z]+:)?//", str(one))], page
    for sheet in site.rglob("*.css"):
        addresses = r"(?:url\(|@import)\s*['\"]?\s*(?:https?:)?//"
        assert not re.search(addresses, sheet.read_text(encoding="utf-8")), sheet


def test_every_verb_and_option_is_in_the_reference(site: Path) -> None:
    """The command line reference has a section for each verb, with all of its options."""
    tree = html.parse(site / "cli.html").getroot()
    for name, command in _verbs(commands, ("boilerbench",)):
        (section,) = tree.xpath("//section[@id=$name]", name=name)
        options = {opt for parameter in command.params for opt in parameter.opts if opt[0] == "-"}
        missing = {option for option in options if option not in section.text_content()}
        assert not missing, f"{name} lacks {missing}"


@pytest.mark.parametrize("page", NAMED)
def test_every_name_is_on_its_page(page: str) -> None:
    """What the code knows by name is written as code on the page that is about it."""
    spans = re.findall(r"`([^`\n]+)`", _text(page))
    words = {word for span in spans for word in re.split(r"[^\w.<>-]+", span)}
    assert sorted(set(NAMED[page]) - words) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_resolves(page: Path) -> None:
    """A link to a file of the repository leads to one."""
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    targets = [link.partition("#")[0] for link in links if "://" not in link]
    assert [one for one in targets if one and not (page.parent / one).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_can_be_typed(page: Path) -> None:
    """Each `$ boilerbench …` of a page parses: verb, options, specs and metrics."""
    found = re.findall(r"(?m)^\$ boilerbench (.+)$", page.read_text(encoding="utf-8"))
    for line in found:
        command: click.Command = commands
        words = shlex.split(line.partition(" | ")[0])
        while isinstance(command, click.Group):
            below = command.get_command(click.Context(command), words.pop(0))
            assert below is not None, line
            command = below
        context = command.make_context("boilerbench", words)
        for spec in (*context.params.get("specs", ()), context.params.get("spec") or "nothing"):
            parse_spec(spec)
        for metric in context.params.get("metric_names", ()):
            parse_metric(metric)


@pytest.mark.parametrize("entry", PUBLIC.values(), ids=lambda entry: entry.name)
def test_the_catalogue_is_the_one_in_the_code(entry: Public) -> None:
    """Pages, size, licence, source, commit and citation of a public corpus stand on its page."""
    source = entry.repository.removeprefix("https://github.com/")
    row = (
        f"| `{entry.name}` | {entry.title} | {entry.pages:,} | {entry.megabytes:g} |"
        f" {entry.licence} | [{source}]({entry.repository}) at `{entry.commit[:7]}` |"
        f" `{entry.format}` |"
    )
    assert row in _text("public-corpora.md").splitlines()
    told = f"* `{entry.name}`: {entry.citation} {entry.remark}".rstrip()
    assert told in _text("public-corpora.md").splitlines()


def test_the_examples_of_gold_can_be_read() -> None:
    """Every example of a gold file is one."""
    for page in ("corpus-format.md", "tutorial.md"):
        for block in _blocks(page, "toml"):
            assert msgspec.convert(tomllib.loads(block), GoldFile)


def test_the_example_of_an_extraction_can_be_read() -> None:
    """The line shown for a run folder is one that a run could write."""
    (block,) = _blocks("run-folder.md", "json")
    assert msgspec.json.decode(block, type=Extraction).answered


def test_the_tutorial_has_the_fault_it_speaks_of(tmp_path: Path) -> None:
    """The tutorial's own pages have the one fault that its `corpus check` finds."""
    pages, golds = _blocks("tutorial.md", "html"), _blocks("tutorial.md", "toml")
    for name, page, gold in zip(("piano", "bread"), pages, golds, strict=True):
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
        (tmp_path / f"{name}.toml").write_text(gold, encoding="utf-8")
    found = [fault for page in read_unchecked(tmp_path).pages for fault in faults(page)]
    told = [f"{fault.page}: {fault.code} {fault}" in _text("tutorial.md") for fault in found]
    assert told == [True]


def _lasting(text: str) -> list[str]:
    """A page without times, memory, interpreter and the widths that they make."""
    text = re.sub(r"(?m)(  [0-9]+ ) +[0-9.]+ +[0-9]+$", r"\1", text)
    text = re.sub(r"(?m) [0-9.]+(?: +[0-9]+)? +(holds|fails)$", r"  \1", text)
    text = re.sub(r"CPython [0-9.]+, in [a-z-]+", "CPython", text)
    return re.sub(r"-{3,}", "---", re.sub(r" {2,}", "  ", text)).splitlines()


def _tutorial_script() -> ModuleType:
    found = importlib.util.spec_from_file_location("tutorial_script", DOCS / "tutorial.py")
    assert found is not None
    assert found.loader is not None
    script = importlib.util.module_from_spec(found)
    found.loader.exec_module(script)
    return script


@pytest.mark.environments
@pytest.mark.parametrize("page", _tutorial_script().PAGES)
def test_a_tutorial_shows_what_is_printed_now(tmp_path: Path, page: str) -> None:
    """Each output of a tutorial equals that of a fresh run, but for times and public pages."""
    fresh = _tutorial_script().refreshed(_text(page), tmp_path, None)
    assert _lasting(fresh) == _lasting(_text(page))


def test_a_new_adapter_is_the_one_that_the_tutorial_shows() -> None:
    """What `extractors new` writes stands in the tutorial, word for word."""
    template = fill("mine", "python", line=None, imported="", now=dt.datetime.now(dt.UTC))
    assert f"$ cat mine.py\n{template}```" in _text("your-extractor.md")


def test_the_adapters_of_the_tutorial_keep_the_contract(tmp_path: Path) -> None:
    """Every adapter file that a page lets its reader write can be read as one."""
    parts = _tutorial_script().PART.finditer(_text("your-extractor.md"))
    files = [(part["name"], part["content"]) for part in parts if part["name"]]
    adapters = [one for one in files if "/" not in one[0]]
    assert [name for name, _ in adapters] == ["mine.py", "plain.py", "paper.py"]
    for name, content in adapters:
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert read_adapter(tmp_path / name).description


@pytest.mark.parametrize(
    ("page", "gold"),
    [
        ("<p>The ferry left at dawn.", 'text = "The ferry left at dusk."'),
        ("<p>One", 'url = "example/ferry"\ntext = "One"'),
        ("<p>The ferry left.", 'text = "The ferry left."\nlacks = ["ferry left"]'),
        (
            "<nav>Home</nav><p>One<p>Two",
            'text = "One"\n[[noise]]\nkind = "navigation"\ntext = "Home"\nselector = "p"',
        ),
    ],
)
def test_the_sentences_of_faults_are_those_of_the_code(
    tmp_path: Path, page: str, gold: str
) -> None:
    """A fault of gold reads as the page about the format says."""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "a.toml").write_text(gold, encoding="utf-8")
    (fault,) = faults(read_unchecked(tmp_path).pages[0])
    assert f"| `{fault}` |" in _text("corpus-format.md")
