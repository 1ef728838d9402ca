"""The shipped adapters in JavaScript, each in its npm environment and through the real worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from boilerbench.catalogue import known_adapters
from boilerbench.commands import Command
from boilerbench.manifests import Settings
from boilerbench.records import Reply
from boilerbench.sessions import SessionPool
from boilerbench.specs import parse_spec
from boilerbench.systems import resolve
from tests.evil import needs_node
from tests.test_extractors import PAGE, PARAGRAPH

pytestmark = [needs_node, pytest.mark.environments]

URL = "https://example.com/bread"
ADAPTERS = {name: one for name, one in known_adapters().items() if one.runtime == "node"}
VARIANTS = [f"{name}:{variant}" for name, one in ADAPTERS.items() for variant in one.variants]


class Asking:
    """Asks specs, each in the environment its adapter states; workers live on between pages."""

    def __init__(self) -> None:
        self.pool = SessionPool(len(ADAPTERS))
        self.commands: dict[str, Command] = {}

    def __call__(
        self, spec: str, page: str = PAGE, url: str | None = URL, language: str | None = None
    ) -> Reply:
        if spec not in self.commands:
            origin = resolve(parse_spec(spec), Settings(), lambda _line: None).origin
            assert isinstance(origin, Command)
            self.commands[spec] = origin
        with self.pool.borrow(self.commands[spec]) as session:
            return session.ask(page.encode(), url, language)


@pytest.fixture(scope="module")
def asking() -> Iterator[Asking]:
    asking = Asking()
    yield asking
    asking.pool.close()


@pytest.fixture
def ask(asking: Asking, built: Path) -> Asking:
    del built  # where the environments are
    return asking


@pytest.mark.parametrize("spec", [*ADAPTERS, *VARIANTS])
def test_every_adapter_and_variant_finds_the_article(ask: Asking, spec: str) -> None:
    """Each gives text or markdown that holds the story, without reaching for the network."""
    reply = ask(spec)
    assert (reply.outcome, reply.reason, reply.network_attempts) == ("ok", None, 0)
    assert "the price of bread" in " ".join((reply.text or reply.markdown or "").split())


@pytest.mark.parametrize("page", ["", " \n ", "<!-- only -->"])
@pytest.mark.parametrize("name", ADAPTERS)
def test_a_page_without_text_is_empty(ask: Asking, name: str, page: str) -> None:
    """Nothing in, nothing out: no adapter fails on an empty page, and the worker lives on."""
    assert ask(name, page).outcome == "empty"
    assert ask(name).outcome == "ok"


@pytest.mark.parametrize("url", [None, "no address"])
@pytest.mark.parametrize("name", ADAPTERS)
def test_the_text_does_not_hang_on_a_good_address(ask: Asking, name: str, url: str | None) -> None:
    """A page whose address is unknown or broken gives the same text."""
    reply = ask(name, url=url)
    assert reply.outcome == "ok"
    assert (reply.text, reply.markdown) == (ask(name).text, ask(name).markdown)


TEMPTING = """<html><head><title>x</title><base href="https://site.example/">
<link rel="stylesheet" href="a.css"><style>@import "b.css"</style><script src="c.js"></script>
</head><body><img src="d.png" onerror="fetch('e')"><iframe src="f"></iframe><div id="r"></div>
</body></html>"""


@pytest.mark.parametrize("url", [URL, "https://x.com/someone/status/1234567890"])
@pytest.mark.parametrize("name", ADAPTERS)
def test_no_adapter_reaches_for_the_network(ask: Asking, name: str, url: str) -> None:
    """Nothing a page names is fetched, nor what a library knows where else to find."""
    reply = ask(name, TEMPTING, url)
    assert reply.outcome in ("ok", "empty")
    assert reply.network_attempts == 0


BARE = f"<!doctype html><title>Summit</title><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"


@pytest.mark.parametrize("name", ["readability-js", "readability-js-jsdom", "defuddle"])
@pytest.mark.parametrize("page", [BARE, f"<html><head>{BARE}</html>", f"<html>{BARE}</body>"])
def test_tags_that_html_lets_a_page_leave_out_may_be_missing(
    ask: Asking, name: str, page: str
) -> None:
    """Without html, head and body tags the article is found, and the title stays out of it."""
    reply = ask(name, page)
    assert "".join((reply.text or "").split()) == "".join((PARAGRAPH * 2).split())
    assert reply.title == "Summit"


def test_readability_fuses_blocks_unless_told_not_to(ask: Asking) -> None:
    """The library's own text has no break between heading and paragraph; `blocks` has."""
    assert "meet on breadThe ministers" in (ask("readability-js").text or "")
    assert "meet on bread\nThe ministers" in (ask("readability-js:blocks").text or "")


def test_defuddle_gives_markdown_beside_the_text(ask: Asking) -> None:
    """The variant's text is that of the plain call, and markdown is there too."""
    reply = ask("defuddle:markdown")
    assert reply.text == ask("defuddle").text
    assert PARAGRAPH in (reply.markdown or "")


SIGNED = """<html><head><title>Bread</title><meta name="author" content="A. Baker">
<meta property="article:published_time" content="2018-03-10T08:00:00Z"></head>"""


@pytest.mark.parametrize("name", [name for name in ADAPTERS if ADAPTERS[name].kind == "extractor"])
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


def test_unfluff_reads_with_the_stop_words_of_the_page(ask: Asking) -> None:
    """Told that a page is German it finds the German paragraphs, told that it is English not."""
    page = f"<html><head><title>x</title></head><body><div>{GERMAN}</div></body></html>"
    assert "Mittwoch" in (ask("unfluff", page, language="de").text or "")
    assert ask("unfluff", page, language="en").outcome == "empty"


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
