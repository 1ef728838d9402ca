"""The shipped extractors, each in the environment its adapter states and the real worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from boilerbench.catalogue import known_adapters
from boilerbench.commands import Command
from boilerbench.manifests import Settings
from boilerbench.records import Reply
from boilerbench.sessions import SessionPool
from boilerbench.specs import SCALE, parse_spec
from boilerbench.systems import resolve
from tests.evil import needs_node
from tests.test_extractors import PAGE, PARAGRAPH, pins_refuse

pytestmark = pytest.mark.environments

URL = "https://example.com/bread"
# Converters in Python have an environment together, in test_converters.
ADAPTERS = {
    name: one
    for name, one in known_adapters().items()
    if name not in SCALE and (one.runtime == "node" or one.kind == "extractor")
}
PYTHON = [name for name, one in ADAPTERS.items() if one.runtime == "python"]
VARIANTS = [f"{name}:{variant}" for name, one in ADAPTERS.items() for variant in one.variants]
VARIANTS.remove("justext:german")  # finds no German here, as test_extractors says


def each(*specs: str) -> list[ParameterSet]:
    """Specs as parameters of a test; those in JavaScript are skipped without Node.js."""
    return [
        pytest.param(spec, marks=() if spec.partition(":")[0] in PYTHON else needs_node)
        for spec in specs
    ]


class Asking:
    """Asks specs, each in the environment its adapter states; workers live on between pages."""

    def __init__(self) -> None:
        self.pool = SessionPool(4)  # some are large
        self.commands: dict[str, Command] = {}

    def __call__(
        self, spec: str, page: str = PAGE, url: str | None = URL, language: str | None = None
    ) -> Reply:
        with self.pool.borrow(self.command(spec)) as session:
            return session.ask(page.encode(), url, language)

    def command(self, spec: str) -> Command:
        if spec not in self.commands:
            system = resolve(parse_spec(spec), Settings(), lambda _line: None)
            if system.origin is None and spec.startswith("rs-trafilatura"):
                pytest.skip(f"its one wheel does not fit: {system.record.reason}")
            assert isinstance(system.origin, Command), system.record.reason
            self.commands[spec] = system.origin
        return self.commands[spec]


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    asking = Asking()
    yield asking
    asking.pool.close()


@pytest.fixture
def ask(asking: Asking, built: Path) -> Asking:
    del built  # where the environments are
    return asking


# By module, so that all tests of one extractor follow each other and its worker lives on.
every = pytest.mark.parametrize("name", each(*ADAPTERS), scope="module")


@pytest.mark.parametrize("spec", each(*ADAPTERS, *VARIANTS))
def test_every_adapter_and_variant_finds_the_article(ask: Asking, spec: str) -> None:
    """Each gives text or markdown that holds the story, without reaching for the network."""
    reply = ask(spec)
    assert (reply.outcome, reply.reason, reply.network_attempts) == ("ok", None, 0)
    assert "the price of bread" in " ".join((reply.text or reply.markdown or "").split())


BLANK = ("", " \n ", "<!-- only -->")
RAISED_BY = {
    "gne": BLANK,
    "goose3": BLANK,
    "justext": BLANK,
    "news-please": BLANK[1:],
    "newspaper3k": BLANK[:1],
    "readability-lxml": BLANK,
}


@pytest.mark.parametrize("page", BLANK)
@every
def test_a_page_without_text_is_empty(ask: Asking, name: str, page: str) -> None:
    """Nothing in, nothing out, but for libraries that raise; the worker lives on in any case."""
    assert ask(name, page).outcome == ("error" if page in RAISED_BY.get(name, ()) else "empty")
    assert ask(name).outcome == "ok"


@pytest.mark.parametrize("url", [None, "no address"])
@every
def test_the_text_does_not_hang_on_a_good_address(ask: Asking, name: str, url: str | None) -> None:
    """A page whose address is unknown or broken gives the same text; one library needs a host."""
    reply = ask(name, url=url)
    if name == "news-please" and url:
        assert reply.outcome == "error"
        return
    assert reply.outcome == "ok"
    assert (reply.text, reply.markdown) == (ask(name).text, ask(name).markdown)


DECLARED = '<?xml version="1.0" encoding="iso-8859-1"?>' + PAGE.replace("They", "Café")


@every
def test_a_declared_encoding_is_an_error_for_gne_alone(ask: Asking, name: str) -> None:
    """A page that is text already may begin as XHTML does, and gives the same text."""
    reply = ask(name, DECLARED)
    if name == "gne":
        assert "encoding declaration" in (reply.reason or "")
    else:
        assert reply.text == ask(name, DECLARED[DECLARED.index("<html>") :]).text


@pytest.mark.parametrize("name", each(*PYTHON), scope="module")
def test_the_pins_run_on_every_python_that_the_adapter_names(ask: Asking, name: str) -> None:
    """No package that an adapter pins refuses a Python that the adapter says it runs on."""
    assert pins_refuse(ADAPTERS[name], ask.command(name).interpreter) == []


UNKNOWN = [
    "boilerpy3:rules=nosuch",
    "defuddle:includeReplies=nosuch",
    "goose3:language=nosuch",
    "justext:language=nosuch",
    "newspaper3k:language=nosuch",
    "newspaper4k:language=nosuch",
    "trafilatura:function=nosuch",
    "turndown:linkStyle=nosuch",
]


@pytest.mark.parametrize("spec", each(*UNKNOWN))
def test_a_value_that_the_library_does_not_know_is_told(ask: Asking, spec: str) -> None:
    """An option's unknown value is an error that names it, never a silent default."""
    reply = ask(spec)
    assert reply.outcome == "error"
    assert "nosuch" in (reply.reason or "")


