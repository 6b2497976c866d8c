"""Sentences that should be coded alike: other countries, added adverbials and datelines, joined clauses.

    python benchmarks/metamorphic.py [--step N]

Takes the recorded parses of the shipped dictionaries' sentences that give an event, changes words of the parse
(nothing is parsed again, so this measures the coder alone) and prints the share that keeps its coding.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from datetime import date

from attrs import evolve

from eventcoder.actors.names import find_names
from eventcoder.coder import code_sentence
from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.load import shipped
from eventcoder.dictionary.store import load_dictionary
from eventcoder.model.text import Parse, Token
from eventcoder.tools.recorded import load_parses

DAY = date(2019, 6, 15)
SPARE = (
    ("Norway", "NOR"), ("Ghana", "GHA"), ("Nepal", "NPL"), ("Uruguay", "URY"), ("Laos", "LAO"), ("Malta", "MLT"),
)  # fmt: skip
"""Countries that take the place of others: of different continents, none at war."""

Row = tuple[str, str, str, str, str, int, str]
Coding = Counter[str]
Change = Callable[[Parse, Dictionary], tuple[Parse, dict[str, str]] | None]


def main() -> None:
    """Change every sentence in each way and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=1, help="take every Nth sentence")
    parser.add_argument("--show", type=int, default=0, help="print the first N that changed")
    args = parser.parse_args()
    rules = load_dictionary()
    parses = [p for _, p in sorted(load_parses(shipped()).items())][:: args.step]
    dated = [evolve(p, sentence=evolve(p.sentence, date=DAY)) for p in parses]
    coded = [(p, c) for p in dated if (c := _coding(p, rules))]
    print(f"{len(coded)} sentences with events")
    print(f"{'change':<24}{'tried':>8}{'kept':>8}{'share':>9}")
    everything = [0, 0]
    for name, change in CHANGES.items():
        tried, kept, lost = _run(coded, change, rules)
        everything = [everything[0] + tried, everything[1] + kept]
        print(f"{name:<24}{tried:>8}{kept:>8}{kept / max(tried, 1):>9.1%}")
        for line in lost[: args.show]:
            print("   ", line)
    print(f"{'all':<24}{everything[0]:>8}{everything[1]:>8}{everything[1] / everything[0]:>9.1%}")


def _run(
    coded: list[tuple[Parse, Coding]], change: Change, rules: Dictionary
) -> tuple[int, int, list[str]]:
    tried = kept = 0
    lost = []
    for parse, coding in coded:
        changed = change(parse, rules)
        if changed is None:
            continue
        other, codes = changed
        wanted = Counter({_renamed(event, codes): n for event, n in coding.items()})
        found = _coding(other, rules)
        tried += 1
        if wanted <= found if change is joined else wanted == found:
            kept += 1
        else:
            lost.append(f"{other.sentence.text} {sorted(wanted)} {sorted(found)}")
    return tried, kept, lost


def _coding(parse: Parse, rules: Dictionary) -> Coding:
    return Counter(map(str, code_sentence(parse, rules)))


def _renamed(event: str, codes: dict[str, str]) -> str:
    source, code, target = event.split()
    return f"{codes.get(source[:3], source[:3]) + source[3:]} {code} {codes.get(target[:3], target[:3]) + target[3:]}"


# -- changes ---------------------------------------------------------------------------------------


def other_countries(parse: Parse, rules: Dictionary) -> tuple[Parse, dict[str, str]] | None:
    """Every country that stands as a name of one word becomes another; sentences with other actors of it are left."""
    spans = find_names(parse, rules)
    plain = [
        s
        for s in spans
        if s.first == s.last
        and len(s.names) == 1
        and s.kind == "name"
        and s.names[0].actor.kind == "country"
    ]
    if not plain or len(plain) != len(spans) or _hyphened(parse):
        return None
    spare = [item for item in SPARE if all(item[1] != s.names[0].actor.id for s in spans)]
    names = list(dict.fromkeys(s.names[0].actor.code_on("") for s in plain))
    if len(names) > len(spare):
        return None
    new = dict(zip(names, spare, strict=False))
    rows = _rows(parse)
    for span in plain:
        word = new[span.names[0].actor.code_on("")][0]
        _, _, *rest = rows[span.first - 1]
        rows[span.first - 1] = (word, word, *rest)  # type: ignore[assignment]
    return _made(parse, rows), {code: item[1] for code, item in new.items()}


def _hyphened(parse: Parse) -> bool:
    return any("-" in token.text for token in parse.tokens)


def adverbial(parse: Parse, _: Dictionary) -> tuple[Parse, dict[str, str]] | None:
    """*... in a surprising turn*: a phrase that says nothing, before the end."""
    rows, root = _rows(parse), _root(parse)
    at = len(rows) - (parse.tokens[-1].upos == "PUNCT")
    new: list[Row] = [
        ("in", "in", "ADP", "IN", "_", at + 4, "case"),
        ("a", "a", "DET", "DT", "_", at + 4, "det"),
        ("surprising", "surprising", "ADJ", "JJ", "_", at + 4, "amod"),
        ("turn", "turn", "NOUN", "NN", "Number=Sing", root, "obl"),
    ]
    return _made(parse, _inserted(rows, at, new)), {}


