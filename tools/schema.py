"""Makes dictionaries/schema/*.json, by which an editor checks and completes dictionary files.

Run ``python -m tools.schema`` after a change of keys in ``eventcoder/dictionary/load.py``; a test says when.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eventcoder.dictionary import load
from eventcoder.dictionary.entries import ROLE_WORDS
from eventcoder.dictionary.fields import EXAMPLE_KEYS, TEST_KEYS
from eventcoder.dictionary.load import shipped
from eventcoder.ontology import load_ontology
from eventcoder.tools.checks import NEST_CLASSES, SLOTS

Json = dict[str, Any]

KINDS = ("country", "body", "group", "international", "company", "ngo", "person", "none")
"""What ``kind`` of an actor may say."""

_TEXT: Json = {"type": "string"}
_WORD: Json = {"type": ["string", "number"]}
"""The loader takes every word as text, but an editor sees numbers."""
_TEXTS: Json = {"anyOf": [_WORD, {"type": "array", "items": _WORD}]}
_DAY: Json = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_ROLE: Json = {"type": "string", "pattern": "^([A-Z]{3}([a-z]{3})*)*$"}
_FORMAT: Json = {"const": "1"}
_EVENT: Json = {"type": "string", "pattern": r"^(---|[A-Za-z]+) \d{2,4} (---|[A-Za-z]+)$"}

_MEANS = {
    "adjectives": "Predicates with be, become, remain: critical of.",
    "both_ways": "One event in each direction: meet, sign.",
    "code": "The CAMEO code; none for what is matched but is no event.",
    "events": "Exactly these events, SOURCE CODE TARGET; --- is an unknown actor.",
    "fires": "Sentences in which this entry makes an event.",
    "known_failure": "Why the engine cannot do this yet.",
    "light": "Verbs, besides the shared light verbs, that carry the family's nouns.",
    "mirror": "What the target does to the source: 043 beside 042.",
    "negated": "Fires only when the clause is negated: did not allow.",
    "nests": "What becomes of an event inside; nesting.yaml gives the codes.",
    "nouns": "Event nouns: attack, air strike.",
    "place_target": "A plain place may be the target: bombed.",
    "seats": "Places that stand for the government when they act: Berlin.",
    "silent": "Sentences in which this entry makes no event.",
    "silent_because": "Why these words are no event.",
    "targets": "Roles of which the target must have one; a country alone has none.",
    "sources": "Roles of which the source must have one, unless it is a country or organisation alone.",
    "swap": "SOURCE and TARGET trade places in the event.",
    "takes": "Prepositions under which the nouns have their object.",
    "together": "Only for two or more sources, who do it with each other.",
    "unless": "The pattern does not fire when one of these holds.",
    "verbs": "Lemmas of verbs and verb phrases: ask, appeal to, take part in.",
    "weak": "Names that count only after a longer name or with a title.",
    "when": "What must stand in the slots.",
}
"""Help that an editor shows on a key."""


def schemas() -> dict[str, Json]:
    """Each kind of file with its schema."""
    return {
        "verbs": _file("Verb family", _family(), _definitions()),
        "sets": _file("Word set", _set()),
        "actors": _file("Actor", _ref("actor"), {"actor": _actor(), "example": _example()}),
        "agents": _file("Agent nouns", _agent(), {"example": _example()}),
        "contexts": _file("Context cues", _context()),
        "nesting": _file("Event inside event", _nesting(), {"code": _codes("none", "inner")}),
        "quiet": _file("Sentences without events", _quiet()),
    }


def text_of(schema: Json) -> str:
    """A schema as it is committed."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _file(title: str, body: Json, definitions: Json | None = None) -> Json:
    out: Json = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, **body}
    if "$ref" in body:  # draft 7 ignores what stands beside a reference
        out = {"$schema": out["$schema"], "title": title, "allOf": [body]}
    return {**out, "definitions": definitions} if definitions else out


def _table(
    keys: list[str] | tuple[str, ...], required: tuple[str, ...] = (), **known: Json
) -> Json:
    """A table with these keys; what is not told of a key is text."""
    missing = set(known) - set(keys)
    if missing:
        raise ValueError(f"the loader does not read {', '.join(sorted(missing))}")
    properties = {key: _described(key, known.get(key, _TEXT)) for key in keys}
    out: Json = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**out, "required": list(required)} if required else out


def _described(key: str, schema: Json) -> Json:
    if key not in _MEANS:
        return schema
    if "$ref" in schema:
        return {"description": _MEANS[key], "allOf": [schema]}
    return {"description": _MEANS[key], **schema}


