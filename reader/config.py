"""Where things are and what the reader prefers; passed in, never global."""

import os
import pwd
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ArchiveMissing, HexaplaError
from reader.nearest import nearest

if TYPE_CHECKING:
    from index import Archive

    # `hexapla list` opens no notebook, and 10 ms are a tenth of its time.
    from reader.notebook.notebook import Notebook

#: The folder that every one of the four XDG folders has of ours.
_OURS = "hexapla"

#: The home of an account that has none: nothing is below a device, and what must be
#: written there fails with a message that names it, for root too.
_NO_HOME = Path(os.devnull)


#: The reader's own glossary, where nobody names another.
_GLOSSARY = "glossary.tsv"

#: The settings that name files.
_PATHS = ("archive", "notebook", "glossary", "shared_glossary")


#: The settings that are on or off.
_SWITCHES = ("mouse", "low_bandwidth")


class ConfigError(HexaplaError):
    """`config.toml` cannot be read or says what it may not; one line names file and key."""


@dataclass(frozen=True, slots=True)
class Places:
    """The four folders of the XDG base directory specification, for this project."""

    config: Path
    data: Path
    state: Path
    cache: Path

    def of_user(self, name: str) -> "Places":
        """Those of one of several readers who share the account; archive, configuration
        and cache are everybody's."""
        return replace(self, data=self.data / "users" / name, state=self.state / "users" / name)


@dataclass(frozen=True, slots=True)
class Settings:
    """What `config.toml` may say."""

    language: str | None = None
    """Language of the screen; None takes it from the environment."""
    theme: str = "hexapla-dark"
    """One of the themes the palette lists."""
    mouse: bool = True
    """Whether the terminal reports the mouse."""
    low_bandwidth: bool | None = None
    """Whether to draw with few bytes; None where the line turns out to be slow."""
    archive: Path | None = None
    """The archive to open when neither a flag nor the environment names one."""
    notebook: Path | None = None
    """The notebook, in the same way."""
    trusted_owners: tuple[str, ...] = ()
    """Accounts beside one's own and root's whose index is searched. Who writes an index
    can have code run by those who search it, so this is to trust them like root."""
    dictionaries: str | None = None
    """A folder of dictionaries, or `none`, in the same way."""
    glossary: Path | None = None
    """The reader's own words in several languages, above all others."""
    shared_glossary: Path | None = None
    """A team's, between the reader's and the archive's; only read."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Binding id -> keys separated by commas (`Textual`'s keymap)."""


@dataclass(frozen=True, slots=True)
class Files:
    """The archive and the notebook of a run, after flags, environment and config.

    `named` says that somebody named the archive; where nobody did and there is none,
    the bundled sample is read in its place. `dictionaries` as for `Archive.open`;
    `trusted` are the user ids of the owners whose index is searched beside one's own.
    """

    archive: Path
    named: bool
    notebook: Path
    trusted: frozenset[int] = frozenset()
    dictionaries: str | None = None
    glossary: Path | None = None
    shared_glossary: Path | None = None


@dataclass(frozen=True, slots=True)
class Launch:
    """All the application needs to start.

    `is_kiosk` says that nothing may lead out of the application; `chores` are command
    lines for what takes long, to be done beside.
    `open_archive` gives a fresh archive for the thread that calls it; `is_sample` says
    that it is the bundled one; `has_notebook` whether there is anything to read in a
    notebook before it is opened, and made; `selected` are ids to open first (what the
    command line's paths brought in).
    """

    open_archive: "Callable[[], Archive]"
    open_notebook: "Callable[[], Notebook]"
    has_notebook: Callable[[], bool]
    settings: Settings
    places: Places
    selected: tuple[str, ...] = ()
    is_sample: bool = False
    is_kiosk: bool = False
    chores: tuple[tuple[str, ...], ...] = ()

    @property
    def exports(self) -> Path | None:
        """The only folder that files are written into; None for any."""
        return self.places.data / "exports" if self.is_kiosk else None


