"""Every format that is read, in its smallest form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eventcoder.errors import InputError, UsageError
from eventcoder.score import read_coded, read_gold

TEXT = "Kenya criticised Uganda."


def test_one_dyad_a_row(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    row = {"text": TEXT, "source": "Kenya", "target": "Uganda", "src_span": [0, 5]}
    rows = [
        {**row, "id": "a", "sent_id": 7, "tgt_span": [17, 23], "root": "ACCUSE", "cameo": "111"},
        {**row, "id": "b", "tgt_span": None, "root": "ACCUSE"},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    (unit,) = read_gold(path)
    assert unit.keys == ("b", "7")
    assert [d.code for d in unit.dyads] == ["111", ""]
    assert unit.dyads[0].source.text == "Kenya"
    assert not unit.complete


def test_stories(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    event = {"source": "KEN", "code": "111", "target": "UGA", "source_text": "Kenya"}
    event |= {"target_text": "Uganda", "src_span": [5, 10], "tgt_span": [22, 28]}
    story = {"id": "s", "date": "2020-01-01", "text": f"Rain. {TEXT}"}
    story["sentences"] = [{"text": "Rain."}, {"text": TEXT, "events": [event]}]
    path.write_text(json.dumps(story))
    first, second = read_gold(path)
    assert (first.id, second.id, second.start) == ("s#0", "s#1", 6)
    assert second.complete
    assert second.dyads[0].source.code == "KEN"


def test_rows_of_ours_find_their_sentence(tmp_path: Path) -> None:
    gold, coded = tmp_path / "g.jsonl", tmp_path / "c.jsonl"
    story = {"id": "s", "text": f"{TEXT} {TEXT}", "sentences": [{"text": TEXT}, {"text": TEXT}]}
    gold.write_text(json.dumps(story))
    row = {"doc_id": "s", "source": "KEN", "code": "111", "target": "UGA", "source_text": "Kenya"}
    coded.write_text(json.dumps({**row, "target_text": "Uganda", "action_span": [31, 41]}))
    first, second = read_gold(gold)
    marks = read_coded(coded)
    assert not marks.of(first)
    assert marks.of(second)[0].target.code == "UGA"


def test_plover_records(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    record = {
        "id": "r1",
        "text": TEXT,
        "has_event": True,
        "actor": [{"code": "KEN", "sector": "GOV", "entity_text": "Kenya"}],
        "recipient": [{"code": "UGA", "entity_text": "Uganda"}],
        "event": ["ACCUSE"],
    }
    path.write_text(json.dumps([record, {"id": "r2", "text": "Rain.", "has_event": False}]))
    one, two = read_gold(path)
    assert (one.dyads[0].label, one.dyads[0].source.code) == ("ACCUSE", "KENGOV")
    assert two.complete
    assert not two.dyads


def test_petrarch_validation_records(tmp_path: Path) -> None:
    path = tmp_path / "g.xml"
    path.write_text(
        "<Sentences><Sentence date='19950101' id='A'>"
        "<EventCoding sourcecode='KEN' targetcode='UGA' eventcode='111'></EventCoding>"
        f"<Text>{TEXT}</Text></Sentence><Sentence id='B'><EventCoding noevents='True'/>"
        "<Text>Rain.</Text></Sentence></Sentences>"
    )
    one, two = read_gold(path)
    assert (one.text, one.dyads[0].code, one.dyads[0].target.code) == (TEXT, "111", "UGA")
    assert not two.dyads


@pytest.mark.parametrize(
    "row",
    [
        "id\ttext\tlabel\n9\t<S>Kenya</S> criticised <T>Uganda</T>.\tACCUSE",
        "[S]Kenya[/S] criticised [T]Uganda[/T].\tACCUSE",
    ],
)
def test_marked_text(tmp_path: Path, row: str) -> None:
    path = tmp_path / "g.tsv"
    path.write_text(row)
    (unit,) = read_gold(path)
    assert unit.text == TEXT
    assert (unit.dyads[0].source.span, unit.dyads[0].target.span) == ((0, 5), (17, 23))
    assert unit.dyads[0].label == "ACCUSE"


def test_what_is_no_gold(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text('{"id": 1}\n')
    with pytest.raises(InputError, match=r"g\.jsonl:1: a hand-coded row needs"):
        read_gold(path)
    with pytest.raises(UsageError, match="end in"):
        read_gold(tmp_path / "g.doc")
    (tmp_path / "g.tsv").write_text("<S>Kenya</S> left.\tACCUSE")
    with pytest.raises(InputError, match="not both marked"):
        read_gold(tmp_path / "g.tsv")
