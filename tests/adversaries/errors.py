"""Extractors that raise what is hard to catch, to send or to print."""

import threading


class UnprintableError(Exception):
    """Its message raises."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


class UnpicklableError(Exception):
    """It holds a lock."""

    def __init__(self) -> None:
        super().__init__("first line\nlast line")
        self.lock = threading.Lock()


class StubbornError(Exception):
    """No attribute of it can be set."""

    def __setattr__(self, name: str, value: object) -> None:
        raise RuntimeError(name)


class FinalError(BaseException):
    """Not even an Exception."""


class HomonymError(Exception):
    """Its module's name ends as that of the built-in types."""

    __module__ = "mybuiltins"


ERRORS: dict[str, BaseException] = {
    "plain": ValueError("what\nwent wrong \n"),
    "silent": ValueError(),
    "unprintable": UnprintableError(),
    "unpicklable": UnpicklableError(),
    "stubborn": StubbornError("hands off"),
    "final": FinalError("the end"),
    "homonym": HomonymError("not built in"),
    "interrupt": KeyboardInterrupt(),
    "system-exit": SystemExit(3),
    "generator-exit": GeneratorExit(),
    "surrogate": ValueError("\ud800"),
    "long": ValueError("x" * 10_000_000),
    "memory": MemoryError("refused"),
}


def extract(html: str, url: str | None = None, *, act: str) -> str:
    if "evil" in html:
        raise ERRORS[act]
    return html
