"""Draw the picture of the README: `python docs/picture.py` writes docs/screen.svg.

A search on the bundled sample at 120x40, and the passages of two articles that say the same.
"""

import asyncio
import os
import re
import tempfile
from pathlib import Path

from reader import i18n
from reader.app import HexaplaApp
from reader.config import Settings, find_files, launch, places

TARGET = Path(__file__).with_name("screen.svg")


async def draw(home: Path) -> str:
    where = places({"HOME": str(home)})
    files = find_files(where, Settings(), {})
    app = HexaplaApp(launch(files, Settings(), where))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1.0)
        await pilot.press("/", *"delay", "enter")
        library = app.get_default_screen()
        # The first search makes the index, and finds nothing until the lexicon is made.
        while library.session.results is None or not library.session.results.total:
            await pilot.pause(0.5)
        for key in ("enter", "c"):
            await pilot.press(key)
            await pilot.pause(3.0)  # the counterpart is looked for, its article opened
        return app.export_screenshot(title="hexapla")


def without_fonts(svg: str) -> str:
    """The picture in the viewer's own monospaced font, loading nothing from elsewhere."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def main() -> None:
    i18n.use("en")
    with tempfile.TemporaryDirectory() as home:
        # The process that makes the lexicon finds the cache by it.
        os.environ |= {"HOME": home, "XDG_CACHE_HOME": f"{home}/.cache"}
        svg = asyncio.run(draw(Path(home)))
    TARGET.write_text(without_fonts(svg), encoding="utf-8")


if __name__ == "__main__":
    main()