def _ref(name: str) -> Json:
    return {"$ref": f"#/definitions/{name}"}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _codes(*others: str) -> Json:
    codes = list(load_ontology("cameo"))
    return {
        "enum": [*(code.label for code in codes), *others],
        "enumDescriptions": [*(code.name for code in codes), *("" for _ in others)],
    }


def _classes() -> Json:
    return {"enum": sorted(NEST_CLASSES)}


def _definitions() -> Json:
    return {
        "code": _codes("none"),
        "flag": {"enum": [True, False]},
        "when": _when(),
        "slot": _slot(),
        "pattern": _table(load.PATTERN_KEYS, ("id", "code"), **_pattern_keys()),
        "example": _example(),
    }


def _pattern_keys() -> dict[str, Json]:
    flags = ("both_ways", "negated", "place_target", "swap", "together")
    return {
        "code": _ref("code"),
        "mirror": _ref("code"),
        "when": _ref("when"),
        "unless": _list(_ref("when")),
        "status": {"enum": ["reviewed", "imported"]},
        "sources": _TEXTS,
        "targets": _TEXTS,
        "replaces": _TEXTS,
        "fires": _list(_ref("example")),
        "silent": _list(_ref("example")),
        **{flag: _ref("flag") for flag in flags},
    }


def _family() -> Json:
    words = dict.fromkeys(("verbs", "nouns", "adjectives", "light", "takes"), _TEXTS)
    return _table(
        load.FAMILY_KEYS,
        ("family",),
        **_pattern_keys(),
        **words,
        format=_FORMAT,
        nests=_classes(),
        patterns=_list(_ref("pattern")),
    )


def _when() -> Json:
    slots = sorted(SLOTS)
    return {
        "type": "object",
        "properties": {slot: _ref("slot") for slot in slots},
        "patternProperties": {f"^({'|'.join(slots)}) ": _ref("slot")},
        "additionalProperties": False,
    }


def _slot() -> Json:
    roles = sorted(ROLE_WORDS)
    table = _table(TEST_KEYS, **{"is": _TEXTS, "not": _TEXTS}, owner={"enum": ["SOURCE", "TARGET"]})
    return {"anyOf": [{"enum": roles}, _WORD, _list(_WORD), table]}


def _example() -> Json:
    return _table(
        EXAMPLE_KEYS,
        ("text",),
        events=_list(_EVENT),
        actors={"type": "object", "additionalProperties": _TEXT},
        date=_DAY,
    )


def _set() -> Json:
    return _table(load.SET_KEYS, ("set", "phrases"), format=_FORMAT, phrases=_TEXTS)


def _actor() -> Json:
    names = dict.fromkeys(("names", "weak", "people", "seats", "places"), _TEXTS)
    row = _table(load.ROLE_KEYS, ("code",), code=_ROLE, until=_DAY, **{"from": _DAY})
    return _table(
        load.ACTOR_KEYS,
        ("id",),
        **names,
        **{"from": _DAY},
        until=_DAY,
        checked=_DAY,
        format=_FORMAT,
        kind={"enum": list(KINDS)},
        gender={"enum": ["m", "f"]},
        code=_ROLE,
        roles=_list(row),
        bodies=_list(_ref("actor")),
        members=_list(_ref("actor")),
        replaces=_TEXTS,
        fires=_list(_ref("example")),
        silent=_list(_ref("example")),
    )


def _agent() -> Json:
    return _table(
        load.AGENT_KEYS,
        ("role", "nouns"),
        format=_FORMAT,
        role=_ROLE,
        nouns=_TEXTS,
        replaces=_TEXTS,
        fires=_list(_ref("example")),
        silent=_list(_ref("example")),
    )


def _context() -> Json:
    return _table(load.CONTEXT_KEYS, ("context", "cues"), format=_FORMAT, cues=_TEXTS)


def _nesting() -> Json:
    row = _table(
        load.NEST_ROW_KEYS,
        ("outer", "inner", "code"),
        outer=_classes(),
        code=_ref("code"),
        inner_code=_ref("code"),
    )
    return _table(load.NESTING_KEYS, ("nesting",), format=_FORMAT, nesting=_list(row))


def _quiet() -> Json:
    return _table(load.QUIET_KEYS, ("topic", "sentences"), format=_FORMAT, sentences=_list(_TEXT))


def write(folder: Path) -> None:
    """Write all schemas into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / f"{name}.json").write_text(text_of(schema), encoding="utf-8")


if __name__ == "__main__":
    write(shipped() / "schema")
