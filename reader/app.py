"""The application: themes, keymap, signals, and the one screen it begins with."""

import asyncio
import gc
import os
import signal
import sys
from contextlib import ExitStack, suppress
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.geometry import Size
from textual.widgets import Input

from index.errors import HexaplaError
from reader.commands import Commands
from reader.config import Launch
from reader.i18n import N_, _, remember
from reader.keys import key_text, latin_key
from reader.panes.sparing import SPARING
from reader.printable import printable
from reader.screens.library import LibraryScreen
from reader.screens.small import SmallScreen, is_too_small
from reader.terminal import clipboard, plain
from reader.terminal.abilities import has_few_colours, has_mouse, over_ssh
from reader.terminal.driver import LineDriver
from reader.terminal.ending import CODES, DEFECT, is_terminal_gone, let_go_of_the_terminal
from reader.terminal.typeahead import TypeAheadApp
from reader.themes import NAMES, THEMES, of_few_colours

#: Seconds between two looks whether the terminal is still there.
_WATCH = 5.0


#: Seconds of the start, in which nothing is looked through for garbage: see `reader.cli`.
_START = 2.0

#: Seconds that a line may take to draw the first screens and to answer; over 10 KB they
#: are a round trip of 200 ms at 400 kbit/s, where a page takes as long again.
_SLOW = 0.4

#: Seconds that a frame waits for the terminal's answer at most: some never answer.
_PATIENCE = 0.5

#: What leads to the shell, to another program or to a file of the reader's choice:
#: ours, and what Textual has by itself.
_WAYS_OUT = frozenset({"suspend_process", "screenshot", "deliver_screenshot", "simulate_key"})


