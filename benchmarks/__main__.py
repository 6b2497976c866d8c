"""Every set on this machine scored, one page and one JSON written, the last run compared.

    python -m benchmarks [--gold ../shared/gold] [--parses out/parses] [--keep NAME]

``out/benchmark.html`` and ``out/benchmark.json`` hold this run; ``--keep first`` also writes
``benchmarks/results/first.json``, without sentences of the lent sets.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import Any

from benchmarks.coding_speed import coding_speed, share
from benchmarks.page import render
from benchmarks.sets import Set, known, prepare, score_set
from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.load import digest_of, files_of, shipped
from eventcoder.dictionary.store import load_dictionary
from eventcoder.manifest import package_version
from eventcoder.score.engine import read_parses

RESULTS = Path(__file__).parent / "results"
SHOWN = ("dyad.recall", "root.right", "root.macro_f1", "full.right", "events.root.precision")


def run_all(args: argparse.Namespace) -> dict[str, Any]:
    """Scores of each set that is here, and speed."""
    rules = load_dictionary()
    results: dict[str, Any] = {}
    prepare(args.gold, args.parses)
    sets = known(args.gold, args.parses)
    for one in sets:
        results[one.name] = _one(one, rules, args.parses)
    speed = coding_speed(read_parses(Path(sets[0].parses)), rules)
    if args.texts:
        speed |= share(args.texts, args.stories)
    return {
        "when": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "version": package_version("eventcoder"),
        "dictionary": digest_of(files_of(shipped())),
        "speed": speed,
        "sets": results,
    }


def _one(one: Set, rules: Dictionary, folder: Path) -> dict[str, Any]:
    if not one.path.is_file():
        return {"skipped": f"{one.path} is not on this machine"}
    return score_set(one, rules, folder)


def last_run(folder: Path = RESULTS) -> dict[str, Any] | None:
    """The newest of the runs that were kept."""
    runs = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    return max(runs, key=lambda run: str(run["when"]), default=None)


def told(run: dict[str, Any], before: dict[str, Any] | None) -> str:
    """The main figures as text, with the change since the last run."""
    lines = []
    for name, result in run["sets"].items():
        if "skipped" in result:
            lines.append(f"{name:10} skipped: {result['skipped']}")
            continue
        for way in ("found", "given"):
            figures = result.get(way, {}).get("figures", {})
            old = (before or {}).get("sets", {}).get(name, {}).get(way, {}).get("figures", {})
            cells = []
            for key in SHOWN:
                if key in figures and not (way == "given" and key[:4] in ("dyad", "even")):
                    value = figures[key]["value"]
                    change = f" ({100 * (value - old[key]['value']):+.1f})" if key in old else ""
                    cells.append(f"{key} {100 * value:.1f}{change}")
            if cells:
                lines.append(f"{name:10} {way:6} " + "  ".join(cells))
    lines += [f"{name:28} {value}" for name, value in run["speed"].items()]
    return "\n".join(lines)


def _kept(run: dict[str, Any]) -> dict[str, Any]:
    """A run without sentences, to be committed."""
    sets = {
        name: {key: value for key, value in result.items() if key != "examples"}
        for name, result in run["sets"].items()
    }
    return {**run, "sets": sets}


def main() -> None:
    """Run, write, compare."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--parses", type=Path, default=Path("out/parses"))
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--texts", type=Path, help="stories to parse for the share of coding")
    parser.add_argument("--stories", type=int, default=5)
    parser.add_argument("--keep", default="", metavar="NAME")
    args = parser.parse_args()
    before, run = last_run(), run_all(args)
    args.out.mkdir(parents=True, exist_ok=True)
    values = json.dumps(run, indent=1, ensure_ascii=False)
    (args.out / "benchmark.json").write_text(values + "\n", encoding="utf-8")
    (args.out / "benchmark.html").write_text(render(run, before), encoding="utf-8")
    if args.keep:
        RESULTS.mkdir(exist_ok=True)
        kept = json.dumps(_kept(run), indent=1, ensure_ascii=False)
        (RESULTS / f"{args.keep}.json").write_text(kept + "\n", encoding="utf-8")
    print(told(run, before))
    print(f"{args.out}/benchmark.html")


if __name__ == "__main__":
    main()