def places(environ: Mapping[str, str]) -> Places:
    """The folders of the account; relative XDG paths are ignored, as the standard says."""
    home = _home(environ)

    def folder(variable: str, otherwise: str) -> Path:
        wish = Path(environ.get(variable, ""))
        return (wish if wish.is_absolute() else home / otherwise) / _OURS

    return Places(
        config=folder("XDG_CONFIG_HOME", ".config"),
        data=folder("XDG_DATA_HOME", ".local/share"),
        state=folder("XDG_STATE_HOME", ".local/state"),
        cache=folder("XDG_CACHE_HOME", ".cache"),
    )


def _home(environ: Mapping[str, str]) -> Path:
    if home := environ.get("HOME"):
        return Path(home).absolute()
    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:  # an account without an entry, as in some containers
        return _NO_HOME


def load_settings(path: Path) -> Settings:
    """Read a configuration file; one that is not there says nothing.

    Relative paths in it are relative to its folder.

    Raises:
        ConfigError: it cannot be read, is not TOML, or has a key or a value that no
            setting takes.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    table = _parse(path, text)
    known = [setting.name for setting in fields(Settings)]
    for key in table:
        if key not in known:
            raise ConfigError(f"{path}: no setting is called {key!r}{nearest(key, known)}")
    values = {key: _value(path, key, value) for key, value in table.items()}
    return replace(Settings(), **values)


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most accounts have no configuration

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error


def _value(path: Path, key: str, value: object) -> Any:  # as many types as settings
    """A setting's value in its own type."""
    if key in _SWITCHES:
        return _expect(path, key, value, bool, "true or false")
    if key == "trusted_owners":
        names = _expect(path, key, value, list, "a list of account names")
        return tuple(_account(path, key, name) for name in names)
    if key == "keys":
        table = _expect(path, key, value, dict, "a section of key names")
        return {name: _expect(path, f"keys.{name}", keys, str) for name, keys in table.items()}
    text = _expect(path, key, value, str)
    # `os.path.expanduser`, for `Path.expanduser` raises where there is no home.
    return path.parent / os.path.expanduser(text) if key in _PATHS else text  # noqa: PTH111


def _account(path: Path, key: str, name: object) -> str:
    text = str(_expect(path, key, name, str, "a list of account names"))
    try:
        pwd.getpwnam(text)
    except KeyError:
        raise ConfigError(f"{path}: {key}: there is no account called {text!r}") from None
    return text


def _expect(path: Path, key: str, value: object, kind: type, words: str = "a text") -> Any:
    if not isinstance(value, kind):
        raise ConfigError(f"{path}: {key} must be {words}, not {value!r}")
    return value


def find_files(
    where: Places,
    settings: Settings,
    environ: Mapping[str, str],
    *,
    archive: str | None = None,
    notebook: str | None = None,
    dictionaries: str | None = None,
    glossary: str | None = None,
    user: str | None = None,
) -> Files:
    """Where archive and notebook are: flags before environment before settings.

    Args:
        where: the account's folders, for what nobody names.
        user: one of several readers who share the account, with a notebook of their own.
        settings: what the configuration says.
        environ: read for `HEXAPLA_ARCHIVE`, `HEXAPLA_NOTEBOOK`, `HEXAPLA_GLOSSARY`
            and `HEXAPLA_DICTIONARIES`; empty is unset.
        archive: the flag `--archive`, if given.
        notebook: the flag `--notebook`, if given.
        dictionaries: the flag `--dictionaries`, if given.
        glossary: the flag `--glossary`, if given.
    """
    named = archive or environ.get("HEXAPLA_ARCHIVE") or settings.archive
    kept = notebook or environ.get("HEXAPLA_NOTEBOOK") or settings.notebook
    own = glossary or environ.get("HEXAPLA_GLOSSARY") or settings.glossary
    shared = settings.shared_glossary
    if user is not None:
        kept = notebook or where.of_user(user).data / "notebook.sqlite"
        # What the account's configuration names is everybody's.
        own, shared = glossary or where.of_user(user).data / _GLOSSARY, shared or settings.glossary
    return Files(
        archive=Path(named or where.data / "archive"),
        named=bool(named),
        notebook=Path(kept or where.data / "notebook.sqlite"),
        trusted=frozenset(pwd.getpwnam(name).pw_uid for name in settings.trusted_owners),
        dictionaries=dictionaries or environ.get("HEXAPLA_DICTIONARIES") or settings.dictionaries,
        glossary=Path(own or where.data / _GLOSSARY),
        shared_glossary=shared,
    )


