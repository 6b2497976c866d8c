"""What holds of coding whatever the sentence: no exception, one answer, voice, bounds."""

from __future__ import annotations

from functools import cache

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.coder import code_sentence
from eventcoder.dictionary.compile import Dictionary
from eventcoder.dictionary.store import load_dictionary
from eventcoder.discourse.fold import Reader
from eventcoder.events.keep import Policy
from eventcoder.model.events import Event
from eventcoder.model.text import Parse
from eventcoder.model.trace import Trace
from eventcoder.pairs import code_pair_in
from tests.properties.trees import active, bent_parses, crowded, parses, passive

VERBS = (
    ("criticized", "criticize"),
    ("attacked", "attack"),
    ("praised", "praise"),
    ("threatened", "threaten"),
    ("accused", "accuse"),
    ("invaded", "invade"),
    ("thanked", "thank"),
    ("condemned", "condemn"),
    ("bombed", "bomb"),
    ("supported", "support"),
)
COUNTRIES = "Chile Peru Ghana Togo Nepal Oman Kenya Japan Poland Cuba Mali Laos".split()
EVERYTHING = Policy(unknown_actors="all", unasserted=True, min_confidence=0.0)
ANY = st.one_of(parses(), bent_parses(), bent_parses())
MANY = settings(max_examples=150, deadline=None)


@cache
def _rules() -> Dictionary:
    return load_dictionary()


def _story(sentences: list[Parse], doc: str) -> list[Parse]:
    return [
        evolve(p, sentence=evolve(p.sentence, doc_id=doc, number=n))
        for n, p in enumerate(sentences)
    ]


def _code(story: list[Parse]) -> list[Event]:
    reader = Reader()
    return [e for p in story for e in code_sentence(p, _rules(), EVERYTHING, reader)]


@MANY
@given(ANY)
def test_any_tree_is_coded_without_exception_and_twice_alike(parse: Parse) -> None:
    first = code_sentence(parse, _rules(), EVERYTHING)
    assert code_sentence(parse, _rules(), EVERYTHING) == first
    length = len(parse.sentence.text)
    for event in first:
        for start, end in (event.src_span, event.tgt_span, event.action_span):
            assert 0 <= start <= end <= length


@MANY
@given(ANY)
def test_a_trace_changes_nothing(parse: Parse) -> None:
    told = code_sentence(parse, _rules(), EVERYTHING, trace=Trace())
    assert told == code_sentence(parse, _rules(), EVERYTHING)


@MANY
@given(ANY, st.data())
def test_any_marked_pair_is_coded_twice_alike(parse: Parse, data: st.DataObject) -> None:
    tokens = st.sampled_from(parse.tokens)
    spans = [(t.start, t.end) for t in (data.draw(tokens), data.draw(tokens))]
    first = code_pair_in(parse, spans[0], spans[1], _rules(), EVERYTHING)
    assert code_pair_in(parse, spans[0], spans[1], _rules(), EVERYTHING) == first


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ANY, min_size=1, max_size=4), min_size=2, max_size=3))
def test_a_story_gives_the_same_bytes_alone_and_among_others(stories: list[list[Parse]]) -> None:
    made = [_story(sentences, f"story-{n}") for n, sentences in enumerate(stories)]
    alone = [repr(_code(story)) for story in made]
    backwards = [repr(_code(story)) for story in reversed(made)]
    assert alone == backwards[::-1]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[1])
@pytest.mark.parametrize("label", ["obl:agent", "obl"])
@given(st.sampled_from(COUNTRIES), st.sampled_from(COUNTRIES))
@settings(max_examples=15, deadline=None)
def test_passive_twins_are_coded_as_the_active(
    verb: tuple[str, str], label: str, source: str, target: str
) -> None:
    one = code_sentence(active(source, verb, target), _rules())
    two = code_sentence(passive(source, verb, target, label=label), _rules())
    assert [str(e) for e in one] == [str(e) for e in two]
    assert bool(one) == (source != target)


def test_twelve_countries_and_three_verbs_stay_bounded_and_say_so() -> None:
    trace = Trace()
    parse = crowded(COUNTRIES, list(VERBS[:3]))
    events = code_sentence(parse, _rules(), trace=trace)
    assert 0 < len(events) <= Policy().per_sentence
    capped = [step for step in trace.steps if step.outcome == "capped"]
    assert any("36 dyads, 24 kept" in step.detail for step in capped)
    assert any(step.stage == "keep" for step in capped)
