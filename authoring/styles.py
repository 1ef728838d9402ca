"""Plausible style rules: what fills the `<style>` of real pages."""

from authoring.drawing import Draws

_BLOCKS = (
    "header nav menu drawer masthead ticker hero story lede byline figure caption rail card promo"
    " grid teaser badge button field form toast modal tabs panel footer legal social video player"
    " gallery slide quote aside note tag crumb pager meter avatar comment thread rating price"
).split()
_PARTS = "inner title link icon list item label media body meta wrap head foot action text".split()
_STATES = "--wide --dark --open --compact --lead :hover :focus-visible ::before ::after".split()
_SIZES = "0 2px 4px 6px 8px 12px 16px 20px 24px 32px 48px 1rem 1.5rem 2rem .75em 100% auto".split()
_COLOURS = (
    "#111 #222 #555 #767676 #bbb #e5e5e5 #f6f4ef #fff #0b3d6b #7a1f1f #135e46 #c9a227".split()
)
_DECLARATIONS = {
    "display": "block flex grid inline-flex none inline-block".split(),
    "position": "relative absolute sticky fixed".split(),
    "align-items": "center flex-start stretch baseline".split(),
    "justify-content": "space-between center flex-end".split(),
    "margin": _SIZES,
    "margin-top": _SIZES,
    "padding": _SIZES,
    "padding-left": _SIZES,
    "gap": _SIZES,
    "width": _SIZES,
    "max-width": "640px 720px 980px 1180px 100%".split(),
    "color": _COLOURS,
    "background-color": _COLOURS,
    "border-bottom": [f"1px solid {colour}" for colour in _COLOURS],
    "font-size": ".75rem .875rem 1rem 1.125rem 1.25rem 1.5rem 2rem 2.25rem".split(),
    "font-weight": "400 500 600 700".split(),
    "line-height": "1 1.2 1.35 1.5 1.65".split(),
    "letter-spacing": "0 .02em .06em -.01em".split(),
    "text-transform": "none uppercase".split(),
    "text-decoration": "none underline".split(),
    "overflow": "hidden visible auto".split(),
    "opacity": "0 .6 .85 1".split(),
    "transition": ["opacity .2s ease", "transform .25s ease-out", "color .15s linear"],
    "border-radius": "2px 4px 8px 50% 999px".split(),
    "z-index": "1 10 100 900".split(),
    "object-fit": ["cover", "contain"],
    "grid-template-columns": ["1fr", "repeat(3,1fr)", "2fr 1fr", "minmax(0,1fr) 300px"],
}


def rules(kib: float, seed: str) -> str:
    """About so many kibibytes of minified rules that the seed alone decides."""
    draws = Draws("style", seed)
    prefix = draws.one(["", "c-", "l-", "o-", "m-", "x_", "u-"])
    written: list[str] = []
    size = 0
    while size < kib * 1024:
        rule = _rule(draws, prefix)
        if draws.below(14) == 0:
            inside = "".join(_rule(draws, prefix) for _ in range(draws.between(2, 6)))
            rule = f"@media (min-width:{draws.one([480, 600, 720, 960, 1200])}px){{{inside}}}"
        written.append(rule)
        size += len(rule) + 1
    return "\n".join(written)


def _rule(draws: Draws, prefix: str) -> str:
    selector = f".{prefix}{draws.one(_BLOCKS)}"
    if draws.below(3):
        selector += f"__{draws.one(_PARTS)}"
    if draws.below(5) == 0:
        selector += draws.one(_STATES)
    if draws.below(6) == 0:
        selector += f" .{prefix}{draws.one(_BLOCKS)}"
    names = draws.some(list(_DECLARATIONS), draws.between(1, 6))
    body = ";".join(f"{name}:{draws.one(_DECLARATIONS[name])}" for name in names)
    return f"{selector}{{{body}}}"
