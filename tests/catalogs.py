"""The catalogs' template from the code, merged into every language: `make catalogs`.

Run as `python -m tests.catalogs` in the root of a checkout.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reader import i18n

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "reader" / "locale"
TEMPLATE = LOCALE / "reader.pot"

#: What marks a message in the code, and which arguments are messages.
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}

#: A comment in the code that begins so is for translators.
COMMENT = "i18n:"


def extract() -> Catalog:
    """All messages of the code, sorted, as a catalog without translations or dates."""
    catalog = Catalog(project="hexapla", msgid_bugs_address="", copyright_holder="", fuzzy=False)
    found = extract_from_dir(
        ROOT / "reader", keywords=KEYWORDS, comment_tags=(COMMENT,), strip_comment_tags=True
    )
    for file, _line, message, comments, context in sorted(found, key=lambda row: str(row[2])):
        # Files, not lines: a line moves with every edit above it.
        location = [(f"reader/{file}", 0)]
        catalog.add(message, locations=location, auto_comments=comments, context=context)
    return catalog


def as_text(catalog: Catalog, *, header: bool = True) -> str:
    """A catalog as a `.po` file has it, the same whenever and by whatever it is written."""
    written = BytesIO()
    write_po(
        written,
        catalog,
        width=100,
        sort_output=True,
        ignore_obsolete=True,
        omit_header=True,
        include_lineno=False,
    )
    return (_header(catalog) if header else "") + written.getvalue().decode("utf-8")


def _header(catalog: Catalog) -> str:
    """The comment on top and what gettext needs; Babel's own has dates and its version."""
    fields = {
        "Language": catalog.locale_identifier,
        "Plural-Forms": catalog.plural_forms,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = [f'"{name}: {value}\\n"' for name, value in fields.items()]
    return "\n".join([catalog.header_comment, 'msgid ""', 'msgstr ""', *lines, "", ""])


def read(path: Path) -> Catalog:
    """A template or a language's catalog."""
    with path.open("rb") as file:
        return read_po(file)


def languages() -> list[Path]:
    """The catalogs there are, one a language."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/reader.po"))


def main() -> None:
    """Write the template, merge it into every language, and compile."""
    list(i18n.ship_names())
    template = extract()
    TEMPLATE.write_text(as_text(template, header=False), encoding="utf-8")
    for path in languages():
        catalog = read(path)
        # Without guesses at messages that look like old ones: a guess is fuzzy, and
        # fuzzy entries are not shown.
        catalog.update(template, no_fuzzy_matching=True)
        path.write_text(as_text(catalog), encoding="utf-8")
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


if __name__ == "__main__":
    main()
