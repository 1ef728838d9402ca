"""Programs of the user's as extractors, `exec:CMD` and `worker:CMD`: found, and told apart."""

import hashlib
import json
import os
import shlex
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from boilerbench.commands import Command
from boilerbench.errors import SpecError, UnavailableError
from boilerbench.launching import Place
from boilerbench.specs import Spec


def program_command(spec: Spec, *, memory_mb: int, timeout: float) -> Command:
    """What starts the program of an `exec:` or `worker:` spec, here and with the user's PATH.

    Raises SpecError for a command line whose quotes do not close, and UnavailableError for a
    program that is neither on PATH nor where it says.
    """
    name, *arguments = split_command(spec)
    place = Place(str(Path.cwd()), os.environ.get("PATH", os.defpath))
    found = shutil.which(name, path=place.path)
    if found is None:
        raise UnavailableError(_missing(spec, name, place))
    return Command(
        interpreter=str(Path(found).absolute()),
        target=f"{spec.kind}:{spec.name}",
        input="bytes",
        memory_mb=memory_mb,
        timeout=timeout,
        runtime="exec" if spec.kind == "exec" else "worker",
        arguments=tuple(arguments),
        place=place,
    )


def split_command(spec: Spec) -> list[str]:
    """The words of a command line, split as a shell does; nothing in them is expanded."""
    try:
        return shlex.split(spec.name)
    except ValueError as error:  # a quote or an escape without its end
        raise SpecError(
            f"{spec} is no command line ({str(error).lower().rstrip('.')}): "
            "quote the words in it as for a shell."
        ) from error


def program_digest(command: Command) -> str:
    """16 hex digits for a command line, the bytes of its program and of every file it names.

    Raises UnavailableError for a file that cannot be read: a change of it would go unseen.
    """
    total = hashlib.sha256(json.dumps([command.target, *command.arguments]).encode())
    if command.place is None:
        raise AssertionError("a program of the user's runs at a place")
    named = _files_named(Path(command.place.folder), command.arguments)
    for file in (Path(command.interpreter), *named):
        try:
            with file.open("rb") as stream:
                total.update(hashlib.file_digest(stream, "sha256").digest())
        except OSError as error:
            raise UnavailableError(
                f"{command.target}: {file} cannot be read ({error.strerror}), so nobody could "
                "tell when it changes: let this user read it."
            ) from error
    return total.hexdigest()[:16]


def _files_named(folder: Path, arguments: Iterable[str]) -> Iterator[Path]:
    """The arguments that are files, also those of the form --option=FILE."""
    for argument in arguments:
        for word in (argument, argument.partition("=")[2]):
            try:
                if word and (folder / word).is_file():
                    yield folder / word
            except (OSError, ValueError):  # too long for a name, or a null byte in it
                continue


def _missing(spec: Spec, name: str, place: Place) -> str:
    if "/" in name:
        path = Path(place.folder, name)
        mended = "may not be executed: chmod +x mends it"
        found = mended if path.is_file() else "is a folder" if path.is_dir() else "does not exist"
        return f"{spec} cannot start: {path} {found}."
    near = f"; ./{name} is in this folder" if Path(place.folder, name).is_file() else ""
    return f"{spec} cannot start: there is no program {name!r} on PATH{near}."
