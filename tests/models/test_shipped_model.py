"""The model that ships: it loads, it copes with news as it comes, and batches change nothing."""

import datetime as dt
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventcoder.errors import ModelError
from eventcoder.model.text import Document, Parse, Sentence
from eventcoder.parsing import command, conllu

torch = pytest.importorskip("torch")
from eventcoder.parsing.stanza import PRETRAINED, StanzaParser  # noqa: E402

pytestmark = pytest.mark.model
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def parser() -> Iterator[StanzaParser]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield StanzaParser()
    torch.set_num_threads(threads)


def parse_one(parser: StanzaParser, text: str) -> Parse:
    (parse,) = parser.parse([Sentence("test", 0, text)])
    check(parse)
    return parse


def check(parse: Parse) -> None:
    """What holds for every parse: a tree with one root, and spans in order in the text."""
    assert parse.tokens
    assert [token.head for token in parse.tokens].count(0) == 1
    root = parse.children[0][0]
    assert len(parse.subtree(root)) == len(parse.tokens)
    last = 0
    for token in parse.tokens:
        assert last <= token.start < token.end <= len(parse.sentence.text)
        last = token.start


def words(parse: Parse) -> list[str]:
    return [token.text for token in parse.tokens]


def relation(parse: Parse, dependent: str, head: str) -> str:
    """The label of a word under its head, or where it hangs instead."""
    token = next(token for token in parse.tokens if token.text == dependent)
    above = parse.token(token.head).text if token.head else "ROOT"
    return token.label if above == head else f"{token.label} of {above}"


def test_size_and_files() -> None:
    size = sum(path.stat().st_size for path in PRETRAINED.rglob("*") if path.is_file())
    assert size < 60 * MEGABYTE
    assert (PRETRAINED / "MODEL_CARD.md").is_file()
    assert (PRETRAINED / "NOTICE").is_file()


def test_it_loads_quickly() -> None:
    begin = time.process_time()
    StanzaParser()
    assert time.process_time() - begin < 6  # 3 s and room for a busy machine


def test_a_plain_sentence(parser: StanzaParser) -> None:
    parse = parse_one(
        parser, "Turkey's foreign minister met Russian diplomats in Ankara on Monday."
    )
    assert relation(parse, "minister", "met") == "nsubj"
    assert relation(parse, "diplomats", "met") == "obj"
    assert relation(parse, "Turkey", "minister") == "nmod:poss"
    assert relation(parse, "Ankara", "met") == "obl"
    assert parse.token(5).lemma == "meet"
    assert parse.parser == parser.identity


def test_passive_and_control(parser: StanzaParser) -> None:
    parse = parse_one(parser, "Iran was urged by Germany and France to free the hostages.")
    assert relation(parse, "Iran", "urged") == "nsubj:pass"
    assert relation(parse, "Germany", "urged").startswith("obl")
    assert relation(parse, "France", "Germany") == "conj"
    assert relation(parse, "free", "urged") in {"xcomp", "advcl"}


def test_shares_of_one_token(parser: StanzaParser) -> None:
    text = "Syria's envoy won't meet them, and we don’t know why."
    parse = parse_one(parser, text)
    shares = [text[token.start : token.end] for token in parse.tokens]
    assert shares[:2] == ["Syria", "'s"]
    assert "wo" in shares
    assert "n’t" in shares


@pytest.mark.parametrize(
    ("text", "subject", "verb"),
    [
        ("ANKARA (AP) - Turkey rejected the offer on Monday.", "Turkey", "rejected"),
        ("KABUL: The Taliban ambushed a police convoy in Helmand.", "Taliban", "ambushed"),
        ("PAKISTAN REJECTS INDIAN OFFER", "PAKISTAN", "REJECTS"),
        ("“We will not talk,” the minister said.", "minister", "said"),
        ("The U.S. envoy praised São Tomé’s president.", "envoy", "praised"),
        ("Police arrested 1,200 people in 2 1/2 hours.", "Police", "arrested"),
        ("The Turkish-Russian talks ended in Sochi.", "talks", "ended"),
    ],
)
def test_news_as_it_comes(parser: StanzaParser, text: str, subject: str, verb: str) -> None:
    assert relation(parse_one(parser, text), subject, verb) == "nsubj"


def test_titles_and_missing_spaces_in_a_document(parser: StanzaParser) -> None:
    text = "We met Gen. Ali on Monday. He praised the talks.Turkey left them."
    found = parser.parse_documents([Document("a", text)])[0]
    assert [parse.sentence.text for parse in found] == [
        "We met Gen. Ali on Monday.",
        "He praised the talks.",
        "Turkey left them.",
    ]


def test_sentences_know_their_document(parser: StanzaParser) -> None:
    day = dt.date(2019, 2, 21)
    text = "  Turkey left.\r\n\r\nRussia\u00a0stayed\tput.  "
    documents = [
        Document("a", text, day, "AFP", "https://x.org"),
        Document("b", " \n "),
        Document("c", ""),
        Document("d", "Iran agreed."),
    ]
    first, blank, empty, last = parser.parse_documents(documents)
    assert (blank, empty) == ([], [])
    assert len(first) == 2
    for number, parse in enumerate(first):
        check(parse)
        sentence = parse.sentence
        assert text[sentence.start : sentence.start + len(sentence.text)] == sentence.text
        assert (sentence.number, sentence.date, sentence.publisher) == (number, day, "AFP")
    assert words(last[0]) == ["Iran", "agreed", "."]


