"""Small pages with gold and outputs, to mine rules from."""

from boilerbench.records import Extraction, Gold, HtmlBytes, Noise, Page
from boilerbench.rules.mining.ground import Mined
from boilerbench.rules.mining.suggesting import Asked, mined_pages


def page(
    html: str, text: str | None, *noise: tuple[str, str], url: str | None, name: str = "page"
) -> Page:
    """A page with a gold text and noise of kinds, in the order of the page."""
    entries = tuple(Noise(kind, one) for kind, one in noise)  # type: ignore[arg-type]  # plain strings in tests
    return Page(name, HtmlBytes(html.encode()), Gold(text=text, noise=entries), url=url)


def mined(*answers: tuple[Page, str], asked: Asked | None = None) -> list[Mined]:
    """Pages with what an extractor answered, ready to be mined."""
    made = [(one, Extraction(one.id, "", "ok", text=text)) for one, text in answers]
    return mined_pages(made, asked)


def news(site: str, box: str = "newsletter-box", number: int = 1) -> tuple[Page, str]:
    """A story in whose middle a sign-up form stands, and an output that has all of it."""
    story = f"The ferry {number} of {site} is late again today. Nobody on the pier minds the rain."
    form = "Sign up for our morning letter"
    html = (
        f'<html><body class="page"><div class="wrap"><p class="story">{story}</p>'
        f'<div class="{box}"><p>{form}</p></div></div></body></html>'
    )
    known = page(
        html, story, ("newsletter", form), url=f"https://{site}/{number}", name=f"{site}-{number}"
    )
    return known, f"{story}\n{form}"
