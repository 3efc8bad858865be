"""Compiles the catalogs when a wheel is built, and writes down what CLDR calls the languages
and months; only the catalogs' text is committed."""

import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogs(BuildHookInterface[Any]):
    """Makes a `.mo` beside every `.po`, and names; takes them along, though git ignores them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """See hatchling's interface."""
        for text in Path(self.root, "reader", "locale").glob("*/LC_MESSAGES/*.po"):
            compiled = text.with_suffix(".mo")
            with text.open("rb") as source, compiled.open("wb") as target:
                write_mo(target, read_po(source))
            build_data["artifacts"].append(compiled.relative_to(self.root).as_posix())
        sys.path.insert(0, self.root)
        from reader.i18n import ship_names  # noqa: PLC0415 - the project is not installed yet

        for path in ship_names():
            build_data["artifacts"].append(path.relative_to(self.root).as_posix())
