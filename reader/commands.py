"""What the palette offers: what the keys do, by name, and the themes."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import NamedTuple

from textual.app import App
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode
from textual.screen import Screen

from reader.i18n import _
from reader.keys import key_text
from reader.themes import NAMES


class _Command(NamedTuple):
    name: str
    help: str
    run: Callable[[], Awaitable[None] | None]


class Commands(Provider):
    """Every command of the screen, of what has the focus, and of the application."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.name, command.run, help=command.help)

    async def search(self, query: str) -> Hits:
        """Those whose names match what is typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.name)
            if score > 0:
                name = matcher.highlight(command.name)
                yield Hit(score, name, command.run, help=command.help)

    def _commands(self) -> Iterator[_Command]:
        seen = {"command_palette"}
        for active in self.screen.active_bindings.values():
            binding, node = active.binding, active.node
            # Steps in a list or an article are keys; as commands they would bury the rest.
            worth = binding.show or isinstance(node, Screen | App)
            if worth and binding.id and binding.description and binding.action not in seen:
                seen.add(binding.action)
                run = partial(self._run, binding, node)
                yield _Command(_capitalised(_(binding.description)), key_text(binding.key), run)
        for name in NAMES:
            yield _Command(
                _("Theme: {name}").format(name=name), "", partial(self._choose_theme, name)
            )

    async def _run(self, binding: Binding, node: DOMNode) -> None:
        await self.app.run_action(binding.action, node)

    def _choose_theme(self, name: str) -> None:
        self.app.theme = name


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