def test_a_sentence_given_is_kept_whole(parser: StanzaParser) -> None:
    parse = parse_one(parser, "Turkey left. Russia stayed.\n\nIran agreed.")
    assert words(parse)[-2:] == ["agreed", "."]


def test_empty_sentences(parser: StanzaParser) -> None:
    first, second = parser.parse([Sentence("a", 0, "  "), Sentence("a", 1, "Go.")])
    assert first.tokens == ()
    assert words(second) == ["Go", "."]


def test_huge_tokens_and_sentences(parser: StanzaParser) -> None:
    url = "https://example.org/" + "a1-" * 100
    parse = parse_one(parser, f"Turkey condemned {url} on Monday.")
    assert max(map(len, words(parse))) >= 40
    clause = "the minister of the interior met the envoy of the north and "
    parse = parse_one(parser, clause * 40 + "left.")
    assert len(parse.tokens) > 400


def test_a_line_of_a_megabyte(parser: StanzaParser) -> None:
    line = "x" * 900_000 + " talks " * 300 + "é" * 100_000
    found = parser.parse_documents([Document("a", line)])[0]
    assert sum(len(parse.tokens) for parse in found) > 300
    for parse in found:
        check(parse)


def test_batches_change_nothing(parser: StanzaParser) -> None:
    bank = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    sentences = [Sentence("bank", number, text) for number, text in enumerate(bank)]
    together = parser.parse(sentences)
    mixed = random.Random(7).sample(sentences, len(sentences))
    by_number = {parse.sentence.number: parse for parse in parser.parse(mixed[: len(mixed) // 2])}
    small = StanzaParser(batch_words=60)
    for parse in [*by_number.values(), *small.parse(sentences)]:
        assert parse == together[parse.sentence.number]
    for sentence in sentences[:12]:
        assert parser.parse([sentence]) == [together[sentence.number]]


def test_a_file_comes_back_the_same(parser: StanzaParser, tmp_path: Path) -> None:
    documents = [Document("a", "Turkey’s envoy left. Iran didn't."), Document("b", "Go!")]
    out = tmp_path / "out.conllu"
    count = command.parse_texts(documents, parser, out)
    assert (count.documents, count.sentences) == (2, 3)
    parses = list(conllu.read(out))
    assert parses == [parse for found in parser.parse_documents(documents) for parse in found]
    again = tmp_path / "again.conllu"
    command.parse_tokenized(parses, parser, again)
    assert [words(p) for p in conllu.read(again)] == [words(p) for p in parses]
    assert list(tmp_path.glob("*.tmp")) == []


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"is no parser model: it lacks tokenize\.pt"):
        StanzaParser(tmp_path)
    with pytest.raises(ModelError, match="has no package"):
        StanzaParser("stanza:xx")


def test_a_broken_model_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(PRETRAINED, broken)
    (broken / "depparse.pt").write_bytes(b"not a model")
    with pytest.raises(ModelError, match="cannot be loaded"):
        StanzaParser(broken)


def test_the_quick_path_gives_what_stanza_gives(parser: StanzaParser) -> None:
    """Plain Stanza, its own encoder and two passes, on the same words."""
    from stanza import Pipeline
    from stanza.models.common.bert_embedding import load_bert
    from stanza.models.common.doc import Document as StanzaDocument
    from stanza.models.common.foundation_cache import BertRecord, FoundationCache

    if not hasattr(pytest.importorskip("stanza.models.depparse.model"), "VOCAB_PREFIX_SIZE"):
        pytest.skip("older versions leave a bias out")
    cache = FoundationCache()
    model, pieces = load_bert(str(PRETRAINED / "encoder"), local_files_only=True)
    cache.bert["encoder"] = BertRecord(model.float(), pieces, {})
    names = ("pos", "lemma", "depparse")
    plain = Pipeline(
        "en",
        dir=str(PRETRAINED),
        processors="tokenize," + ",".join(names),
        tokenize_pretokenized=True,
        package=None,
        allow_unknown_language=True,
        download_method=None,
        foundation_cache=cache,
        use_gpu=False,
        logging_level="ERROR",
        **{f"{name}_model_path": str(PRETRAINED / f"{name}.pt") for name in names},
    )
    bank = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    parses = parser.parse([Sentence("bank", n, text) for n, text in enumerate(bank[:20])])
    data = [
        [{"id": (t.index,), "text": t.text} for t in p.tokens if not t.text.isspace()]
        for p in parses
    ]
    document = StanzaDocument(data)
    for name in names:
        document = plain.processors[name].process(document)
    for parse, sentence in zip(parses, document.sentences, strict=True):
        ours = [(t.lemma, t.upos, t.xpos, t.feats, t.head, t.label) for t in parse.tokens]
        theirs = [
            (w.lemma, w.upos, w.xpos, w.feats or "_", w.head, w.deprel) for w in sentence.words
        ]
        assert ours == theirs
