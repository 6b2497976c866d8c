"""Every format against its column table, and against the clients that read it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.errors import UsageError
from eventcoder.frames import read_events, to_arrow, to_pandas, to_polars
from eventcoder.model.events import Event
from eventcoder.model.records import Record, Report, WriteOptions, record_id
from eventcoder.ontology import load_ontology
from eventcoder.plugins import find_writer
from eventcoder.writers import atomic_output, write_records
from eventcoder.writers.columns import GDELT1, GDELT2, ICEWS, MENTIONS, PHOENIX
from eventcoder.writers.rows import COLUMNS

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
DAY = dt.date(2019, 2, 21)
TEXT = "Turkey's foreign minister phoned\this Russian counterpart."
CALL = Event(
    doc_id="story",
    sentence=0,
    source="TURGOV",
    target="RUSGOV",
    code="041",
    source_text="Turkey's foreign minister",
    target_text="his Russian counterpart",
    src_span=(0, 25),
    tgt_span=(33, 56),
    action_span=(26, 32),
    date=DAY,
    group="g1",
    confidence=0.87,
    entry="verbs/phone.yaml:3",
    entry_id="phone",
    source_entry="TUR actors/countries/TUR.yaml:2",
    target_entry="counterpart",
    words=("phoned",),
    publisher="Anadolu",
    url="https://www.example.org/a?b=c",
    sentence_text=TEXT,
)
AID = Event("s2", 3, "---", "IGOUNOHLHREF", "0232", source_text="Nobody\nknown")
PLAIN = WriteOptions()


def records(*events: Event) -> list[Record]:
    return [Record(record_id(e), (Report(e, DAY, 500, is_lead=True),)) for e in events]


def written(form: str, *events: Event, options: WriteOptions = PLAIN) -> bytes:
    out = io.BytesIO()
    find_writer(form).write(records(*events), out, options)
    return out.getvalue()


def cells(form: str, columns: tuple[str, ...], event: Event) -> dict[str, str]:
    (line,) = written(form, event, options=WriteOptions(header=False)).decode().splitlines()
    return dict(zip(columns, line.split("\t"), strict=True))


TABLES = {
    "events_1.0": GDELT1,
    "events_2.0": GDELT2,
    "mentions_2.0": MENTIONS,
    "phoenix_tsv": PHOENIX,
    "icews_tab": ICEWS,
}


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="reference tables are not at hand")
@pytest.mark.parametrize("table", TABLES)
def test_columns_are_those_of_the_published_table(table: str) -> None:
    name = "gdelt_columns.tsv" if table[:3] in ("eve", "men") else "other_formats_columns.tsv"
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row[0] == table]
    assert [row[2] for row in rows] == list(TABLES[table])
    assert [int(row[1]) for row in rows] == list(range(1, len(rows) + 1))


def test_columns_are_as_many_as_the_codebooks_say() -> None:
    assert [len(columns) for columns in TABLES.values()] == [58, 61, 16, 26, 20]


def test_a_gdelt_row() -> None:
    row = cells("gdelt1", GDELT1, CALL)
    wanted = {
        "SQLDATE": "20190221",
        "MonthYear": "201902",
        "Year": "2019",
        "FractionDate": "2019.1397",
        "Actor1Code": "TURGOV",
        "Actor1Name": "TURKEY'S FOREIGN MINISTER",
        "Actor1CountryCode": "TUR",
        "Actor1Type1Code": "GOV",
        "Actor2Code": "RUSGOV",
        "IsRootEvent": "1",
        "EventCode": "041",
        "EventBaseCode": "041",
        "EventRootCode": "04",
        "QuadClass": "1",
        "GoldsteinScale": "1.0",
        "NumMentions": "1",
        "AvgTone": "",
        "DATEADDED": "20190221",
        "SOURCEURL": "https://www.example.org/a?b=c",
    }
    assert {key: row[key] for key in wanted} == wanted
    assert int(row["GLOBALEVENTID"]) < 2**53
    unknown = cells("gdelt2", GDELT2, AID)
    assert (unknown["Actor1Code"], unknown["Actor1Name"]) == ("", "NOBODY KNOWN")
    assert (unknown["Actor2KnownGroupCode"], unknown["Actor2Type1Code"]) == ("UNO", "IGO")
    assert (unknown["Actor2Type2Code"], unknown["Actor2Type3Code"]) == ("HLH", "REF")
    assert (unknown["EventCode"], unknown["EventBaseCode"]) == ("0232", "023")
    assert (unknown["DATEADDED"], unknown["SOURCEURL"]) == ("20190221000000", "s2")
    assert unknown["SQLDATE"] == "20190221"


def test_a_mention_row_counts_sentences_from_one() -> None:
    row = cells("gdelt-mentions", MENTIONS, CALL)
    assert row["SentenceID"] == "1"
    assert row["MentionSourceName"] == "Anadolu"
    assert row["MentionType"] == "1"
    assert (row["Actor1CharOffset"], row["Actor2CharOffset"]) == ("0", "33")
    assert row["InRawText"] == "0"
    assert row["Confidence"] == "90"
    assert row["MentionDocLen"] == "500"
    assert cells("gdelt-mentions", MENTIONS, AID)["MentionType"] == "2"


def test_phoenix_and_icews_rows_use_their_own_scales() -> None:
    row = cells("phoenix", PHOENIX, AID)
    assert row["EventID"] == "1_1"
    assert row["SourceActorFull"] == "---"
    assert (row["TargetActorEntity"], row["TargetActorAttribute"]) == ("IGO", "UNO;HLH;REF")
    assert row["QuadClass"] == "0"
    assert row["SentenceID"] == "s2_3"
    sanctions = Event("a", 0, "USA", "IRN", "163")
    assert cells("phoenix", PHOENIX, sanctions)["GoldsteinScore"] == "-6.5"
    icews = cells("icews", ICEWS, Event("a", 0, "USAGOVMIL", "IRN", "164"))
    assert icews["Source Sectors"] == "Government,Military"
    assert (icews["Source Country"], icews["Target Country"]) == ("United States", "Iran")
    assert (icews["Event Text"], icews["CAMEO Code"]) == ("Halt negotiations", "164")
    assert (icews["Intensity"], icews["Sentence Number"]) == ("-6.5", "1")
    assert written("icews", CALL).decode().split("\t")[0] == "Event ID"


def test_headers_come_where_the_format_has_one_or_on_demand() -> None:
    assert written("gdelt1", CALL).startswith(str(record_id(CALL)).encode())
    assert written("gdelt1", CALL, options=WriteOptions(header=True)).startswith(b"GLOBALEVENTID\t")
    assert not written("csv", CALL, options=WriteOptions(header=False)).startswith(b"id,")


def test_plover_rows_leave_out_what_plover_has_no_word_for() -> None:
    assert written("plover", Event("a", 0, "USA", "IRN", "010")) == b""
    row = json.loads(written("plover", CALL))
    assert (row["event"], row["mode"], row["quad_code"]) == (["CONSULT"], ["phone"], 1)
    assert row["actor"][0] == {
        "code": "TUR",
        "sector": ["GOV"],
        "entity_text": "Turkey's foreign minister",
        "religion": [],
        "ethnicity": "",
    }
    assert row["date"] == "2019-02-21"


def test_the_table_is_for_reading() -> None:
    text = written("table", CALL, AID).decode()
    first, row, second = text.splitlines()
    assert first.split() == ["source", "code", "name", "target", "date", "sentence"]
    assert row.split()[:4] == ["TURGOV", "041", "Talk", "by"]
    assert "phoned his Russian" in row
    assert second.startswith("---")
    assert written("table") == b"no events\n"
    told = Event("a", 0, "USA", "IRN", "040", date=dt.date(2018, 12, 1), precision="month")
    assert written("table", told).decode().splitlines()[1].endswith("  2018-12")
    noted = Event("a", 0, "USA", "IRN", "040", assertion="future", count=3)
    assert "[future, x3]" in written("table", noted).decode()
    wide = Event("a", 0, "USA", "IRN", "040", sentence_text="大" * 90)
    assert written("table", wide).decode().rstrip().endswith("大...")


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_what_is_written_reads_back_the_same(tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    plain = Event("s3", 1, "USA", "IRN", "0213", assertion="negated", background=True, count=6)
    call = Event(**{f: getattr(CALL, f) for f in CALL.__slots__ if f[0] != "_"})
    path = tmp_path / f"rows.{form}"
    write_records(records(call, plain), path, form)
    back = read_events(path)
    if form == "csv":
        assert back[0].sentence_text == TEXT.replace("\t", " ")
        call = Event(**{**_fields(call), "sentence_text": TEXT.replace("\t", " ")})
    assert back == [call, plain]
    assert [e.code for e in back] == ["041", "0213"]


def _fields(event: Event) -> dict[str, object]:
    return {f: getattr(event, f) for f in event.__slots__ if not f.startswith("_")}


def test_files_that_hold_no_events(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ending in"):
        read_events(tmp_path / "x.txt")
    (tmp_path / "x.jsonl").write_text('{"code": "040"}\n')
    with pytest.raises(Exception, match="not a row of events"):
        read_events(tmp_path / "x.jsonl")


def test_jsonl_rows_carry_what_the_manual_promises() -> None:
    row = json.loads(written("jsonl", CALL))
    assert list(row) == list(COLUMNS)
    assert row["src_span"] == [0, 25]
    assert (row["root"], row["quad_class"], row["code_name"]) == ("04", 1, "Talk by telephone")


def test_data_frames_keep_codes_as_text() -> None:
    polars = pytest.importorskip("polars")
    frame = to_polars([CALL, AID])
    assert frame["code"].to_list() == ["041", "0232"]
    assert frame["date"].dtype == polars.Date
    assert to_polars([]).columns == list(COLUMNS)
    pytest.importorskip("pandas")
    assert list(to_pandas([CALL, AID])["code"]) == ["041", "0232"]
    assert list(to_pandas([]).columns) == list(COLUMNS)
    pytest.importorskip("pyarrow")
    assert to_arrow([CALL, AID]).column("sentence").to_pylist() == [0, 3]


def test_pandas_polars_and_duckdb_read_gdelt_with_its_zeros(tmp_path: Path) -> None:
    path = tmp_path / "g.tsv"
    write_records(records(CALL, AID), path, "gdelt2", WriteOptions(header=True))
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(path, sep="\t", quoting=csv.QUOTE_NONE, dtype={"EventCode": str})
    assert list(frame["EventCode"]) == ["041", "0232"]
    assert list(frame["Year"]) == [2019, 2019]
    polars = pytest.importorskip("polars")
    other = polars.read_csv(
        path, separator="\t", quote_char=None, schema_overrides={"EventCode": polars.String}
    )
    assert other["EventCode"].to_list() == ["041", "0232"]
    duckdb = pytest.importorskip("duckdb")
    rows = duckdb.sql(
        f"select EventCode, QuadClass from read_csv('{path}', delim='\t', quote='', "
        "types={'EventCode': 'VARCHAR'})"
    ).fetchall()
    assert rows == [("041", 1), ("0232", 1)]


def test_duckdb_reads_parquet(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    write_records(records(CALL), tmp_path / "x.parquet", "parquet")
    found = duckdb.sql(f"select code, date from '{tmp_path}/x.parquet'").fetchall()
    assert found == [("041", DAY)]


def test_unknown_formats_list_the_known() -> None:
    with pytest.raises(UsageError, match=r"did you mean 'gdelt2'\? known: .*phoenix"):
        find_writer("gdelt22")


def test_output_stands_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    path.chmod(0o640)

    def broken() -> object:
        yield from records(CALL)
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        write_records(broken(), path, "jsonl")  # type: ignore[arg-type]
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]
    with atomic_output(path) as out:
        out.write(b"new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    with pytest.raises(UsageError, match="is a folder"), atomic_output(tmp_path):
        pass
    with pytest.raises(UsageError, match="cannot write"), atomic_output(tmp_path / "no" / "x"):
        pass


def test_links_and_devices_stay_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    with atomic_output(tmp_path / "link") as out:
        out.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"
    null = Path(os.devnull)
    with atomic_output(null) as out:
        out.write(b"gone")
    assert null.is_char_device()


ANY_TEXT = st.text(max_size=30)
CODES = st.sampled_from(sorted(load_ontology("cameo").codes))
ACTORS = st.sampled_from(["USA", "TURGOVMIL", "IGOUNO", "---", "CHRCTH", "NGOHRI", "tib", "XYZABC"])
SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99))
EVENTS = st.builds(
    Event,
    doc_id=ANY_TEXT,
    sentence=st.integers(0, 500),
    source=ACTORS,
    target=ACTORS,
    code=CODES,
    source_text=ANY_TEXT,
    target_text=ANY_TEXT,
    src_span=SPANS,
    tgt_span=SPANS,
    action_span=SPANS,
    date=st.none() | st.dates(),
    url=ANY_TEXT,
    publisher=ANY_TEXT,
    sentence_text=ANY_TEXT,
    confidence=st.floats(0, 1),
    words=st.lists(ANY_TEXT, max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(events=st.lists(EVENTS, max_size=4))
def test_any_events_give_whole_rows(events: list[Event]) -> None:
    widths = {"gdelt1": 58, "gdelt2": 61, "gdelt-mentions": 16, "phoenix": 26, "icews": 20}
    for form, width in widths.items():
        data = written(form, *events, options=WriteOptions(header=False)).decode()
        assert data.count("\n") == len(events)
        for line in data.split("\n")[:-1]:
            assert line.count("\t") == width - 1
            assert len(line.splitlines()) == 1
            assert not re.search("[\r\x00-\x08]", line)
    for line in written("jsonl", *events).decode().split("\n")[:-1]:
        assert list(json.loads(line)) == list(COLUMNS)
    rows = list(csv.reader(io.StringIO(written("csv", *events).decode())))
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert len(rows) == len(events) + 1
    assert len(written("table", *events).splitlines()) == (len(events) + 1 if events else 1)


@settings(max_examples=60, deadline=None)
@given(events=st.lists(EVENTS, max_size=3))
def test_any_events_come_back_from_json_lines(
    tmp_path_factory: pytest.TempPathFactory, events: list[Event]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    write_records(records(*events), path, "jsonl")
    assert read_events(path) == events
