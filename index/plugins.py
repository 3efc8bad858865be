"""An extension is one file in a package, found by its file name.

Listing imports nothing; loading imports exactly one module. A module is an
extension when its name has no leading underscore, and it shows itself in one
constant (`FORMAT`, `ANALYZER`, `ENGINE`, `EXPORTER` ...) annotated with its
Protocol, so that the type checker tests it where it is written.
"""

import importlib
import importlib.util
import pkgutil
from functools import cache
from typing import Any


@cache
def names(package: str) -> tuple[str, ...]:
    """The extensions of a package, sorted.

    Args:
        package: dotted name, for example `index.engines`.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError(f"{package} is not a package")
    found = pkgutil.iter_modules(spec.submodule_search_locations)
    return tuple(sorted(module.name for module in found if not module.name.startswith("_")))


def load(package: str, name: str, constant: str) -> Any:
    """The constant of one extension; each package's face gives it its type again.

    Args:
        package: dotted name of the package.
        name: one of `names(package)`.
        constant: the constant's name.

    Raises:
        KeyError: the package has no such extension; the message lists those it has.
    """
    if name not in names(package):
        raise KeyError(f"no {name} in {package}; there are: {', '.join(names(package))}")
    return getattr(importlib.import_module(f"{package}.{name}"), constant)