def fronted(parse: Parse, _: Dictionary) -> tuple[Parse, dict[str, str]] | None:
    """*Meanwhile, ...*: an adverb before everything."""
    root = _root(parse) + 2
    new: list[Row] = [
        ("Meanwhile", "meanwhile", "ADV", "RB", "_", root, "advmod"),
        (",", ",", "PUNCT", ",", "_", root, "punct"),
    ]
    return _made(parse, _inserted(_rows(parse), 0, new)), {}


def dateline(parse: Parse, _: Dictionary) -> tuple[Parse, dict[str, str]] | None:
    """*GENEVA (AP) - ...*, as the parser hangs it."""
    root = _root(parse) + 5
    new: list[Row] = [
        ("GENEVA", "Geneva", "PROPN", "NNP", "Number=Sing", root, "dep"),
        ("(", "(", "PUNCT", "-LRB-", "_", 3, "punct"),
        ("AP", "AP", "PROPN", "NNP", "Number=Sing", 1, "parataxis"),
        (")", ")", "PUNCT", "-RRB-", "_", 3, "punct"),
        ("-", "-", "PUNCT", "HYPH", "_", 1, "punct"),
    ]
    return _made(parse, _inserted(_rows(parse), 0, new)), {}


def joined(parse: Parse, _: Dictionary) -> tuple[Parse, dict[str, str]] | None:
    """*... and the weather was fine*: another clause with a subject of its own."""
    rows, root = _rows(parse), _root(parse)
    at = len(rows) - (parse.tokens[-1].upos == "PUNCT")
    new: list[Row] = [
        ("and", "and", "CCONJ", "CC", "_", at + 5, "cc"),
        ("the", "the", "DET", "DT", "Definite=Def|PronType=Art", at + 3, "det"),
        ("weather", "weather", "NOUN", "NN", "Number=Sing", at + 5, "nsubj"),
        ("slowly", "slowly", "ADV", "RB", "_", at + 5, "advmod"),
        ("improved", "improve", "VERB", "VBD", "Tense=Past|VerbForm=Fin", root, "conj"),
    ]
    return _made(parse, _inserted(rows, at, new)), {}


def turned(parse: Parse, _: Dictionary) -> tuple[Parse, dict[str, str]] | None:
    """*A did B* as *B was done by A*, where the sentence is that plain."""
    root = _root(parse)
    verb, below = parse.token(root), parse.children[root]
    kinds = {parse.token(i).label: i for i in below}
    if verb.xpos != "VBD" or not {"nsubj", "obj"} <= set(kinds) or len(kinds) != len(below):
        return None
    if set(kinds) & {"aux", "aux:pass", "iobj", "xcomp", "ccomp", "conj", "compound:prt", "advcl"}:
        return None
    subject, thing = parse.subtree(kinds["nsubj"]), parse.subtree(kinds["obj"])
    if subject != [*range(1, root)] or thing != [*range(root + 1, root + 1 + len(thing))]:
        return None
    rest = [*range(root + 1 + len(thing), len(parse.tokens) + 1)]
    end = [i for i in rest[-1:] if parse.token(i).upos == "PUNCT"]
    order = [*thing, 0, root, *(i for i in rest if i not in end), -1, *subject, *end]
    place = {old: new for new, old in enumerate(order, 1)}
    rows = _rows(parse)
    out: list[Row] = []
    for old in order:
        if old == 0:
            out.append(("was", "be", "AUX", "VBD", "_", place[root], "aux:pass"))
        elif old == -1:
            out.append(("by", "by", "ADP", "IN", "_", place[kinds["nsubj"]], "case"))
        else:
            text, lemma, upos, xpos, feats, head, label = rows[old - 1]
            if old in (kinds["nsubj"], kinds["obj"]):
                label = "nsubj:pass" if label == "obj" else "obl:agent"
            xpos = "VBN" if old == root else xpos
            out.append((text, lemma, upos, xpos, feats, place[head] if head else 0, label))
    return _made(parse, out), {}


CHANGES: dict[str, Change] = {
    "other countries": other_countries,
    "passive": turned,
    "adverbial at the end": adverbial,
    "adverb in front": fronted,
    "dateline": dateline,
    "joined clause": joined,
}


# -- rows of a parse -------------------------------------------------------------------------------


def _rows(parse: Parse) -> list[Row]:
    return [(t.text, t.lemma, t.upos, t.xpos, t.feats, t.head, t.label) for t in parse.tokens]


def _root(parse: Parse) -> int:
    return parse.children[0][0]


def _inserted(rows: list[Row], at: int, new: list[Row]) -> list[Row]:
    """Rows with others after the first ``at``; heads of the new rows count in the new numbering."""
    moved = [(*row[:5], row[5] + len(new) if row[5] > at else row[5], row[6]) for row in rows]
    return [*moved[:at], *new, *moved[at:]]


def _made(parse: Parse, rows: list[Row]) -> Parse:
    tokens, start = [], 0
    for index, (text, lemma, upos, xpos, feats, head, label) in enumerate(rows, 1):
        end = start + len(text)
        tokens.append(Token(index, text, lemma, upos, xpos, feats, head, label, start, end))
        start = end + 1
    text = " ".join(row[0] for row in rows)
    return Parse(evolve(parse.sentence, text=text), tuple(tokens), parse.parser)


if __name__ == "__main__":
    main()
