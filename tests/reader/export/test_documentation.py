"""`docs/export.md` and the schema say what is so."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reader import export, i18n
from reader.cli import main
from reader.templates import rendered

DOCS = Path(__file__).parents[3] / "docs"


def broken(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    """What of a value a schema forbids: the keywords that ours uses."""
    if "$ref" in schema:
        return broken(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    types = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    wanted = schema.get("type", [])
    names = [wanted] if isinstance(wanted, str) else wanted
    found = []
    if names and not isinstance(value, tuple(types[name] for name in names)):
        found.append(f"{value!r} is no {wanted}")
    if "const" in schema and value != schema["const"]:
        found.append(f"{value!r} is not {schema['const']}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{value!r} is none of {schema['enum']}")
    if isinstance(value, str):
        long = len(value) > schema.get("maxLength", len(value))
        if long or len(value) < schema.get("minLength", 0):
            found.append(f"{value!r} is too long or short")
        if not re.search(schema.get("pattern", ""), value):
            found.append(f"{value!r} is not like {schema['pattern']}")
    if isinstance(value, int) and value < schema.get("minimum", value):
        found.append(f"{value} is too small")
    if isinstance(value, dict):
        found += [f"{name} is missing" for name in schema["required"] if name not in value]
        found += [f"{name} is not described" for name in value if name not in schema["properties"]]
        for name, part in schema["properties"].items():
            found += broken(value[name], part, whole) if name in value else []
    if isinstance(value, list):
        found += [why for each in value for why in broken(each, schema["items"], whole)]
    return found


@pytest.fixture
def document(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    main(["highlight", "seed-002", "--passage", "3", "--note", "n", "--pair", "seed-003:3"])
    main(["highlight", "seed-000", "--quote", "chip Huawei Ascend", "--tag", "a"])
    capsys.readouterr()
    assert main(["export", "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_schema_describes_what_is_written(document: dict[str, Any]) -> None:
    schema = json.loads((DOCS / "highlights.schema.json").read_text("utf-8"))
    assert broken(document, schema, schema) == []
    first = document["highlights"][0]
    for change in ({"lang": "<b>"}, {"passage": "1"}, {"state": "lost"}, {"quote": ""}, {"new": 1}):
        assert broken({**document, "highlights": [{**first, **change}]}, schema, schema)
    assert broken({"schema": 1}, schema, schema) == ["highlights is missing"]


def test_every_format_is_described() -> None:
    text = (DOCS / "export.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == set(export.names())


def test_the_template_of_the_manual_works(document: dict[str, Any], tmp_path: Path) -> None:
    from reader.importing import parse  # noqa: PLC0415 - to have the type again

    i18n.use("en")
    text = (DOCS / "export.md").read_text("utf-8")
    template = tmp_path / "t.md"
    template.write_text(text.split("```jinja\n")[1].split("```")[0], encoding="utf-8")
    kept = parse(json.dumps(document).encode(), "f").highlights
    said = rendered(template, kept).decode()
    assert said.startswith("## ")
    assert said.count("\n> ") == 3
