"""Every way a story can come in, and every way it can be broken."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from pathlib import Path

import pytest

from eventcoder.errors import InputError, UsageError
from eventcoder.model.text import Document
from eventcoder.readers import (
    MAX_PARAGRAPH,
    parse_date,
    read_documents,
    read_items,
    read_pairs,
    with_default_date,
)


def errors(path: Path) -> list[str]:
    return [str(item) for item in read_items(path) if isinstance(item, InputError)]


def ids(path: Path) -> list[str]:
    return [item.id for item in read_items(path) if isinstance(item, Document)]


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(r if isinstance(r, str) else json.dumps(r) + "\n" for r in rows))
    return path


def test_a_text_file_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"\xef\xbb\xbfIran warned Iraq.\r\n\r\nIt rained.\n")
    assert list(read_documents(path)) == [Document("story", "Iran warned Iraq.\n\nIt rained.\n")]


def test_a_folder_gives_its_files_in_order_with_their_paths_as_ids(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path / "b" / "x.txt", "Two.")
    write(tmp_path / "a.txt", "One.")
    write(tmp_path / "notes.md", "Not read.")
    assert ids(tmp_path) == ["a", "b/x"]


def test_json_lines_carry_all_fields(tmp_path: Path) -> None:
    row = {"id": 7, "text": "A.", "date": "2019-02-21", "publisher": "P", "url": "u", "else": []}
    path = write(tmp_path / "s.jsonl", row, "\n", {"text": "B."})
    first, second = read_documents(path)
    assert first == Document("7", "A.", dt.date(2019, 2, 21), "P", "u")
    assert second == Document("s:3", "B.")


def test_csv_may_quote_newlines_and_order_columns_at_will(tmp_path: Path) -> None:
    path = write(tmp_path / "s.csv", 'date,Text,id\n20190221,"A, b\nc",x\n\n2019-02-30,D,y\n,E,z\n')
    assert ids(path) == ["x", "z"]
    assert errors(path) == [f"{path}:5: '2019-02-30' is not a date like 2019-02-21"]
    tabs = write(tmp_path / "s.tsv", "id\ttext\na\tOne, two.\n")
    assert ids(tabs) == ["a"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{broken", "not JSON"),
        (b"[1]", "a row is a JSON object with a key 'text'"),
        (b'{"id": "a"}', "the row has no 'text'"),
        (b'{"text": 4}', "has a 'text' that is not a string"),
        (b'{"text": "  "}', "the text is empty"),
        (b'{"text": "x", "date": "2021-13-01"}', "'2021-13-01' is not a date"),
        (b'{"text": "x", "date": "yesterday"}', "'yesterday' is not a date"),
        (b'{"text": "x", "url": {}}', "'url' is not a string"),
        (b'{"text": "\xff"}', "not UTF-8 (byte 10 of the row"),
        (b'{"text": "a\\u0000"}', "NUL"),
        (b'{"text": "a\\ud800"}', "surrogate"),
        (b'{"text": "' + b"a" * 1_000_000 + b'"}', "a line of 1,000,000 characters"),
        (b"[" * 100_000, ""),
    ],
)
def test_a_bad_row_gets_one_line_and_the_others_are_kept(
    tmp_path: Path, line: bytes, message: str
) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(b'{"id": "a", "text": "A."}\n' + line + b'\n{"id": "b", "text": "B."}\n')
    (error,) = errors(path)
    assert error.startswith(f"{path}:2: ")
    assert message in error
    assert "\n" not in error
    assert ids(path) == ["a", "b"]


def test_a_row_too_long_to_hold_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventcoder.readers.MAX_ROW_BYTES", 100)
    path = write(tmp_path / "s.jsonl", {"text": "x" * 950}, {"id": "b", "text": "B."})
    assert errors(path) == [f"{path}:1: row of more than 100 bytes"]
    assert ids(path) == ["b"]


def test_files_that_are_no_stories(tmp_path: Path) -> None:
    cases = {
        "empty.txt": (b" \n", "the file is empty"),
        "image.txt": (b"\x89PNG\0\0", "not a text file"),
        "latin.txt": (b"ok\nM\xfcnchen", ":2: not UTF-8"),
        "long.txt": (b"a" * (MAX_PARAGRAPH + 1), "a line of 200,001 characters"),
        "nohead.csv": (b"a,b\n1,2\n", "the header has no column 'text'"),
        "short.csv": (b"id,text\n1\n", ":2: 1 cells where the header has 2"),
        "bytes.csv": (b"id,text\n1,\xff\n", ":2: not UTF-8"),
        "broken.xml": (b"<Sentences><Sentence>", "not XML"),
        "bomb.xml": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entities"),
    }
    for name, (data, message) in cases.items():
        (tmp_path / name).write_bytes(data)
        (error,) = errors(tmp_path / name)
        assert message in error
    assert "no such file" in errors(tmp_path / "none.txt")[0]
    (tmp_path / "dir").mkdir()
    assert "no file in this folder ends in" in errors(tmp_path / "dir")[0]


def test_read_documents_raises_unless_told_otherwise(tmp_path: Path) -> None:
    path = write(tmp_path / "s.jsonl", "nonsense\n", {"id": "b", "text": "B."})
    with pytest.raises(InputError, match="not JSON"):
        list(read_documents(path))
    seen: list[InputError] = []
    assert [d.id for d in read_documents(path, on_error=seen.append)] == ["b"]
    assert seen[0].where
    with pytest.raises(UsageError, match="unknown input format 'jsnl'; did you mean 'jsonl'"):
        list(read_documents(path, kind="jsnl"))


def test_old_petrarch_xml(tmp_path: Path) -> None:
    path = tmp_path / "s.xml"
    path.write_text(
        '<?xml version="1.0"?>\n<Sentences>\n'
        '<Sentence date="20150304" id="A_1_1" source="AFP" sentence="true">\n'
        "<Text>\nGhana thanked\nTogo &amp; Benin.\n</Text>\n<Parse>(ROOT)</Parse></Sentence>\n"
        '<Sentence date="20150399" id="A_1_2"><Text>x</Text></Sentence>\n'
        '<Sentence id="A_1_3"></Sentence>\n</Sentences>\n'
    )
    day = dt.date(2015, 3, 4)
    documents = [item for item in read_items(path) if isinstance(item, Document)]
    assert documents == [Document("A_1_1", "Ghana thanked Togo & Benin.", day, "AFP")]
    assert errors(path) == [
        f"{path}:9: '20150399' is not a date like 2019-02-21",
        f"{path}:10: the row has no 'text'",
    ]


def test_standard_input_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        def __init__(self, data: bytes) -> None:
            self.buffer = io.BytesIO(data)

    monkeypatch.setattr(sys, "stdin", Stdin(b'{"text": "A."}\n{"text": 1}\n'))
    items = list(read_items("-"))
    assert items[0] == Document("stdin:1", "A.")
    assert str(items[1]).startswith("<stdin>:2: ")
    monkeypatch.setattr(sys, "stdin", Stdin(b"Iran warned Iraq."))
    assert list(read_items("-")) == [Document("stdin", "Iran warned Iraq.")]


def test_pairs(tmp_path: Path) -> None:
    text = "Iran warned Iraq."
    good = {"id": "a", "text": text, "src_span": [0, 4], "tgt_span": [12, 16]}
    path = write(
        tmp_path / "p.jsonl",
        good,
        {**good, "src_span": [0, 40]},
        {**good, "tgt_span": None},
        {**good, "tgt_span": [0, 4]},
        {**good, "tgt_span": [4, 4]},
        "no\n",
    )
    seen: list[InputError] = []
    (pair,) = read_pairs(path, seen.append)
    assert (pair.document.id, pair.source, pair.target) == ("a", (0, 4), (12, 16))
    assert [e.where.line for e in seen if e.where] == [2, 3, 4, 5, 6]
    table = write(tmp_path / "p.csv", f'id,text,src_span,tgt_span\na,{text},0-4,"[12, 16]"\n')
    (row,) = read_pairs(table)
    assert (row.source, row.target) == ((0, 4), (12, 16))


def test_dates() -> None:
    assert parse_date("2019-02-21T08:00:00Z") == parse_date("20190221") == dt.date(2019, 2, 21)
    for bad in ("2019-02-30", "21.2.2019", "", "2019"):
        with pytest.raises(InputError, match="is not a date"):
            parse_date(bad)
    day = dt.date(2020, 1, 1)
    dated, own = with_default_date([Document("a", "x"), Document("b", "y", dt.date.max)], day)
    assert (dated.date, own.date) == (day, dt.date.max)
