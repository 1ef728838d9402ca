"""What the chart library wrote as SVG, made fit to be inlined: no style, ids of its own, short."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from lxml import etree

from boilerbench.figures.compacting import compacted
from boilerbench.figures.links import Link
from boilerbench.figures.palette import INK, PAPER, VARIABLES
from boilerbench.figures.sheet import DOTS, QUIET

Element: TypeAlias = "etree._Element"  # noqa: SLF001  # lxml has no public name of it

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
DROPPED: Final = frozenset({"metadata", "style", "clipPath"})
PAINTS: Final = ("fill", "stroke")
FAMILY: Final = "system-ui, 'DejaVu Sans', sans-serif"


def inlined(drawn: bytes, name: str, title: str, description: str, links: Sequence[Link]) -> str:
    """A picture to stand in an HTML page: it takes its colours from there, its links lead there.

    `name` begins all ids. Colours are variables with the printed colour to fall back to, and
    `currentColor` for ink.
    """
    root = _tidied(drawn, name, title, description)
    # In an image there is nothing else: no screen reader would find its links.
    root.set("role", "group" if links else "img")
    for mark in _anchors(root):
        link = _link_of(mark, links)
        mark.set("href", link.target)
        # Whoever goes by keyboard has the same links in the tables, not hundreds of stops here.
        mark.set("tabindex", "-1")
        _add(mark, "title", link.title)
    for element in root.iter(etree.Element):
        for paint in PAINTS:
            if (colour := element.get(paint)) is not None:
                element.set(paint, _variable(colour))
    return _written(compacted(root))


def standing_alone(
    drawn: bytes, name: str, title: str, description: str, links: Sequence[Link]
) -> str:
    """A picture as a file: dark on white; its marks still say what they are, but lead nowhere."""
    root = _tidied(drawn, name, title, description)
    for mark in _anchors(root):
        link = _link_of(mark, links)
        mark.tag = f"{{{SVG}}}g"
        _add(mark, "title", link.title)
    ground = etree.Element(f"{{{SVG}}}rect", width="100%", height="100%", fill=PAPER)
    root.insert(2, ground)
    return _written(compacted(root))


def _link_of(mark: Element, links: Sequence[Link]) -> Link:
    """The link that a mark was drawn with; what it shows can be clicked even where it is hollow."""
    mark.attrib.pop("target", None)
    for shown in mark.iter(etree.Element):
        if shown.get("fill") == "none":
            shown.set("pointer-events", "all")
    return links[int(mark.attrib.pop(XLINK).partition(":")[2])]


def _tidied(drawn: bytes, name: str, title: str, description: str) -> Element:
    """The tree without styles and metadata, named and described, every id with the name in it."""
    found = etree.fromstring(drawn, etree.XMLParser(huge_tree=True, remove_blank_text=True))
    for element in list(found.iter(etree.Element)):
        if (
            etree.QName(element).localname in DROPPED
            and (parent := element.getparent()) is not None
        ):
            parent.remove(element)
    for element in found.iter(etree.Element):
        _without_style(element)
    root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    for key, value in _root_attributes(found, name).items():
        root.set(key, value)
    _add(root, "title", title, 0).set("id", f"{name}-title")
    _add(root, "desc", description, 1).set("id", f"{name}-desc")
    root.extend(list(found))
    for group in root.xpath(f"//*[starts-with(@id, '{DOTS}')]"):
        _as_circles(group)
    _rename(root, name)
    return root


def _root_attributes(found: Element, name: str) -> dict[str, str]:
    _, _, width, height = (found.get("viewBox") or "").split()
    return {
        "role": "img",
        "aria-labelledby": f"{name}-title",
        "aria-describedby": f"{name}-desc",
        "viewBox": f"0 0 {width} {height}",
        "width": f"{float(width) * 4 / 3:g}",
        "height": f"{float(height) * 4 / 3:g}",
        "direction": "ltr",
        "font-family": FAMILY,
        "stroke-linejoin": "round",
    }


def _add(parent: Element, tag: str, text: str, place: int = 0) -> Element:
    made = etree.Element(f"{{{SVG}}}{tag}")
    made.text = text
    parent.insert(place, made)
    return made


def _anchors(root: Element) -> Iterator[Element]:
    return iter(list(root.iter(f"{{{SVG}}}a")))


def _without_style(element: Element) -> None:
    """Its style as attributes, which no content security policy forbids."""
    element.attrib.pop("clip-path", None)
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font-size":
            element.set(name, value.removesuffix("px"))
        elif name and name != "font-family":
            element.set(name, value)
    if re.match(r"rotate\(-?0 ", element.get("transform") or ""):
        del element.attrib["transform"]


def _as_circles(group: Element) -> None:
    """Dots as circles: shorter than what is drawn once and used, and quicker to show."""
    radius = str(group.get("id")).removeprefix(DOTS)
    for defined in list(group.iter(f"{{{SVG}}}defs")):
        group.remove(defined)
    for dot in list(group.iter(f"{{{SVG}}}use")):
        dot.tag = f"{{{SVG}}}circle"
        del dot.attrib[XLINK]
        dot.set("cx", dot.attrib.pop("x"))
        dot.set("cy", dot.attrib.pop("y"))
        dot.set("r", radius)


def _rename(root: Element, name: str) -> None:
    """Ids that are referred to begin with the name, those that are not are gone."""
    used = {str(one.get(XLINK))[1:] for one in root.iter(f"{{{SVG}}}use")}
    new: dict[str, str] = {}
    for element in list(root.iter(etree.Element))[3:]:
        ident = element.get("id")
        if ident in used:
            element.set("id", new.setdefault(ident, f"{name}-{len(new)}"))
        elif ident is not None:
            del element.attrib["id"]
            if ident == QUIET:
                element.set("pointer-events", "none")
    for one in root.iter(f"{{{SVG}}}use"):
        one.set("href", "#" + new[one.attrib.pop(XLINK)[1:]])


def _variable(colour: str, variables: Mapping[str, str] = VARIABLES) -> str:
    if colour == INK:
        return "currentColor"
    return f"var({variables[colour]},{colour})" if colour in variables else colour


def _written(root: Element) -> str:
    return etree.tostring(root, encoding="unicode")
