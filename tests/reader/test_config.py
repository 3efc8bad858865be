"""Where things are, and what the configuration may say."""

import os
import pwd
from pathlib import Path

import pytest

from index.errors import ArchiveMissing, HexaplaError
from reader import config
from reader.config import ConfigError, Settings


def test_folders_are_those_of_the_standard(tmp_path: Path) -> None:
    found = config.places({"HOME": str(tmp_path)})
    assert found.config == tmp_path / ".config/hexapla"
    assert found.data == tmp_path / ".local/share/hexapla"
    assert found.state == tmp_path / ".local/state/hexapla"
    assert found.cache == tmp_path / ".cache/hexapla"


def test_xdg_variables_move_them_unless_relative() -> None:
    found = config.places(
        {
            "HOME": "/home/x",
            "XDG_DATA_HOME": "/data",
            "XDG_CACHE_HOME": "cache",
            "XDG_STATE_HOME": "",
        }
    )
    assert found.data == Path("/data/hexapla")
    assert found.cache == Path("/home/x/.cache/hexapla")
    assert found.state == Path("/home/x/.local/state/hexapla")


@pytest.mark.parametrize("environ", [{}, {"HOME": ""}])
def test_without_home_the_account_says_it(environ: dict[str, str]) -> None:
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert config.places(environ).config == home / ".config/hexapla"


def test_an_account_without_an_entry_has_a_home_where_nothing_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 2**31 - 7)
    assert config.places({}).data == Path("/dev/null/.local/share/hexapla")


def test_a_missing_file_says_nothing(tmp_path: Path) -> None:
    assert config.load_settings(tmp_path / "config.toml") == Settings()
    assert config.load_settings(Path("/dev/null/config.toml")) == Settings()


def test_trusted_owners_are_accounts(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('trusted_owners = ["root"]\n', encoding="utf-8")
    settings = config.load_settings(file)
    assert settings.trusted_owners == ("root",)
    assert config.find_files(config.places({}), settings, {}).trusted == {0}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ('["hexapla-nobody"]', "there is no account called 'hexapla-nobody'"),
        ('"root"', "must be a list of account names"),
        ("[0]", "must be a list of account names"),
    ],
)
def test_an_owner_that_is_no_account_is_one_line(tmp_path: Path, value: str, why: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"trusted_owners = {value}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=why):
        config.load_settings(file)


def test_all_settings_are_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        'language = "uk"\ntheme = "ansi-dark"\nmouse = false\narchive = "news"\n'
        'notebook = "/notes/mine.sqlite"\n[keys]\nquit = "ctrl+x,Q"\n',
        encoding="utf-8",
    )
    assert config.load_settings(file) == Settings(
        language="uk",
        theme="ansi-dark",
        mouse=False,
        archive=tmp_path / "news",
        notebook=Path("/notes/mine.sqlite"),
        keys={"quit": "ctrl+x,Q"},
    )


def test_a_path_may_begin_at_home(tmp_path: Path, account: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('archive = "~/news"', encoding="utf-8")
    assert config.load_settings(file).archive == account / "news"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('them = "x"', ["'them'", "did you mean theme?"]),
        ("[key]\na = 1", ["'key'", "did you mean keys?"]),
        ("zzz = 1", ["'zzz'"]),
        ("mouse = 1", ["mouse", "true or false", "1"]),
        ("theme = true", ["theme", "True"]),
        ('keys = "x"', ["keys", "section"]),
        ("[keys]\nquit = 1", ["keys.quit"]),
        ("\ntheme = ]", ["line 2"]),
    ],
)
def test_a_mistake_is_one_line_that_names_file_and_key(
    tmp_path: Path, text: str, parts: list[str]
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        config.load_settings(file)
    said = str(caught.value)
    assert said.startswith(f"{file}: ")
    assert "\n" not in said
    assert all(part in said for part in parts)


def test_what_is_no_text_is_a_config_error(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError):
        config.load_settings(file)
    with pytest.raises(ConfigError):
        config.load_settings(tmp_path)
    assert issubclass(ConfigError, HexaplaError)


def test_flags_override_environment_and_environment_config(tmp_path: Path) -> None:
    where = config.places({"HOME": str(tmp_path)})
    settings = Settings(archive=Path("/config"), notebook=Path("/config.sqlite"))
    environ = {"HEXAPLA_ARCHIVE": "/environ", "HEXAPLA_NOTEBOOK": "/environ.sqlite"}
    flagged = config.find_files(where, settings, environ, archive="/flag", notebook="/flag.sqlite")
    assert (flagged.archive, flagged.notebook) == (Path("/flag"), Path("/flag.sqlite"))
    by_environ = config.find_files(where, settings, environ)
    assert by_environ.archive == Path("/environ")
    assert by_environ.notebook == Path("/environ.sqlite")
    by_config = config.find_files(where, settings, {"HEXAPLA_ARCHIVE": ""})
    assert by_config.archive == Path("/config")
    assert by_config.named


def test_nobody_named_an_archive(tmp_path: Path) -> None:
    where = config.places({"HOME": str(tmp_path)})
    files = config.find_files(where, Settings(), {})
    assert files.archive == tmp_path / ".local/share/hexapla/archive"
    assert files.notebook == tmp_path / ".local/share/hexapla/notebook.sqlite"
    assert not files.named


def test_a_named_archive_must_be_there(tmp_path: Path) -> None:
    where = config.places({"HOME": str(tmp_path)})
    files = config.find_files(where, Settings(), {}, archive=str(tmp_path / "none"))
    with pytest.raises(ArchiveMissing, match="none"):
        config.open_archive(files, where)


def test_the_sample_stands_in_for_an_archive_nobody_named(tmp_path: Path) -> None:
    where = config.places({"HOME": str(tmp_path)})
    files = config.find_files(where, Settings(), {})
    launch = config.launch(files, Settings(), where, ("seed-000",))
    with launch.open_archive() as archive:
        assert len(archive.articles()) == 5
    assert not files.archive.exists()
    assert launch.selected == ("seed-000",)


def test_the_notebook_is_made_when_it_is_opened(tmp_path: Path) -> None:
    where = config.places({"HOME": str(tmp_path)})
    launch = config.launch(config.find_files(where, Settings(), {}), Settings(), where)
    launch.open_notebook().close()
    assert (where.data / "notebook.sqlite").is_file()
