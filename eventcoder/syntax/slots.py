"""Universal Dependencies labels and what they mean here; the only module that spells one.

Labels differ between treebanks (passive *by* is ``obl:agent`` in EWT and ``obl`` in PUD), so the rest of
eventcoder asks for categories. Label source: https://universaldependencies.org/en/dep/.
"""

from __future__ import annotations

from eventcoder.model.text import Parse, Token

_CATEGORY = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubj:outer": "subject",
    "nsubj:pass": "passive_subject",
    "csubj:pass": "passive_subject",
    "obj": "object",
    "iobj": "indirect",
    "obl": "oblique",
    "obl:agent": "agent",
    "obl:npmod": "bare_oblique",
    "obl:unmarked": "bare_oblique",
    "obl:tmod": "time",
    "nmod": "nominal",
    "nmod:of": "nominal",
    "nmod:desc": "describer",
    "nmod:poss": "possessor",
    "nmod:npmod": "bare_nominal",
    "nmod:unmarked": "bare_nominal",
    "nmod:tmod": "time",
    "amod": "adjective",
    "compound": "compound",
    "compound:prt": "particle",
    "flat": "flat",
    "flat:foreign": "flat",
    "fixed": "fixed",
    "goeswith": "flat",
    "appos": "apposition",
    "acl": "participial",
    "acl:relcl": "relative",
    "advcl": "adverbial",
    "advcl:relcl": "relative",
    "advmod": "adverb",
    "xcomp": "open_complement",
    "ccomp": "complement",
    "conj": "conjunct",
    "cc": "conjunction",
    "case": "case",
    "mark": "mark",
    "aux": "auxiliary",
    "aux:pass": "passive_auxiliary",
    "cop": "copula",
    "det": "determiner",
    "det:predet": "determiner",
    "nummod": "number",
    "parataxis": "parataxis",
    "punct": "punctuation",
    "root": "root",
    "discourse": "other",
    "list": "other",
    "vocative": "vocative",
    "expl": "expletive",
    "dep": "other",
}

MODIFIERS = frozenset({"adjective", "compound", "possessor", "flat", "describer", "bare_nominal"})
NOT_PREDICATE = frozenset(
    {
        "adjective",
        "compound",
        "auxiliary",
        "passive_auxiliary",
        "copula",
        "case",
        "mark",
        "fixed",
        "flat",
        "conjunction",
    }
)
LENDERS = frozenset(
    {"conjunct", "open_complement", "adverbial", "participial", "relative", "parataxis"}
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM", "DET"})
CLAUSAL = frozenset(
    {"relative", "participial", "adverbial", "complement", "open_complement", "parataxis"}
)

PREP_CONTROL = {
    "call": ("on", "upon"),
    "appeal": ("to", "for"),
    "plead": ("with",),
    "count": ("on",),
    "prevail": ("on", "upon"),
    "rely": ("on",),
    "wait": ("for",),
}
"""Verbs whose prepositional phrase controls the infinitive: *called on Iran to stop*."""

SUBJECT_CONTROL = frozenset(
    "promise threaten vow pledge swear maintain hold launch mount seize sign leave visit meet join enter exploit "
    "conduct spend cross issue lodge".split()
)
"""Verbs with an object whose subject still controls the infinitive: *promised Kyiv to send arms*."""

WILLING = frozenset(
    "want vow threaten plan hope pledge promise try seek intend refuse decide agree aim need attempt begin start "
    "continue fail manage prepare".split()
)
"""Verbs whose infinitive has the object that a relative clause leaves open: *the men whom Chad vowed to free*."""

CAUSING = frozenset({"let", "make", "help", "have", "see", "watch"})
"""Verbs with a bare infinitive that has a subject of its own: *let the envoys leave*."""

ORDERING = frozenset(
    {"order", "want", "demand", "see", "need", "like", "wish", "command", "decree"}
)
"""Verbs whose object and participle say what shall be done: *ordered him freed*."""

BESIDE = frozenset(
    "back broker condemn criticize denounce fuel follow host inspire mark mediate monitor oppose oversee overshadow "
    "prompt spark support symbolize symbolise trigger welcome witness".split()
)
"""What others do about a deed: *talks brokered by Oslo* are not Oslo's own."""

MEASURES = frozenset(
    "wave series string spate rash flurry round night day week month year hour spell campaign barrage succession "
    "period decade burst surge volley weekend".split()
)
"""Nouns that say how much or how long of an act: *a wave of strikes*."""

DIRECTIONS = frozenset(
    "away back out down off up forward aside apart clear aloof free closer nearer".split()
)
"""Adverbs under which the parser may hang a phrase of the verb: *stayed away from the summit*."""

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "'d", "’d"})
ABLE = frozenset({"can", "could", "ca"})
"""Auxiliaries of what is not yet, and of what one is able to do."""

