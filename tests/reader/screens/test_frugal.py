"""What of a frame is drawn anew when a part of it changed."""

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.screens.frugal import FrugalCompositor

WIDTH, HEIGHT = 20, 8

#: What stands where, from the back to the front; the last is partly off the screen.
PLACES = {
    "a": Region(0, 0, 20, 3),
    "b": Region(0, 3, 8, 5),
    "c": Region(8, 3, 12, 5),
    "d": Region(5, 1, 6, 4),
    "e": Region(16, 6, 9, 9),
}


class Letter(Widget):
    """Is full of its letter, and counts the rows that are asked of it."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        place = PLACES[letter]
        self.letter = letter
        self.asked = 0
        self.styles.position = "absolute"
        self.styles.layer = letter
        self.styles.offset = place.offset
        self.styles.width, self.styles.height = place.size

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows that differ."""
        self.asked += crop.height
        rows = [f"{self.letter}{y}" * WIDTH for y in crop.line_range]
        return [Strip([Segment(row)]).crop(crop.x, crop.right) for row in rows]


class Letters(Screen[None]):
    """A screen of letters that is composed frugally."""

    CSS = f"Letters {{ layers: {' '.join(PLACES)}; }}"

    def __init__(self) -> None:
        super().__init__()
        self._compositor = FrugalCompositor()

    def compose(self) -> ComposeResult:
        """All of them."""
        yield from map(Letter, PLACES)


class LettersApp(App[None]):
    """Such a screen."""

    def get_default_screen(self) -> Letters:
        """The one screen."""
        return Letters()


@st.composite
def parts(draw: st.DrawFn) -> Region:
    """A part of the screen."""
    x, y = draw(st.integers(0, WIDTH - 1)), draw(st.integers(0, HEIGHT - 1))
    return Region(x, y, draw(st.integers(1, WIDTH - x)), draw(st.integers(1, HEIGHT - y)))


def drawn(update: ChopsUpdate | None) -> dict[tuple[int, int], str]:
    """What an update writes where."""
    assert update is not None
    return {
        (y, x): strip.text
        for y, first, end in update.spans
        for ends, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=True)
        if x < end and ends > first and strip is not None
    }


async def test_an_update_draws_what_textual_would_draw() -> None:
    app = LettersApp()
    async with app.run_test(size=(WIDTH, HEIGHT)):
        compositor = app.screen._compositor

        @given(st.lists(parts(), min_size=1, max_size=5))
        def same(changed: list[Region]) -> None:
            compositor._dirty_regions = set(changed)
            ours = drawn(compositor.render_partial_update())
            compositor._dirty_regions = set(changed)
            assert ours == drawn(Compositor.render_partial_update(compositor))

        same()


async def test_only_what_changed_is_asked_for() -> None:
    app = LettersApp()
    async with app.run_test(size=(WIDTH, HEIGHT)):
        letters = {letter.letter: letter for letter in app.screen.query(Letter)}
        for letter in letters.values():
            letter.asked = 0
        # One row of what stands in front of others, and two that it shares with nobody.
        app.screen._compositor._dirty_regions = {Region(6, 2, 2, 1), Region(0, 6, 3, 2)}
        app.screen._compositor.render_partial_update()
        assert {name: letter.asked for name, letter in letters.items()} == {
            **dict.fromkeys(PLACES, 0),
            "d": 1,
            "b": 2,
        }