def is_there(archive: Path) -> bool:
    """Whether there is anything where an archive should be, readable or not.

    Nothing can be below a file either: the home of many a service is `/dev/null`.
    """
    try:
        archive.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def open_archive(files: Files, where: Places, *, wait: bool = True) -> "Archive":
    """The archive to read; the bundled sample where nobody named one and there is none.

    Args:
        files: where it is, and what its lexicon is made from.
        where: the account's folders.
        wait: make the lexicon at the first search that needs it, which can take half a
            minute; otherwise do without it until it is made.

    Raises:
        ArchiveError: there is none at the path that was named, or it cannot be read.
    """
    # Imported only here: SQLite is not needed for the first frame, the sample in most runs.
    from index import Archive  # noqa: PLC0415

    try:
        if not is_sample(files):
            return Archive.open(
                files.archive,
                dictionaries=files.dictionaries,
                glossary=files.glossary,
                shared_glossary=files.shared_glossary,
                cache=where.cache,
                trusted=files.trusted,
                wait_for_lexicon=wait,
            )
    except ArchiveMissing:  # a folder without an archive
        if files.named:
            raise
    from index.sample import open_sample  # noqa: PLC0415

    return open_sample(
        where.cache,
        dictionaries=files.dictionaries,
        glossary=files.glossary,
        shared_glossary=files.shared_glossary,
        wait_for_lexicon=wait,
    )


def is_sample(files: Files) -> bool:
    """Whether the bundled sample is read: nobody named an archive, and there is none."""
    return not (files.named or is_there(files.archive))


#: Seconds the application waits for another session that writes to the notebook: keys
#: wait with it, and what is refused is written later.
_SHORT_PATIENCE = 0.3


def open_notebook(files: Files, *, patience: float = 5.0) -> "Notebook":
    """The notebook, made if there is none.

    Args:
        files: where it is.
        patience: seconds a change waits while another process writes.

    Raises:
        WriteError: it cannot be made or opened.
        NotebookUnreadable: there is something else.
    """
    from reader.notebook.notebook import Notebook  # noqa: PLC0415 - see above

    return Notebook.open(files.notebook, patience=patience)


def launch(
    files: Files,
    settings: Settings,
    where: Places,
    selected: tuple[str, ...] = (),
    *,
    is_kiosk: bool = False,
) -> Launch:
    """What the application starts from; it opens nothing yet."""
    return Launch(
        # Who may start no process has nobody else to make the lexicon.
        open_archive=partial(open_archive, files, where, wait=is_kiosk),
        open_notebook=partial(open_notebook, files, patience=_SHORT_PATIENCE),
        has_notebook=files.notebook.exists,
        settings=settings,
        places=where,
        selected=selected,
        is_sample=is_sample(files),
        is_kiosk=is_kiosk,
        chores=() if is_kiosk else _chores(files),
    )


def _chores(files: Files) -> tuple[tuple[str, ...], ...]:
    """The command lines that make ready what takes long: the lexicon, then stories."""
    flags = ["--dictionaries", files.dictionaries] if files.dictionaries else []
    flags += ["--glossary", str(files.glossary)] if files.glossary else []
    if is_sample(files):
        return ((*flags, "dictionaries", "--make"),)
    flags += ["--archive", str(files.archive)]
    return ((*flags, "dictionaries", "--make"), (*flags, "link"))
