"""CoNLL-U in and out, without a model."""

import datetime as dt
import io

import pytest

from eventcoder.errors import InputError
from eventcoder.model.text import Parse, Sentence, Token
from eventcoder.parsing import conllu

FOREIGN = """\
# newdoc id = talks
# sent_id = talks-1
# text = Syria's envoy won't go to the U.N.
1-2\tSyria's\t_\t_\t_\t_\t_\t_\t_\t_
1\tSyria\tSyria\tPROPN\tNNP\tNumber=Sing\t3\tnmod:poss\t_\t_
2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_
3\tenvoy\tenvoy\tNOUN\tNN\tNumber=Sing\t6\tnsubj\t_\t_
4-5\twon't\t_\t_\t_\t_\t_\t_\t_\t_
4\two\twill\tAUX\tMD\tVerbForm=Fin\t6\taux\t_\t_
5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_
5.1\tbe\tbe\tVERB\tVB\t_\t_\t_\t6:dep\t_
6\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_
7\tto\tto\tADP\tIN\t_\t9\tcase\t_\t_
8\tthe\tthe\tDET\tDT\t_\t9\tdet\t_\t_
9\tU.N.\tU.N.\tPROPN\tNNP\tNumber=Sing\t6\tobl\t_\t_

# text = He left.
1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


def shares(parse: Parse) -> list[str]:
    return [parse.sentence.text[token.start : token.end] for token in parse.tokens]


def test_foreign_file_has_offsets_worked_out() -> None:
    first, second = conllu.loads(FOREIGN)
    assert shares(first) == [
        *("Syria", "'s", "envoy", "wo", "n't", "go", "to", "the", "U.N."),
    ]
    assert (first.sentence.doc_id, first.sentence.number) == ("talks", 0)
    assert (second.sentence.doc_id, second.sentence.number) == ("talks", 1)
    assert shares(second) == ["He", "left", "."]


def test_text_is_put_together_where_there_is_none() -> None:
    (parse,) = conllu.loads("\n".join(FOREIGN.split("\n")[-5:]))
    assert parse.sentence.text == "He left."


def test_round_trip_keeps_everything() -> None:
    parses = conllu.loads(FOREIGN, "there")
    out = io.StringIO()
    conllu.write(parses, out)
    again = conllu.loads(out.getvalue(), "back")
    assert again == parses
    assert out.getvalue().count("# newdoc") == 1
    assert "1-2\tSyria's" in out.getvalue()
    assert "4-5\twon't" in out.getvalue()


def test_round_trip_of_odd_texts() -> None:
    token = Token(1, "Go", "go", "VERB", "VB", "_", 0, "root", 3, 5)
    sentence = Sentence(
        "a b", 4, " \n Go\t“x\u2028y\\n", 17, dt.date(2019, 2, 21), "AFP", "https://x.org/?a=b"
    )
    (again,) = conllu.loads(conllu.dump(Parse(sentence, (token,), "en-1")))
    assert again == Parse(sentence, (token,))
    assert again.parser == "en-1"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_", "10 columns"),
        ("x\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_", "no word number"),
        ("2\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_", "stands where 1 was due"),
        ("1\tGo\tgo\tVERB\tVB\t_\t_\troot\t_\t_", "has no head"),
        ("1\tGo\tgo\tVERB\tVB\t_\t7\troot\t_\t_", "outside of the sentence"),
        ("1\tGo\tgo\tVERB\tVB\t_\t1\tdep\t_\t_", "in a circle"),
        ("# date = soon\n1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_", "no date"),
    ],
)
def test_a_bad_file_says_where(row: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        conllu.loads(row + "\n", "some.conllu")
    assert str(caught.value).startswith("some.conllu:")
