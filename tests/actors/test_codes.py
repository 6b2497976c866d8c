"""Actor codes: reading, order, joining, projecting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.actors.codes import (
    KINDS,
    ActorCodeError,
    Part,
    in_order,
    join,
    name_of,
    parse,
    project,
    table,
    validate,
)

COUNTRIES = sorted(code for code, kinds in table().items() if "country" in kinds)
ROLES = sorted(
    code
    for code, kinds in table().items()
    if {"primary", "secondary"} & set(kinds) and len(kinds) == 1
)


def kinds(text: str) -> list[str]:
    return [part.kind for part in parse(text).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TUR", ["country"]),
        ("TURGOVMIL", ["country", "primary", "primary"]),
        ("TUROPPPTY", ["country", "primary", "party"]),
        ("ISRGOVPTYLKD", ["country", "primary", "party", "organisation"]),
        ("IGOUNOREFHCR", ["international", "organisation", "secondary", "organisation"]),
        ("IGOEUREEC", ["international", "region", "organisation"]),
        ("AFGREBMOSTAL", ["country", "primary", "religion", "organisation"]),
        ("IRQMOSSHI", ["country", "religion", "denomination"]),
        ("USAOPPMOSEDU", ["country", "primary", "religion", "secondary"]),
        ("KURREB", ["ethnic", "primary"]),
        ("IRQMILkur", ["country", "primary", "ethnic"]),
        ("CHNHKG", ["country", "country"]),
        ("NLDNGO", ["country", "international"]),
        ("MIL", ["primary"]),
    ],
)
def test_parts_are_read_by_their_place(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected
    assert str(parse(text)) == text


def test_one_trigram_means_what_its_place_says() -> None:
    assert kinds("SHN") == ["country"]
    assert kinds("INDSHN") == ["country", "religion"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TURGO",
        "XXX",
        "MILTUR",
        "TURMILGOV",
        "TURGOVGOV",
        "TURELIGOV",
        "TURDEU",
        "turGOV ",
        "USAEDUOPP",
        "---",
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    assert validate(text)
    with pytest.raises(ActorCodeError):
        parse(text)


@pytest.mark.parametrize(
    ("base", "role", "expected"),
    [
        ("TUR", "GOVMIL", "TURGOVMIL"),
        ("TUR", "", "TUR"),
        ("", "COP", "COP"),
        ("", "PKO", "IGOPKO"),
        ("---", "MIL", "---"),
        ("TURGOV", "MIL", "TURMIL"),
        ("TURGOV", "GOVCOP", "TURGOVCOP"),
        ("TURGOV", "ELI", "TURELI"),
        ("TURGOV", "CVL", "TURCVL"),
        ("TURMIL", "GOV", "TURMIL"),
        ("TURMIL", "SPY", "TURMILSPY"),
        ("TURGOVMIL", "GOV", "TURGOVMIL"),
        ("TURCVL", "GOV", "TURGOV"),
        ("TURBUS", "LAB", "TURLAB"),
        ("TURCOP", "LAB", "TURCOP"),
        ("IRQMOSSHI", "REB", "IRQREBMOSSHI"),
        ("IRQREB", "MOSSHI", "IRQREB"),
        ("IRQ", "CHRCTH", "IRQCHRCTH"),
        ("IRQkur", "MIL", "IRQMILkur"),
        ("AFGREBTAL", "GOV", "AFGREBTAL"),
        ("AFGREBTAL", "MIL", "AFGREBTAL"),
        ("PSEREBHMS", "MED", "PSEREBHMSMED"),
        ("AFGREBTAL", "ELI", "AFGELI"),
        ("IMGMOSISI", "MIL", "IMGMOSISI"),
        ("IMGMOSISI", "MED", "IMGMOSISIMED"),
        ("IMGMOSISI", "ELI", "IMGMOSISI"),
        ("IGOUNO", "ELI", "IGOUNOELI"),
        ("IGOUNO", "GOV", "IGOUNO"),
        ("IGOUNO", "SPY", "IGOUNOSPY"),
        ("IGOUNO", "PKO", "IGOUNOPKO"),
        ("IGOWSTNAT", "MIL", "IGOWSTNATMIL"),
        ("IGOEUREEC", "LEG", "IGOEUREECLEG"),
        ("KUR", "REB", "KURREB"),
        ("EUR", "LEG", "EURLEG"),
        ("FRA", "MNC", "FRAMNC"),
        ("USAGOV", "NGO", "USANGO"),
        ("JPN", "PKO", "JPNPKO"),
    ],
)
def test_join(base: str, role: str, expected: str) -> None:
    assert join(base, role) == expected


def test_join_refuses_a_role_that_no_table_knows() -> None:
    with pytest.raises(ActorCodeError, match="ZZZ"):
        join("TUR", "ZZZ")


def test_properties_of_a_code() -> None:
    code = parse("AFGREBMOSTAL")
    assert (code.country, code.place, code.roles) == ("AFG", "AFG", ("REB",))
    assert (code.religions, code.organisation, code.is_group) == (("MOS",), "TAL", True)
    assert parse("IGOUNOREFHCR").international == "IGO"
    assert parse("IGOUNOREFHCR").organisation == "HCR"
    assert parse("TURREBKUR").ethnic == "KUR"
    assert parse("TURGOVMIL").is_state
    assert not parse("TURBUS").is_state
    assert name_of(Part("country", "COL")) == "Colombia"


@pytest.mark.parametrize(
    ("text", "which", "expected"),
    [
        ("TURGOVMIL", ("country",), "TUR"),
        ("TURGOVMIL", ("country", "role"), "TURGOV"),
        ("TURGOVMIL", ("country", "roles"), "TURGOVMIL"),
        ("AFGREBMOSTAL", ("country", "roles"), "AFGREB"),
        ("IGOEUREEC", ("country",), ""),
        ("IGOEUREEC", ("international", "region"), "IGOEUR"),
    ],
)
def test_project(text: str, which: tuple[str, ...], expected: str) -> None:
    assert project(text, *which) == expected


def test_parts_are_put_in_order() -> None:
    parts = [
        Part("organisation", "TAL"),
        Part("country", "AFG"),
        Part("religion", "MOS"),
        Part("primary", "REB"),
    ]
    assert str(in_order(parts)) == "AFGREBMOSTAL"
    with pytest.raises(ActorCodeError):
        in_order([Part("country", "AFG"), Part("country", "DEU")])


def test_every_kind_of_the_table_is_known() -> None:
    assert {kind for found in table().values() for kind in found} == set(KINDS)


@given(st.sampled_from(COUNTRIES), st.sampled_from(ROLES))
def test_a_country_takes_any_role(country: str, role: str) -> None:
    joined = join(country, role)
    assert joined == country + role
    assert project(joined, "country", "roles") == joined


@given(st.sampled_from(COUNTRIES), st.lists(st.sampled_from(ROLES), max_size=3))
def test_joining_always_gives_a_code_and_twice_is_once(country: str, roles: list[str]) -> None:
    code = country
    for role in roles:
        code = join(code, role)
        assert validate(code) == ""
        assert join(code, role) == code
        assert parse(code).country == country


@given(st.text(alphabet="ABGIMOVTURkur", max_size=9))
def test_reading_never_crashes(text: str) -> None:
    problem = validate(text)
    if not problem:
        assert str(parse(text)) == text