@pytest.mark.parametrize(
    "name", each("defuddle", "goose3", "justext", "newspaper3k", "newspaper4k", "unfluff")
)
def test_an_unknown_language_of_the_page_is_none(ask: Asking, name: str) -> None:
    """A language that the corpus states and the library does not know counts as not stated."""
    assert ask(name, language="xx").text == ask(name).text


TEMPTING = """<html><head><title>x</title><base href="https://site.example/">
<link rel="stylesheet" href="a.css"><style>@import "b.css"</style><script src="c.js"></script>
</head><body><img src="d.png" onerror="fetch('e')"><iframe src="f"></iframe><div id="r"></div>
</body></html>"""


@pytest.mark.parametrize("url", [URL, "https://x.com/someone/status/1234567890"])
@every
def test_no_adapter_reaches_for_the_network(ask: Asking, name: str, url: str) -> None:
    """Nothing a page names is fetched, nor what a library knows where else to find."""
    reply = ask(name, TEMPTING, url)
    assert reply.outcome in ("ok", "empty")
    assert reply.network_attempts == 0


BARE = f"<!doctype html><title>Summit</title><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
INCOMPLETE = [
    BARE,
    f"<!doctype html>{BARE}",
    f"<html><head>{BARE}</html>",
    f"<html>{BARE}</body>",
    BARE.replace("</title>", "</title><body>"),
    f"<html>{BARE.replace('</title>', '</title><body>')}</body></html>",
]


@pytest.mark.parametrize("name", each("readability-js", "readability-js-jsdom", "defuddle"))
@pytest.mark.parametrize("page", INCOMPLETE)
def test_tags_that_html_lets_a_page_leave_out_may_be_missing(
    ask: Asking, name: str, page: str
) -> None:
    """Without html, head and body tags the article is found, and the title stays out of it."""
    reply = ask(name, page)
    assert "".join((reply.text or "").split()) == "".join((PARAGRAPH * 2).split())
    assert reply.title == "Summit"


