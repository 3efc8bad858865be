"""What of the screen is drawn when a part of it changed: that part, by what stands in front.

Textual draws every widget that may be on the terminal anew, whatever changed, and throws
away what did not: of a letter in the search box that was half of its time. This builds on
private parts of `Compositor`, which `pyproject.toml` bounds.
"""

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class FrugalCompositor(Compositor):
    """A compositor that asks only those widgets for rows that show a part that changed."""

    _changed: Iterable[Region] = ()
    """What is drawn now; nothing while all is."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """See `Compositor`."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """See `Compositor`: from front to back, a region, its part that is seen, and its rows."""
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        left = list(self._changed)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if rows := _rows(seen, left):
                shown = Region(seen.x, rows.start, seen.width, len(rows))
                yield shown, shown, widget.render_lines(shown.translate(-region.offset))
                # What stands behind a widget is not seen.
                left = [each for each in left if not seen.contains_region(each)]
                if not left:
                    return


def _rows(seen: Region, changed: Iterable[Region]) -> range:
    """From the first to the last row of a region in which something changed."""
    left, right, top, bottom = seen.x, seen.right, seen.y, seen.bottom
    first, end = bottom, top
    for x, y, width, height in changed:
        # As `Region.overlaps`, which takes several times as long.
        if x < right and left < x + width and y < bottom and top < y + height:
            first, end = min(first, max(top, y)), max(end, min(bottom, y + height))
    return range(first, end)