class HexaplaApp(TypeAheadApp):
    """Hexapla on a terminal.

    Args:
        launch: the archive, the notebook and the settings.
        driver: what reads and writes; Textual's own by default.
    """

    CSS_PATH = "reader.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", N_("quit"), id="quit"),
        Binding("ctrl+q", "quit", N_("quit"), show=False, id="quit.anywhere", priority=True),
        Binding("ctrl+c", "interrupt", N_("quit at once"), show=False, id="interrupt"),
        Binding("ctrl+z", "suspend_process", N_("to the shell"), show=False, id="suspend"),
        Binding("ctrl+p", "command_palette", N_("palette"), show=False, id="palette"),
    ]
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, launch: Launch, driver: type[LineDriver] | None = None) -> None:
        super().__init__(driver)
        self._launch = launch
        self._library = LibraryScreen(launch)
        self._held = ExitStack()
        # Whatever the terminal: a scroll that glides costs a hundred frames over SSH.
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        wanted = launch.settings.theme
        self.theme = wanted if wanted in NAMES else NAMES[0]
        # The rules are read with the theme's colours at once, not twice.
        self._colours = self.get_css_variables()
        self.stylesheet.set_variables(self._colours)
        self.set_keymap(launch.settings.keys)
        if launch.settings.low_bandwidth:
            self.spare_the_line()

    def refresh_css(self, animate: bool = True) -> None:
        """Read the rules anew for other colours; the first screen's were just read."""
        colours = self.get_css_variables()
        if colours != self._colours or self._library.is_mounted:
            self._colours = colours
            super().refresh_css(animate)

    def get_default_screen(self) -> LibraryScreen:
        """The reading screen."""
        return self._library

    def on_mount(self) -> None:
        """End well when the line is cut or the system asks."""
        loop = asyncio.get_running_loop()
        for number, code in CODES.items():
            # Also where SIGHUP is ignored (nohup): a reader without a terminal has no end.
            with suppress(NotImplementedError, ValueError, RuntimeError):
                loop.add_signal_handler(number, self.exit, None, code)
        # Back from the shell, the terminal shows the shell.
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh())
        if isinstance(self._driver, LineDriver) and over_ssh(os.environ):
            # Over a line, draw no further ahead than the terminal has got.
            self._driver.when_full = self._wait_for_the_terminal
        if not self.is_headless:
            self.set_interval(_WATCH, self._watch_terminal)
            self.set_timer(_START, _collect_garbage)

    def _watch_terminal(self) -> None:
        """End when the terminal is gone and no signal said so; waiting for keys would spin."""
        if is_terminal_gone():
            self.exit(None, CODES[signal.SIGHUP])

    def spare_the_line(self) -> None:
        """Draw with few bytes from now on: plain colours, no lines between panes, whole
        pages instead of halves, and no search before the reader pauses."""
        self.theme = of_few_colours(self.theme)
        self.add_class(SPARING)
        self._spare_bytes(self.size)

    def _spare_bytes(self, size: Size) -> None:
        if isinstance(self._driver, LineDriver) and self.has_class(SPARING):
            self._driver.spare(size.width)

    def _wait_for_the_terminal(self) -> None:
        """Draw nothing before the terminal answers: keys that come meanwhile make one frame."""
        self._held.enter_context(self.batch_update())
        self.set_timer(_PATIENCE, self._held.close)

    @on(LibraryScreen.ContentShown)
    def ask_the_terminal(self) -> None:
        """Ask the terminal something, to see how long its line takes for what was drawn."""
        if isinstance(self._driver, LineDriver) and over_ssh(os.environ):
            self._driver.ask()

    @on(LibraryScreen.Warmed)
    def keep_what_searching_needs(self) -> None:
        """Look through what was loaded no more: that takes 40 ms, as long as a search."""
        if not self.is_headless:
            _collect_garbage()

    def on_cursor_position(self) -> None:
        """The terminal has answered; draw on, with fewer bytes when it took long."""
        self._held.close()
        driver, wanted = self._driver, self._launch.settings.low_bandwidth
        if not isinstance(driver, LineDriver) or wanted is not None or self.has_class(SPARING):
            return
        if (driver.answer_time or 0) > _SLOW:
            self.spare_the_line()
            self._library.say(_("a slow line: drawn with few bytes"))

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the terminal is too small, instead of drawing nonsense."""
        self._spare_bytes(event.size)
        if self._library.was_shown and event.size == self.screen.size:
            # It was smaller in between, and has lost what did not fit.
            self.refresh()
        if is_too_small(event.size) and not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen())

    def understood(self, event: events.Key | events.Paste) -> events.Key | events.Paste:
        """Take keys of other layouts for Latin ones, except where text is typed.

        What is pasted is as foreign as an article; a box draws whatever it is given.
        """
        if isinstance(event, events.Paste):
            # Loaded when it is needed, as all that the first frame can do without.
            from index.ingest.cleaning import clean  # noqa: PLC0415

            return events.Paste(self._pasted(clean(event.text)))
        key = latin_key(event.key)
        if key == event.key or isinstance(self.focused, Input):
            return event
        return events.Key(key, key if len(key) == 1 else None)

    def _pasted(self, text: str) -> str:
        """What a box takes of it: one line, as much as there is room for. It says so."""
        room = self._room()
        if room is None:
            return text
        line = text.lstrip().partition("\n")[0][:room]
        if line.strip() != text.strip():
            self._library.say(_("only the first line was pasted, as far as it fits"))
        return line

    def _room(self) -> int | None:
        """Characters that the box with the focus still takes: it takes all of a paste or none."""
        box = self.focused
        if not isinstance(box, Input) or box.max_length is None:
            return None
        return max(0, box.max_length - len(box.value) + len(box.selected_text))

    def get_key_display(self, binding: Binding) -> str:
        """A key as the help and the bottom row write it."""
        return binding.key_display or key_text(binding.key)

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the clipboard of the reader's own terminal.

        Raises:
            TooLongForClipboard: terminals do not take that much.
        """
        sequence = clipboard.osc52(text, os.environ)
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(sequence.decode("ascii"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing that leads out of a kiosk."""
        if self._launch.is_kiosk and action in _WAYS_OUT:
            return False
        return super().check_action(action, parameters)

    def action_interrupt(self) -> None:
        """End as an interrupt does."""
        self.exit(None, CODES[signal.SIGINT])

    def action_command_palette(self) -> None:
        """Open the palette with our commands, in the reader's language."""
        if not isinstance(self.screen, CommandPalette):
            palette = CommandPalette([Commands], placeholder=_("command"))
            self.push_screen(palette)

    def mention_unsaved(self) -> None:
        """Say on standard error, when the screen is the shell's again, what was not written."""
        for each in self._library.keeper.unsaved.waiting:
            place = f"{each.article.id}, {each.stretch.passage}"
            told = _("not written to the notebook ({place}): {text}")
            print(told.format(place=place, text=printable(each.text)), file=sys.stderr)
        for change in self._library.keeper.unsaved.changes:
            told = _("not written to the notebook: {text}").format(text=printable(change.words))
            print(told, file=sys.stderr)

    def save_state(self) -> None:
        """Keep what is open until the next time; what cannot be kept is let go."""
        if self._library.archive:
            from reader import state  # noqa: PLC0415 - not for the first frame

            with suppress(HexaplaError):
                folder = self._launch.places.state
                state.save(folder, self._library.archive, self._library.state(self.theme))


def _collect_garbage() -> None:
    """Look for garbage from now on, in what comes from now on: what is here stays."""
    gc.collect()
    gc.freeze()
    gc.enable()


def run(launch: Launch) -> int:
    """Run the application until the reader leaves; the terminal is as before then.

    Returns:
        The exit code: 0, 70 after a defect, or 128 and the number of the signal that
        ended it.
    """
    app = HexaplaApp(launch, LineDriver)
    if has_few_colours(os.environ) or plain.is_wanted(os.environ):
        app.theme = of_few_colours(app.theme)
    app.run(mouse=launch.settings.mouse and has_mouse(os.environ))
    app.save_state()
    app.mention_unsaved()
    remember()
    if app.return_code == CODES[signal.SIGHUP]:
        let_go_of_the_terminal()
    # Textual's 1 means an exception, which it has shown; the shell takes 1 for "found nothing".
    return DEFECT if app.return_code == 1 else app.return_code or 0
