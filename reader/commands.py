"""What the palette offers: the keys of the screen by name, and the themes."""

from collections.abc import Callable, Iterator
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider

from reader.i18n import _
from reader.keys import key_text
from reader.themes import NAMES

Command = tuple[str, str, Callable[[], object]]


class Actions(Provider):
    """Everything a key of the screen or the application does."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, help_text, run in self._commands():
            yield DiscoveryHit(name, run, help=help_text)

    async def search(self, query: str) -> Hits:
        """Those whose names match what is typed."""
        matcher = self.matcher(query)
        for name, help_text, run in self._commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=help_text)

    def _commands(self) -> Iterator[Command]:
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.description and binding.action not in seen:
                seen.add(binding.action)
                run = partial(self._run, binding, active.node)
                yield _capitalised(_(binding.description)), key_text(binding.key), run

    async def _run(self, binding: Binding, node: object) -> None:
        await self.app.run_action(binding.action, node)  # type: ignore[arg-type] # a DOMNode


class Themes(Actions):
    """The themes by name."""

    def _commands(self) -> Iterator[Command]:
        for name in NAMES:
            yield _("Theme: {name}").format(name=name), "", partial(self._choose, name)

    def _choose(self, name: str) -> None:
        self.app.theme = name


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
