"""Parses the sentences of ``data/*.yaml`` anew with the shipped model: ``python tests/constructions/record.py``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import yaml

from eventcoder.model.text import Document
from eventcoder.parsing import conllu
from eventcoder.parsing.stanza import StanzaParser

DATA = Path(__file__).parent / "data"
DAY = dt.date(2019, 6, 15)


def main() -> None:
    """Write one CoNLL-U file beside each data file."""
    parser = StanzaParser()
    for path in sorted(DATA.glob("*.yaml")):
        items = yaml.safe_load(path.read_text("utf-8"))["sentences"]
        documents = [
            Document(id=f"{path.stem}-{number:02}", text=item["text"], date=DAY)
            for number, item in enumerate(items, 1)
        ]
        with path.with_suffix(".conllu").open("w", encoding="utf-8") as stream:
            for parses in parser.parse_documents(documents):
                conllu.write(parses, stream)


if __name__ == "__main__":
    main()
