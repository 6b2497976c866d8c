"""eventcoder codes news text into CAMEO events: who did what to whom, with a rule for each."""

from eventcoder.api import code_events, code_pair
from eventcoder.coder import Coder
from eventcoder.errors import EventcoderError
from eventcoder.events.keep import Policy
from eventcoder.frames import read_events, to_arrow, to_pandas, to_polars
from eventcoder.model.events import Event
from eventcoder.model.text import Document
from eventcoder.ontology import load_ontology

__all__ = [
    "Coder",
    "Document",
    "Event",
    "EventcoderError",
    "Policy",
    "code_events",
    "code_pair",
    "load_ontology",
    "read_events",
    "to_arrow",
    "to_pandas",
    "to_polars",
]
