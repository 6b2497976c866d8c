"""What exactly made a file of rows, and the proof that it can be made again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import cattrs
from attrs import evolve

from eventcoder.dictionary.load import digest_of, files_of, shipped
from eventcoder.errors import InputError, UsageError, Where
from eventcoder.runs import Run, RunConfig, Tally

_PACKAGES = ("attrs", "numpy", "stanza", "torch")
_ERRORS_KEPT = 1000


def manifest_path(output: str | Path) -> Path:
    """Where the manifest of an output file stands: beside it."""
    return Path(f"{output}.manifest.json")


def describe(run: Run, output: str | Path) -> dict[str, Any]:
    """The manifest of a run whose output stands under its name."""
    config, tally = run.config, run.tally
    if tally.undated:
        config = evolve(config, date=run.day.isoformat())
    return {
        "manifest": "1",
        "created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "eventcoder": package_version("eventcoder"),
        "python": platform.python_version(),
        "platform": f"{sys.platform} {platform.machine()}",
        "packages": {name: package_version(name) for name in _PACKAGES},
        "parsers": sorted(tally.parsers),
        "dictionary": dictionary_digest(config.dictionary),
        "config": cattrs.unstructure(config),
        "inputs": [_file(path) for path in config.inputs],
        "output": _file(str(output)),
        "counts": _counts(tally),
        "copies": tally.copies,
        "errors": tally.errors[:_ERRORS_KEPT],
    }


def _counts(tally: Tally) -> dict[str, int]:
    return {
        "documents": tally.documents,
        "events": tally.events,
        "rows": tally.rows,
        "errors": len(tally.errors),
        "undated": tally.undated,
        "repeated": tally.repeated,
    }


def package_version(name: str) -> str:
    """The version of an installed package, empty when it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def dictionary_digest(folder: str) -> str:
    """The digest of a dictionary folder, of the one that ships when none is named."""
    return digest_of(files_of(Path(folder) if folder else shipped()))


def _file(path: str) -> dict[str, Any]:
    place = Path(path)
    if path == "-":
        return {"path": "-"}
    if place.is_dir():
        files = [p for p in sorted(place.rglob("*")) if p.is_file()]
        total = hashlib.sha256("".join(_sha256(p) for p in files).encode()).hexdigest()
        return {"path": path, "sha256": total, "files": len(files)}
    if not place.is_file():
        return {"path": path, "sha256": ""}
    return {"path": path, "sha256": _sha256(place), "bytes": place.stat().st_size}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(run: Run, output: str | Path) -> Path:
    """Write the manifest beside an output file."""
    path = manifest_path(output)
    text = json.dumps(describe(run, output), indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def read_manifest(path: str | Path) -> dict[str, Any]:
    """A manifest as written; raises InputError when it is none."""
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(f"not a manifest: {error}", Where(str(path))) from None
    if not isinstance(found, dict) or not {"config", "inputs", "output"} <= found.keys():
        raise InputError("not a manifest: it has no config, inputs and output", Where(str(path)))
    return found


def changes(manifest: dict[str, Any]) -> list[str]:
    """What is no longer as it was when the manifest was written."""
    out = [
        f"input {then['path']} has changed"
        for then in manifest["inputs"]
        if _file(then["path"]).get("sha256") != then.get("sha256")
    ]
    if dictionary_digest(manifest["config"].get("dictionary", "")) != manifest["dictionary"]:
        out.append("the dictionary has changed")
    for name in ("eventcoder", *_PACKAGES):
        then = manifest["packages"].get(name) or manifest.get(name, "")
        now = package_version(name)
        if then != now:
            out.append(f"{name} was {then}, is {now}")
    return out


def config_of(manifest: dict[str, Any]) -> RunConfig:
    """The configuration that a manifest records, with the day that stood for today."""
    config = cattrs.structure(manifest["config"], RunConfig)
    if "-" in config.inputs:
        raise UsageError("this run read standard input; only runs over files can be repeated")
    return config


def same_bytes(manifest: dict[str, Any], made: Path) -> bool:
    """Whether a file is what the manifest says the output was."""
    return _sha256(made) == str(manifest["output"]["sha256"])
