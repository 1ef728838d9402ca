"""The verdict of a gate as JUnit XML: a suite for each extractor, a case for each changed page."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from boilerbench.gating.findings import Finding, Gated, GateResult

# What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ALL_PAGES = "all pages"


def junit(result: GateResult) -> str:
    """The whole document; warnings are no failures but stand in `system-out`."""
    root = ET.Element("testsuites", name="boilerbench gate")
    for one in result.extractors:
        root.append(_suite(one))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(one: Gated) -> ET.Element:
    names = [None, *(page.page for page in one.changed)]
    cases = [_case(one, name) for name in names]
    failed = sum(case.find("failure") is not None for case in cases)
    suite = ET.Element(
        "testsuite",
        name=_written(one.extractor),
        tests=str(len(cases)),
        failures=str(failed),
        errors="0",
        skipped="0",
    )
    _properties(suite, one)
    suite.extend(cases)
    return suite


def _properties(suite: ET.Element, one: Gated) -> None:
    counts = {"compared": one.compared, "better": one.better, "worse": one.worse}
    counts |= {"equal": one.equal, "changed": len(one.changed)}
    below = ET.SubElement(suite, "properties")
    for name, count in counts.items():
        ET.SubElement(below, "property", name=f"pages {name}", value=str(count))


def _case(one: Gated, page: str | None) -> ET.Element:
    found = [finding for finding in one.findings if finding.page == page]
    case = ET.Element(
        "testcase", classname=_written(one.extractor), name=_written(page or ALL_PAGES)
    )
    failing = [finding for finding in found if finding.weight == "regression"]
    if failing:
        failure = ET.SubElement(
            case, "failure", message=_written(failing[0].message), type=_written(failing[0].check)
        )
        failure.text = _lines(failing)
    warned = [finding for finding in found if finding.weight == "warning"]
    if warned:
        ET.SubElement(case, "system-out").text = _lines(warned)
    return case


def _lines(findings: Sequence[Finding]) -> str:
    return _written("\n".join(f"{one.message} [{one.check}]" for one in findings))


def _written(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
