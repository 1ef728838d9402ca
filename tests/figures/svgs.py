"""Inlined pictures taken apart."""

from collections.abc import Sequence

from lxml import etree

from boilerbench.figures import Figure, svg_of

NAMESPACES = {"s": "http://www.w3.org/2000/svg"}


def tree_of(figure: Figure) -> "etree._Element":
    return etree.fromstring(svg_of(figure))


def found(tree: "etree._Element", path: str) -> Sequence[str]:
    """What an XPath finds: attributes or texts."""
    results = tree.xpath(path, namespaces=NAMESPACES)
    assert isinstance(results, list)
    return [str(one) for one in results]


def texts(tree: "etree._Element") -> Sequence[str]:
    """Every line of text that is drawn."""
    return found(tree, "//s:text/text()")


def links(tree: "etree._Element") -> Sequence[str]:
    """Where marks lead, in the order in which they are drawn."""
    return found(tree, "//s:a/@href")


def told(tree: "etree._Element") -> Sequence[str]:
    """What marks say of themselves."""
    return found(tree, "//s:a/s:title/text()")
