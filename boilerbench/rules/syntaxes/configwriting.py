"""Site configs written: one text for one site, or a folder's worth of them."""

from functools import partial
from typing import Final

from cssselect import HTMLTranslator, SelectorError

from boilerbench.errors import RuleError
from boilerbench.rules.model import Css, DomMatcher, Rule, RuleFile, SiteTest, Token, XPath
from boilerbench.rules.scopes import host_of, is_for
from boilerbench.rules.splitting import operators, parts
from boilerbench.rules.steps import parsed
from boilerbench.rules.syntaxes.linewise import written
from boilerbench.rules.syntaxes.siteconfig import read_line, sites_of
from boilerbench.rules.syntaxes.writing import Written, reads_back

_TRANSLATOR: Final = HTMLTranslator()


def write(file: RuleFile) -> Written:
    """The config that says a file's rules; RuleError where they are for different sites."""
    texts, left_out = _configs(file)
    if len(texts) > 1:
        names = ", ".join(list(texts)[:3]) + (", …" if len(texts) > 3 else "")
        raise RuleError(
            f"{file.name}: its rules are for different sites, and a site config is for one; "
            f"expected rules for one site, or a folder to write {len(texts)} configs to: {names}."
        )
    return Written("".join(texts.values()), left_out)


def site_configs(file: RuleFile) -> dict[str, str]:
    """The text of every config that a file's rules need, by its name: `example.com.txt`.

    A rule for `example.com` stands in two, because no single name means it and all below it.
    """
    return _configs(file)[0]


def unsaid(file: RuleFile) -> tuple[str, ...]:
    """A sentence for each rule and test that no site config can say."""
    return _configs(file)[1]


def _configs(file: RuleFile) -> tuple[dict[str, str], tuple[str, ...]]:
    lines: dict[str, list[str]] = {}
    left_out: list[str] = []
    for at, rule in enumerate(file.rules):
        try:
            line = _line(rule)
            names = _names(rule)
        except ValueError as error:
            left_out.append(f"{file.place(at)}: {rule}: {error}")
            continue
        for name in names:
            lines.setdefault(name, []).extend(written(rule, line, "#"))
    for test in file.tests:
        if found := _place(test, list(lines)):
            lines[found] += ["", *_test(test)]
        else:
            left_out.append(
                f"{file.place_of_test(test)}: test {test.url}: it is for no site of these rules, "
                "or holds a line break"
            )
    return {name: "\n".join(said) + "\n" for name, said in lines.items()}, tuple(left_out)


def _names(rule: Rule) -> list[str]:
    """The files of a rule; ValueError where no name says its sites."""
    if not rule.sites:
        return ["global.txt"]
    names: list[str] = []
    for site in rule.sites:
        if site.startswith("~") or "*" in site:
            raise ValueError(f"a config's name cannot say {site!r}")
        host = site.lstrip(".=")
        if "." not in host:
            raise ValueError(f"a config's name needs a dot, and {site!r} has none")
        names += [f"{host}.txt"] if not site.startswith(".") else []
        names += [f".{host}.txt"] if not site.startswith("=") else []
    return list(dict.fromkeys(names))


def _line(rule: Rule) -> str:
    """The directive of a rule; ValueError where there is none."""
    if rule.exception:
        raise ValueError("site configs have no exceptions")
    bare = Rule(rule.what, keep=rule.keep)
    for line, what in _ways(rule):
        if reads_back(bare, line, what, partial(read_line, (), [])) is None:
            return line
    raise ValueError("no directive can hold it, or it would be read otherwise")


def _ways(rule: Rule) -> list[tuple[str, DomMatcher]]:
    strip = "body" if rule.keep else "strip"
    match rule.what:
        case XPath(expression):
            return [(f"{strip}: {expression}", rule.what)]
        case Token(token, "inside") if not rule.keep:
            return [(f"strip_id_or_class: {token}", rule.what)]
        case Token() | Css():
            expression = _expression(rule.what)
            return [(f"{strip}: {expression}", XPath(expression))]
        case _:
            raise ValueError("site configs are about elements, not about text")


def _expression(what: Token | Css) -> str:
    if isinstance(what, Token):
        word = literal(what.token)
        if what.match == "inside":
            return f"//*[contains(@class, {word}) or contains(@id, {word})]"
        spaced = literal(f" {what.token} ")
        return f"//*[contains(concat(' ', normalize-space(@class), ' '), {spaced}) or @id = {word}]"
    selectors = parts(what.selector)
    if any(list(operators(one)) for one in selectors):
        raise ValueError("XPath has no word for its operators")
    try:
        return " | ".join(_TRANSLATOR.selector_to_xpath(parsed(one), "//") for one in selectors)
    except SelectorError as error:
        raise ValueError(str(error)) from error


def literal(text: str) -> str:
    """A text as an XPath string; ValueError where it has both kinds of quotation marks."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    raise ValueError("XPath has no string with both kinds of quotation marks")


def _place(test: SiteTest, names: list[str]) -> str | None:
    """The config that a test belongs to: the one for its host, or the only one."""
    if any(len(one.splitlines()) != 1 or one != one.strip() for one in (test.url, *test.contains)):
        return None
    host = host_of(test.url)
    return next(
        (name for name in names if is_for(sites_of(name), host)),
        names[0] if len(names) == 1 else None,
    )


def _test(test: SiteTest) -> list[str]:
    return [f"test_url: {test.url}", *(f"test_contains: {text}" for text in test.contains)]
