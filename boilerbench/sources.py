"""A version that is no release, as a tree of files: a checkout, an archive, a git repository."""

from dataclasses import replace
from pathlib import Path

from boilerbench.checkouts import Tree, read_tree
from boilerbench.pins import Runtime
from boilerbench.repositories import fetched, read_reference
from boilerbench.specs import version_kind
from boilerbench.wording import without_secrets


def tree_of(version: str, runtime: Runtime) -> Tree:
    """The tree that a path or `git+URL` names, of a project of that runtime.

    Raises SpecError for an address that is none, and UnavailableError for a path that is missing
    or holds no project, or with git's reason.
    """
    if version_kind(version) == "path":
        return read_tree(Path(version), runtime)
    reference = read_reference(version)
    tree = read_tree(fetched(reference) / reference.folder, runtime)
    address = without_secrets(version)
    return replace(tree, source=replace(tree.source, path=address, dirty=False))