CLAIMING = frozenset(
    "say claim insist assert allege maintain argue believe announce think declare contend".split()
)
"""Verbs whose object before a clause is the subject there: *claimed Peru broke the truce*."""

SEEMING = frozenset({"look", "seem", "appear", "remain", "stand", "stay", "feel", "sound"})
"""Verbs with a predicate adjective."""

CONTACTING = frozenset(
    "write phone telephone call cable ring email message contact approach send address".split()
)
"""Verbs whose addressee is asked what a participle behind them says: *wrote to Chile asking for help*."""

ASKING = frozenset(
    "ask seek urge demand request beg plead implore warn threaten invite appeal complain".split()
)


def category(token: Token) -> str:
    """The category of a token's relation to its head."""
    label = token.label
    found = _CATEGORY.get(label) or _CATEGORY.get(label.partition(":")[0], "other")
    if found == "determiner" and token.upos == "PROPN":
        return "compound"  # *UN efforts*: the parser takes the name for a determiner
    return found


def categories(parse: Parse) -> tuple[str, ...]:
    """Categories by token index; entry 0 is empty."""
    return ("", *map(category, parse.tokens))


def preposition(parse: Parse, cats: tuple[str, ...], index: int) -> str:
    """The preposition over a phrase in lower case, *out of* in full, or an empty text."""
    words = []
    for child in parse.children[index]:
        if cats[child] == "case":
            text = parse.token(child).text.lower()
            if text in ("'s", "’s", "'", "’") or (child > index and _is_hyphened(parse, child)):
                continue
            words.append(text)
            words.extend(
                parse.token(deep).text.lower()
                for deep in parse.children[child]
                if cats[deep] == "fixed"
            )
        elif cats[child] == "apposition" and not words:
            words.extend(_stray_case(parse, cats, child, index))
        elif child > index:
            break
    return " ".join(words)


def _is_hyphened(parse: Parse, index: int) -> bool:
    """The *between* of *go-between* is no preposition."""
    return parse.token(index - 1).text in ("-", "–")


def _stray_case(parse: Parse, cats: tuple[str, ...], apposed: int, head: int) -> list[str]:
    """*with president X*, where the parser hangs *with* on the name behind the head."""
    return [
        parse.token(child).text.lower()
        for child in parse.children[apposed]
        if cats[child] == "case" and child < head
    ]


def marker(parse: Parse, cats: tuple[str, ...], index: int) -> str:
    """The word that marks a subordinate clause (*to, if, after, of*), or an empty text."""
    for child in parse.children[index]:
        if child > index:
            break
        if cats[child] in ("mark", "case"):
            return parse.token(child).text.lower()
    return ""


def is_condition(parse: Parse, cats: tuple[str, ...], index: int) -> bool:
    """*if it attacks, unless it yields, should it attack*: an adverbial clause that says on what it depends."""
    if cats[index] not in ("adverbial", "complement"):
        return False
    if cats[index] == "adverbial" and marker(parse, cats, index) in ("if", "unless"):
        return True
    first = min(parse.children[index], default=index)
    return cats[first] == "auxiliary" and parse.token(first).text.lower() == "should"
