"""Rules as lists: XPath without namespaces, CSS selectors."""

from collections.abc import Callable, Iterator
from typing import Final

from boilerbench.rules.exporting.choosing import Exported, for_any_site, told
from boilerbench.rules.exporting.dropping import tests_dropped
from boilerbench.rules.exporting.plainpath import looks_into_scripts, plain_path
from boilerbench.rules.model import Css, Rule, RuleFile, Token
from boilerbench.rules.splitting import operators
from boilerbench.rules.syntaxes.writing import identifier, string

_TEXT: Final = "it is about an extractor's text, not about elements"


def xpath_list(file: RuleFile, *, chosen: bool, sited: bool = False) -> Exported:
    """One expression a line, without namespaces; entries have sites where it is `sited`."""
    return _listed(file, _path, chosen=chosen, sited=sited)


def css_list(file: RuleFile, *, chosen: bool) -> Exported:
    """One selector a line, of what CSS itself can say."""
    return _listed(file, _selector, chosen=chosen)


def _listed(
    file: RuleFile,
    say: Callable[[Rule], tuple[str, str]],
    *,
    chosen: bool,
    sited: bool = False,
) -> Exported:
    entries: list[dict[str, str]] = []
    left_out: list[str] = []
    remarks: list[str] = []
    for at, rule, why in for_any_site(file, chosen=chosen, sited=sited):
        name, text, why_not = _said(rule, say) if why is None else ("", "", why)
        if why_not:
            left_out.append(told(file, at, why_not))
            continue
        sites = {"sites": ",".join(rule.sites)} if sited and rule.sites else {}
        entries.append({"place": file.place(at), "kind": rule.kind, **sites, name: text})
        remarks += [f"{file.place(at)}: {rule}: {one}" for one in _remarks(rule, name)]
    lines = [entry[name] for entry in entries for name in ("xpath", "css") if name in entry]
    dropped = tests_dropped(file, "a list")
    text = "".join(f"{line}\n" for line in lines)
    return Exported(text, len(entries), tuple(left_out), tuple(remarks), dropped, tuple(entries))


def _said(rule: Rule, say: Callable[[Rule], tuple[str, str]]) -> tuple[str, str, str]:
    """What the rule is called in the list, the rule, and why it cannot be said."""
    try:
        return *say(rule), ""
    except ValueError as error:
        return "", "", str(error)


def _remarks(rule: Rule, name: str) -> Iterator[str]:
    if name == "xpath" and rule.of_page and looks_into_scripts(rule.what):  # type: ignore[arg-type]  # of_page says so
        yield "there the text of scripts counts as well"


def _path(rule: Rule) -> tuple[str, str]:
    if not rule.of_page:
        raise ValueError(_TEXT)
    path = plain_path(rule.what)  # type: ignore[arg-type]  # of_page says so
    if len(path.splitlines()) > 1:
        path = " ".join(path.split())
    return "xpath", path


def _selector(rule: Rule) -> tuple[str, str]:
    match rule.what:
        case Token(token, "whole"):
            return "css", f".{identifier(token)}, #{identifier(token)}"
        case Token(token):
            return "css", f"[class*={string(token)}], [id*={string(token)}]"
        case Css(selector):
            for _, name, _, _ in operators(selector):
                raise ValueError(f":{name}() is no CSS")
            return "css", " ".join(selector.splitlines())
    raise ValueError("it is an XPath, which CSS cannot say" if rule.of_page else _TEXT)