@needs_node
def test_pages_as_they_are_served_are_lost(ask: Asking) -> None:
    """The variants that leave a page as it is do not find the article there, nor does extractus."""
    for spec in ("readability-js:as-served", "extractus"):
        assert not ask(spec, BARE).text, spec


@needs_node
def test_completing_a_page_leaves_its_scripts_alone(ask: Asking) -> None:
    """What looks like a tag in a script stays as it is: Readability reads the headline there."""
    data = '{"@context": "https://schema.org", "@type": "Article", "headline": "On <body>"}'
    page = f'{BARE}<script type="application/ld+json">{data}</script>'
    assert ask("readability-js", page).title == "On <body>"


@needs_node
def test_extractus_wants_a_title(ask: Asking) -> None:
    """A page whose title is missing or empty gives nothing."""
    assert ask("extractus", PAGE.replace("Summit", "")).outcome == "empty"
    assert ask("extractus", PAGE.replace("<title>Summit</title>", "")).outcome == "empty"


@needs_node
def test_readability_fuses_blocks_unless_told_not_to(ask: Asking) -> None:
    """The library's own text has no break between heading and paragraph; `blocks` has."""
    assert "meet on breadThe ministers" in (ask("readability-js").text or "")
    assert "meet on bread\nThe ministers" in (ask("readability-js:blocks").text or "")


@needs_node
def test_defuddle_gives_markdown_beside_the_text(ask: Asking) -> None:
    """The variant's text is that of the plain call, and markdown is there too."""
    reply = ask("defuddle:markdown")
    assert reply.text == ask("defuddle").text
    assert PARAGRAPH in (reply.markdown or "")


SIGNED = """<html><head><title>Bread</title><meta name="author" content="A. Baker">
<meta property="article:published_time" content="2018-03-10T08:00:00Z"></head>"""


SILENT = ["boilerpy3", "justext", "readability-lxml", "resiliparse", "trafilatura"]
TELLING = [n for n, one in ADAPTERS.items() if one.kind == "extractor" and n not in SILENT]


@pytest.mark.parametrize("name", each(*TELLING))
def test_title_author_and_date_are_told(ask: Asking, name: str) -> None:
    """What an extractor finds of a page's own data comes with its text."""
    reply = ask(name, SIGNED + PAGE[PAGE.index("<body>") :])
    assert (reply.title, reply.author) == ("Bread", "A. Baker")
    assert (reply.date or "").startswith("2018-03-10T08:00:00")


GERMAN = "".join(
    f"<p>Die Minister haben am {day} im alten Rathaus getagt und sind sich nicht einig, ob die "
    "Preise für das Brot, die seit dem Frühjahr um ein Drittel gestiegen sind, zu hoch sind.</p>"
    for day in ("Montag", "Dienstag", "Mittwoch")
)


@needs_node
def test_unfluff_reads_with_the_stop_words_of_the_page(ask: Asking) -> None:
    """Told that a page is German it finds the German paragraphs, told that it is English not."""
    page = f"<html><head><title>x</title></head><body><div>{GERMAN}</div></body></html>"
    assert "Mittwoch" in (ask("unfluff", page, language="de").text or "")
    assert ask("unfluff", page, language="en").outcome == "empty"


@needs_node
def test_converters_give_what_is_read_and_no_more(ask: Asking) -> None:
    """Addresses, code and the title are left out by default, and capitals stay as they are."""
    page = (
        "<html><head><title>T</title><style>s{}</style></head><body><h1>Head</h1><p>A "
        '<a href="https://a.example/">link</a><img src="b.png" alt="alt"></p>'
        "<script>code</script></body></html>"
    )
    assert ask("html-to-text", page).text == "Head\n\nA link"
    plain = ask("html-to-text:defaults", page).text
    assert plain == "HEAD\n\nA link [https://a.example/]alt [b.png]"
    markdown = "Head\n====\n\nA [link](https://a.example/)![alt](b.png)"
    assert ask("turndown", page).markdown == markdown
    assert "code" in (ask("turndown:defaults", page).markdown or "")
