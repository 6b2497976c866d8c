"""Names of the columns of public data sets, in their order.

Sources: GDELT's schema files for events 1.0 and 2.0 and for mentions, phoenix_pipeline's
``create_strings``, the header of the ICEWS event files, the POLECAT/PLOVER manual.
"""

from __future__ import annotations

_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
    "Type1Code Type2Code Type3Code"
)
_GEO1 = "Type FullName CountryCode ADM1Code Lat Long FeatureID"
_GEO2 = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"


def _prefixed(prefix: str, names: str) -> tuple[str, ...]:
    return tuple(prefix + name for name in names.split())


def _gdelt(geo: str) -> tuple[str, ...]:
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *_prefixed("Actor1", _ACTOR),
        *_prefixed("Actor2", _ACTOR),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
        *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *_prefixed("Actor1Geo_", geo),
        *_prefixed("Actor2Geo_", geo),
        *_prefixed("ActionGeo_", geo),
        *("DATEADDED", "SOURCEURL"),
    )


GDELT1 = _gdelt(_GEO1)
"""58 columns of the daily files since April 2013 (the older ones lack SOURCEURL)."""
GDELT2 = _gdelt(_GEO2)
"""61 columns."""
MENTIONS = (
    "GLOBALEVENTID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
)
"""16 columns."""
PHOENIX = (
    *("EventID", "Date", "Year", "Month", "Day"),
    *_prefixed("SourceActor", "Full Entity Role Attribute"),
    *_prefixed("TargetActor", "Full Entity Role Attribute"),
    *("EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues"),
    *("Lat", "Lon", "LocationName", "StateName", "CountryCode"),
    *("SentenceID", "URLs", "NewsSources"),
)
"""26 columns."""
ICEWS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country"),
    *("Event Text", "CAMEO Code", "Intensity"),
    *("Target Name", "Target Sectors", "Target Country"),
    *("Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)
"""20 columns."""
