"""How words are compared: case, spelling, accents, full stops and hyphens do not count."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_KEEP_OUR = frozenset("our hour four tour sour pour detour contour".split())
_KEEP_ISE = frozenset(
    "raise rise advise promise praise exercise compromise surprise supervise revise otherwise enterprise "
    "noise wise disguise franchise precise premise expertise merchandise paradise cruise arise comprise "
    "devise demise televise improvise excise poise concise treatise likewise despise incise".split()
)
_PAIRS = {
    "defence": "defense",
    "offence": "offense",
    "licence": "license",
    "centre": "center",
    "programme": "program",
    "grey": "gray",
    "cheque": "check",
    "practise": "practice",
    "gaol": "jail",
    "manoeuvre": "maneuver",
    "cancelled": "canceled",
    "travelled": "traveled",
    "labelled": "labeled",
}


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Text in lower case without accents, full stops and apostrophes."""
    if text.isascii():
        return text.lower().replace(".", "").replace("'", "")
    text = unicodedata.normalize("NFKD", text.replace("’", "").replace("ı", "i").replace("ø", "o"))
    text = (
        text.replace("Ø", "O")
        .replace("ł", "l")
        .replace("Ł", "L")
        .replace("đ", "d")
        .replace("ð", "d")
    )
    text = "".join(ch for ch in text if not unicodedata.combining(ch))
    return text.lower().replace(".", "").replace("'", "")


@lru_cache(maxsize=200_000)
def norm(word: str) -> str:
    """A word in one spelling: American, lower case, no accents."""
    word = plain(word)
    if word in _PAIRS:
        return _PAIRS[word]
    if "our" in word[2:] and word not in _KEEP_OUR:
        for end in ("our", "ours", "oured", "ouring"):
            if word.endswith(end) and len(word) > len(end) + 2:
                return word[: -len(end)] + "or" + end[3:]
    for end in ("ise", "ised", "ising", "isation"):
        if word.endswith(end) and len(word) > len(end) + 2 and _stem(word, end) not in _KEEP_ISE:
            return word[: -len(end)] + "iz" + end[2:]
    return word


def _stem(word: str, end: str) -> str:
    return word[: -len(end)] + "ise"


@lru_cache(maxsize=200_000)
def forms(lemma: str, text: str) -> tuple[str, ...]:
    """Every form under which a token may stand in a dictionary: lemma, text and rule-made stems.

    A lemmatizer errs on rare words (*tariffs*, *clubbed*); a stem that is no dictionary word does no harm.
    """
    first, second = norm(lemma), norm(text)
    out = [first] if first == second else [first, second]
    if second in _IRREGULAR and _IRREGULAR[second] != first:
        out.insert(0, _IRREGULAR[second])  # *flown*, which the lemmatizer takes for *flow*
    if "-" in second:
        out.extend(part for part in second.split("-") if part)
        out.append(second.replace("-", ""))
    out.extend(stem for word in tuple(out[:2]) for stem in _stems(word) if stem not in out)
    return tuple(dict.fromkeys(out))


_ENDINGS = (
    ("ies", ("y",)),
    ("sses", ("ss",)),
    ("es", ("e", "")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("e", "")),
    ("ing", ("", "e")),
    ("men", ("man",)),
)


_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "froze:freeze frozen:freeze shot:shoot struck:strike shrank:shrink suing:sue tore:tear torn:tear wove:weave "
        "flung:fling overran:overrun overthrew:overthrow overthrown:overthrow withdrew:withdraw withdrawn:withdraw "
        "fought:fight sought:seek broke:break broken:break drove:drive driven:drive flew:fly fled:flee gave:give "
        "given:give held:hold laid:lay led:lead left:leave lent:lend met:meet paid:pay ran:run rode:ride rose:rise "
        "said:say sank:sink sunk:sink sent:send shook:shake slew:slay slain:slay sold:sell spoke:speak spent:spend "
        "stole:steal stolen:steal swore:swear sworn:swear took:take taken:take taught:teach told:tell threw:throw "
        "thrown:throw understood:understand undertook:undertake undertaken:undertake upheld:uphold won:win "
        "wrote:write bound:bind brought:bring built:build burnt:burn bought:buy caught:catch chose:choose came:come "
        "dealt:deal drew:draw fell:fall forbade:forbid forbidden:forbid forgave:forgive forsook:forsake went:go "
        "gone:go grew:grow hung:hang hid:hide kept:keep knew:know made:make mistook:mistake overcame:overcome "
        "rebuilt:rebuild retook:retake retaken:retake seen:see saw:see shut:shut stood:stand stuck:stick "
        "swept:sweep flown:fly bore:bear borne:bear blew:blow blown:blow fed:feed lost:lose clung:cling "
        "strove:strive striven:strive swung:swing sprang:spring sprung:spring stung:sting wept:weep trod:tread "
        "bade:bid bit:bite bitten:bite forgot:forget forgotten:forget beaten:beat begun:begin began:begin bombed:bomb"
    ).split()
)
"""Forms that a lemmatizer may leave as they are; written by hand."""


def _stems(word: str) -> list[str]:
    if word in _IRREGULAR:
        return [_IRREGULAR[word]]
    for end, repairs in _ENDINGS:
        if word.endswith(end) and len(word) > len(end) + 1 and not word.endswith("ss"):
            stem = word[: -len(end)]
            out = [stem + repair for repair in repairs]
            if end in ("ed", "ing") and len(stem) > 2 and stem[-1] == stem[-2]:
                out.append(stem[:-1])
            return out
    return []


@lru_cache(maxsize=200_000)
def split(text: str) -> tuple[str, ...]:
    """The normalised words of a phrase; hyphens count as spaces."""
    return tuple(
        norm(part) for part in text.replace("-", " ").replace("–", " ").split() if norm(part)
    )


_JOINERS = frozenset("against on in to with between for from over into by at".split())
"""Prepositions inside a phrase: its head stands before them, *crime against humanity*."""


@lru_cache(maxsize=200_000)
def head_and_modifiers(text: str) -> tuple[str, tuple[str, ...]]:
    """Head of a phrase and its other words: the last word, or the one before *of*.

    *weapon of mass destruction* -> ``("weapon", ("mass", "destruction"))``.
    """
    words = split(text)
    if not words:
        return "", ()
    if "of" in words[1:-1]:
        at = words.index("of", 1)
        return words[at - 1], tuple(words[: at - 1] + words[at + 1 :])
    for at in range(1, len(words) - 1):
        if words[at] in _JOINERS:
            return words[at - 1], tuple(words[: at - 1] + words[at:])
    return words[-1], words[:-1]
