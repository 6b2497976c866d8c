"""Events of the 249 stories held against verdicts given by hand, and hand-coded dyads of the same stories.

    python -m benchmarks.real_news.judge PARSES.conllu [--show lost|wrong|new] [--cause CAUSE] [--from 1] [--to 249]
    python -m benchmarks.real_news.judge --dyads STORIES.jsonl OUT_FOLDER

PARSES come from ``eventcoder parse ../shared/news/stories_249.jsonl -o PARSES.conllu``. The first form tells how
many of the events once judged right are still coded, how many of the wrong ones are gone, and how many have no
verdict yet. The second writes ``real_tune.jsonl`` and ``real_check.jsonl``, as ``python -m benchmarks`` does too.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from eventcoder.coder import code_sentence
from eventcoder.dictionary.store import load_dictionary
from eventcoder.discourse.fold import Reader
from eventcoder.model.events import Event
from eventcoder.score.engine import read_parses

HERE = Path(__file__).parent
Key = tuple[str, int, str, str, str]
"""Story, offset of the sentence in it, source, root code, target."""


@frozen
class Verdict:
    """What a reader said of one event."""

    verdict: str
    """``right``, or what is wrong: ``source``, ``target``, ``code``, ``none`` (no event)."""
    cause: str
    event: str

    @property
    def right(self) -> bool:
        """Whether source, target and root are all defensible."""
        return self.verdict == "right"


@frozen
class Found:
    """One event of today's coder, and where it stands."""

    key: Key
    event: Event
    text: str


def read_verdicts(path: Path = HERE / "verdicts.tsv") -> dict[Key, Verdict]:
    """The verdicts by event; of two on the same one the first counts."""
    out: dict[Key, Verdict] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            key = (
                row["doc_id"],
                int(row["start"]),
                row["source"],
                row["code"][:2],
                row["target"],
            )
            told = f"{row['source']} {row['code']} {row['target']}"
            out.setdefault(key, Verdict(row["verdict"], row["cause"], told))
    return out


def read_texts(stories: Path) -> dict[str, str]:
    """The stories' texts by id."""
    with stories.open(encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def code(parses: Path, texts: dict[str, str], first: int, last: int) -> Iterator[Found]:
    """Today's events of the stories from ``first`` to ``last``, counted from 1."""
    rules = load_dictionary()
    for number, (name, story) in enumerate(read_parses(parses).items(), start=1):
        if not first <= number <= last:
            continue
        reader, at = Reader(), starts(texts[name], [parse.sentence.text for parse in story])
        for parse, start in zip(story, at, strict=True):
            for event in code_sentence(parse, rules, reader=reader):
                key = (name, start, event.source, event.code[:2], event.target)
                yield Found(key, event, parse.sentence.text)


def starts(text: str, sentences: list[str]) -> list[int]:
    """Offsets of a story's sentences in its text."""
    at, out = 0, []
    for sentence in sentences:
        found = text.find(sentence, at)
        out.append(found if found >= 0 else text.find(sentence))
        at = max(at, out[-1] + 1)
    return out


def compare(found: list[Found], verdicts: dict[Key, Verdict]) -> str:
    """The figures, as one line."""
    seen = {item.key for item in found}
    stories = {item.key[0] for item in found}
    judged = {key: v for key, v in verdicts.items() if key[0] in stories}
    right = {key for key, v in judged.items() if v.right}
    wrong = judged.keys() - right
    kept, left = len(right & seen), len(wrong & seen)
    new = sum(item.key not in verdicts for item in found)
    share = f"{100 * kept / (kept + left):.1f} %" if kept + left else "-"
    return (
        f"right: {kept} kept, {len(right) - kept} gone; wrong: {len(wrong) - left} gone, {left} left; "
        f"no verdict yet: {new}; right among those with a verdict: {share}"
    )


def show(found: list[Found], verdicts: dict[Key, Verdict], what: str, cause: str) -> Iterator[str]:
    """Lines about the right ones gone, the wrong ones left or the new ones."""
    seen = {item.key for item in found}
    if what == "lost":
        for key, verdict in verdicts.items():
            if verdict.right and key not in seen:
                yield f"{key[0]} at {key[1]}: {verdict.event}"
        return
    for item in found:
        judged = verdicts.get(item.key)
        if what == "new" and judged is None:
            yield f"{item.event}  {item.event.entry}  {item.text}"
        if what == "wrong" and judged and not judged.right and cause in ("", judged.cause):
            why = f"{judged.verdict}: {judged.cause}"
            yield f"{item.event}  {why}  {item.event.entry}  {item.text}"


def write_dyads(stories: Path, folder: Path) -> None:
    """Join the coded spans with the texts of the stories."""
    texts = read_texts(stories)
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("tune", "check"):
        rows = []
        with (HERE / f"dyads_{part}.tsv").open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file, delimiter="\t"), start=1):
                start = int(row["start"])
                text = texts[row["doc_id"]][start : start + int(row["length"])]
                a, b, c, d = (
                    int(row[k])
                    for k in ("source_start", "source_end", "target_start", "target_end")
                )
                spans = {
                    "source": text[a:b],
                    "target": text[c:d],
                    "src_span": [a, b],
                    "tgt_span": [c, d],
                }
                rows.append(
                    {"id": f"real-{part}-{number}", "text": text, **spans, "root": row["root"]}
                )
        out = folder / f"real_{part}.jsonl"
        out.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8"
        )


def main() -> None:
    """Compare, or write the dyads."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.real_news.judge", description=__doc__
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("out"))
    parser.add_argument("--dyads", action="store_true", help="the path is the stories' file")
    parser.add_argument("--stories", type=Path, default=Path("../shared/news/stories_249.jsonl"))
    parser.add_argument("--show", choices=("lost", "wrong", "new"))
    parser.add_argument("--cause", default="")
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--to", dest="last", type=int, default=249)
    args = parser.parse_args()
    if args.dyads:
        write_dyads(args.path, args.folder)
        return
    texts, verdicts = read_texts(args.stories), read_verdicts()
    found = list(code(args.path, texts, args.first, args.last))
    if args.show:
        print("\n".join(show(found, verdicts, args.show, args.cause)))
    print(compare(found, verdicts))


if __name__ == "__main__":
    main()
