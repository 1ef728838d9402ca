"""What a process said last is the line that tells why it died."""

import os

import pytest

from boilerbench.launching import Tail

FRAME = " 1: 0xb78db3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]\n"
HEAP = "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("", ""),
        ("first\nlast  \n \n", "last"),
        (f"{HEAP}\n{FRAME} 2: 0xb7f48a  [node]\n", HEAP),  # Node 18
        (f"{HEAP}\n----- Native stack trace -----\n\n{FRAME}\n", HEAP),
        (
            (
                "\n#\n# Fatal process out of memory: Zone\n#\n#\n#\n#FailureMessage Object: 0x7f\n"
                f"----- Native stack trace -----\n\n{FRAME}"
            ),
            "# Fatal process out of memory: Zone",
        ),
        (f"----- Native stack trace -----\n\n{FRAME}", ""),
        ("heading\n # comment\n", "# comment"),
        ("Error: no\n\nNode.js v20.20.2\n", "Error: no"),
        ("OSError: no\nsys:1: ResourceWarning: unclosed file <x>\n", "OSError: no"),
        ("x" * 9000 + "\n" + "y" * 600, "y" * 500),
    ],
)
def test_the_last_line_says_why(said: str, line: str) -> None:
    """Blank lines and the stack that Node prints after its last words are left out."""
    heard, told = os.pipe()
    tail = Tail(os.fdopen(heard, "rb", 0))
    with os.fdopen(told, "wb") as stream:
        stream.write(said.encode())
    tail.settle()
    assert tail.last_line() == line
