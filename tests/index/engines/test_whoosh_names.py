"""What of Whoosh is used: public names only, in one package only."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import index
import reader
from index.engines import whoosh as package

_FOLDER = Path(package.__file__).parent
_SOURCES = sorted(_FOLDER.glob("*.py"))


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def parsed() -> list[ast.Module]:
    return [ast.parse(path.read_text("utf-8")) for path in _SOURCES]


def own_names() -> set[str]:
    """What the package itself defines or assigns."""
    return {
        name
        for tree in parsed()
        for node in ast.walk(tree)
        for name in (
            getattr(node, "name", None),
            node.attr
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
            else None,
            node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else None,
        )
        if name
    }


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Modules and the names taken from them."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.module or "", alias.name) for alias in node.names)


def of_whoosh(path: Path) -> list[tuple[str, str]]:
    return [it for it in imported(path) if it[0].split(".")[0] == "whoosh"]


def extending() -> list[type]:
    """Our classes that extend Whoosh's."""
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules([str(_FOLDER)])
    ]
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type)
        and kind.__module__ == module.__name__
        and any(base.__module__.startswith("whoosh.") for base in kind.__mro__)
    ]


def test_no_private_name_is_looked_up_that_is_not_ours() -> None:
    used = {
        node.attr for tree in parsed() for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    assert {name for name in used if private(name)} <= own_names()


def test_no_private_name_is_imported() -> None:
    names = [name for path in _SOURCES for it in of_whoosh(path) for name in it]
    assert "TOC" in names
    assert not [name for name in names if any(map(private, name.split(".")))]


@pytest.mark.parametrize("kind", extending(), ids=lambda kind: kind.__name__)
def test_nothing_private_of_a_base_is_replaced(kind: type) -> None:
    bases = [base for base in kind.__mro__ if base.__module__.startswith("whoosh.")]
    set_by_bases = {
        node.attr
        for base in bases
        for node in ast.walk(ast.parse(inspect.getsource(inspect.getmodule(base) or base)))
        if isinstance(node, ast.Attribute)
    }
    source = ast.parse(inspect.cleandoc("\n" + inspect.getsource(kind)))
    ours = {name for name in vars(kind) if private(name)} | {
        node.attr
        for node in ast.walk(source)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and private(node.attr)
    }
    assert not {name for name in ours if any(hasattr(base, name) for base in bases)}
    assert not ours & set_by_bases


def test_nobody_else_imports_it() -> None:
    others = [
        path
        for folder in (index, reader)
        for path in Path(next(iter(folder.__path__))).rglob("*.py")
        if _FOLDER not in path.parents
    ]
    assert len(others) > 50
    # Few files name it, and parsing the others takes seconds.
    assert not [path for path in others if b"whoosh" in path.read_bytes() and of_whoosh(path)]
