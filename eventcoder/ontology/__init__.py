"""Event codes and actor codes: names, hierarchy and scores of CAMEO, its counterpart PLOVER."""

from eventcoder.ontology.actors import ActorCodes, ActorParts, load_actor_codes
from eventcoder.ontology.base import Code, Ontology, load_ontology
from eventcoder.ontology.plover import Plover, PloverType, load_plover

__all__ = [
    "ActorCodes",
    "ActorParts",
    "Code",
    "Ontology",
    "Plover",
    "PloverType",
    "load_actor_codes",
    "load_ontology",
    "load_plover",
]
