"""How panes know that bytes are dear: by a class on the application, as the style sheet does."""

from typing import Final

from textual.widget import Widget

#: On the application while it draws with few bytes.
SPARING: Final = "-sparing"


def is_sparing(widget: Widget) -> bool:
    """Whether a widget is to be drawn with few bytes."""
    return widget.app.has_class(SPARING)
