"""Compiles the catalogs when a wheel is built; only the text is committed."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogs(BuildHookInterface[Any]):
    """Makes a `.mo` beside every `.po` and takes it along, though git ignores it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """See hatchling's interface."""
        for text in Path(self.root, "reader", "locale").glob("*/LC_MESSAGES/*.po"):
            compiled = text.with_suffix(".mo")
            with text.open("rb") as source, compiled.open("wb") as target:
                write_mo(target, read_po(source))
            build_data["artifacts"].append(compiled.relative_to(self.root).as_posix())
