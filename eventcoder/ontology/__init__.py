"""Event codes: names, hierarchy and scores of CAMEO, and their counterparts in PLOVER."""

from eventcoder.ontology.base import Code, Ontology, load_ontology
from eventcoder.ontology.plover import Plover, PloverType, load_plover

__all__ = ["Code", "Ontology", "Plover", "PloverType", "load_ontology", "load_plover"]
