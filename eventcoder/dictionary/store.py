"""Compiled dictionaries, kept on disk by content so that a second start is quick."""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from eventcoder.dictionary.compile import Dictionary, compile_entries
from eventcoder.dictionary.load import digest_of, files_of, load_or_raise, shipped

_FORMAT = "1"
"""Raised when the compiled form changes."""


def load_dictionary(root: str | Path | None = None) -> Dictionary:
    """The compiled dictionary of a folder (default: what ships).

    Raises DictionaryError with every fault, UsageError when there is no such folder.
    """
    folder = Path(root) if root else shipped()
    digest = digest_of(files_of(folder))
    cache = (
        Path(platformdirs.user_cache_dir("eventcoder"))
        / f"dictionary-{_FORMAT}-{digest}-{_code_digest()}.pickle"
    )
    if cache.is_file():
        try:
            with cache.open("rb") as stream, _uncollected():
                found = pickle.load(stream)  # noqa: S301 - our own file in the user's cache
            if isinstance(found, Dictionary):
                return found
        except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, OSError):
            pass  # a stale or half-written cache is made anew below
    rules = compile_entries(load_or_raise(folder))
    _save(rules, cache)
    return rules


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: a big pickle loads a quarter faster."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _code_digest() -> str:
    """A change in the code that compiles makes old caches useless."""
    here = Path(__file__).parent
    return digest_of([here / "compile.py", here / "entries.py", here / "words.py"])[:8]


def _save(rules: Dictionary, cache: Path) -> None:
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        for old in cache.parent.glob("dictionary-*.pickle"):
            old.unlink(missing_ok=True)
        temporary = cache.with_suffix(f".{os.getpid()}.tmp")
        with temporary.open("wb") as stream:
            pickle.dump(rules, stream, protocol=pickle.HIGHEST_PROTOCOL)
        temporary.replace(cache)
    except OSError:
        return  # no cache is no fault: the next start compiles again
