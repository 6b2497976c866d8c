"""Reads leader spells of the REIGN data set (facts only) and says where they disagree with ours."""

from __future__ import annotations

import calendar
import csv
import re
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

if TYPE_CHECKING:
    from tools.actors.people import Person

_COW = """
USA USA CAN CAN BHM BHS CUB CUB HAI HTI DOM DOM JAM JAM TRI TTO BAR BRB DMA DMA GRN GRD SLU LCA SVG VCT AAB ATG
SKN KNA MEX MEX BLZ BLZ GUA GTM HON HND SAL SLV NIC NIC COS CRI PAN PAN COL COL VEN VEN GUY GUY SUR SUR ECU ECU
PER PER BRA BRA BOL BOL PAR PRY CHL CHL ARG ARG URU URY UKG GBR IRE IRL NTH NLD BEL BEL LUX LUX FRN FRA MNC MCO
LIE LIE SWZ CHE SPN ESP AND AND POR PRT GMY DEU GDR DDR POL POL AUS AUT HUN HUN CZE CSK CZR CZE SLO SVK ITA ITA
SNM SMR MLT MLT ALB ALB MNG MNE MAC MKD CRO HRV YUG SRB BOS BIH KOS XKX SLV SVN GRC GRC CYP CYP BUL BGR MLD MDA
ROM ROU RUS RUS EST EST LAT LVA LIT LTU UKR UKR BLR BLR ARM ARM GRG GEO AZE AZE FIN FIN SWD SWE NOR NOR DEN DNK
ICE ISL CAP CPV STP STP GNB GNB EQG GNQ GAM GMB MLI MLI SEN SEN BEN BEN MAA MRT NIR NER CDI CIV GUI GIN BFO BFA
LBR LBR SIE SLE GHA GHA TOG TGO CAO CMR NIG NGA GAB GAB CEN CAF CHA TCD CON COG DRC COD UGA UGA KEN KEN TAZ TZA
BUI BDI RWA RWA SOM SOM DJI DJI ETH ETH ERI ERI ANG AGO MZM MOZ ZAM ZMB ZIM ZWE MAW MWI SAF ZAF NAM NAM LES LSO
BOT BWA SWA SWZ MAG MDG COM COM MAS MUS SEY SYC MOR MAR ALG DZA TUN TUN LIB LBY SUD SDN SSD SSD IRN IRN TUR TUR
IRQ IRQ EGY EGY SYR SYR LEB LBN JOR JOR ISR ISR SAU SAU YAR YEM YEM YEM YPR YMD KUW KWT BAH BHR QAT QAT UAE ARE
OMA OMN AFG AFG TKM TKM TAJ TJK KYR KGZ UZB UZB KZK KAZ CHN CHN MON MNG PRK PRK ROK KOR JPN JPN IND IND BHU BTN
PAK PAK BNG BGD MYA MMR SRI LKA MAD MDV NEP NPL THI THA CAM KHM LAO LAO DRV VNM MAL MYS SIN SGP BRU BRN PHI PHL
INS IDN ETM TLS AUL AUS PNG PNG NEW NZL VAN VUT SOL SLB KIR KIR TUV TUV FIJ FJI TON TON NAU NRU MSI MHL PAL PLW
FSM FSM WSM WSM
""".split()
COUNTRY = dict(zip(_COW[::2], _COW[1::2], strict=True))
"""REIGN's state abbreviation (Correlates of War) to our file id."""

SINCE = "1990-01-01"


@frozen
class Spell:
    """A leader's spell: ``until`` is the last day of REIGN's month, or the successor's first day."""

    state: str
    leader: str
    start: str
    until: str


def key(text: str) -> str:
    """Lower case without accents, dots and hyphens, for comparing names."""
    text = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    text = "".join(ch for ch in text if not unicodedata.combining(ch)).lower()
    return " ".join(re.sub(r"[.'’\"]", "", text).replace("-", " ").replace(",", " ").split())


def as_said(leader: str) -> str:
    """A leader's name without remarks and second persons."""
    return re.sub(r"\(.*?\)| and .*| & .*", "", leader).strip().replace(", ", " ")


def read_spells(path: Path) -> dict[str, list[Spell]]:
    """Spells that reach into 1990 or later, by our country id."""
    out: defaultdict[str, list[Spell]] = defaultdict(list)
    with path.open(encoding="cp1252", errors="replace", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        start = date(int(row["syear"]), int(row["smonth"]), int(row["sdate"])).isoformat()
        until = ""
        if row["eyear"].isdigit():
            year, month = int(row["eyear"]), int(row["emonth"])
            until = date(year, month, calendar.monthrange(year, month)[1]).isoformat()
        if not until or until >= SINCE:
            spell = Spell(row["stateabb"], _mend(row["leader"]), start, until)
            out[COUNTRY[row["stateabb"]]].append(spell)
    return {state: _ended(spells) for state, spells in out.items()}


def _mend(text: str) -> str:
    """Undo the double encoding that some of REIGN's names suffer from."""
    try:
        return " ".join(text.encode("cp1252").decode("utf-8").split())
    except UnicodeError:
        return " ".join(text.split())


def _ended(spells: list[Spell]) -> list[Spell]:
    """End a spell on its successor's first day where that lies in the month of its end."""
    spells = sorted(spells, key=lambda s: s.start)
    starts = [s.start for s in spells]
    out = []
    for spell in spells:
        later = [s for s in starts if s > spell.start and s[:7] == spell.until[:7]]
        out.append(evolve(spell, until=min(later)) if spell.until and later else spell)
    return out


def remark_on(people: list[Person], spells: dict[str, list[Spell]]) -> list[str]:
    """Note on each person where REIGN differs by more than 31 days; what fits nobody is returned."""
    lost = []
    for country, rows in spells.items():
        ours = [p for p in people if p.country == country]
        for spell in rows:
            if country == "RUS" and spell.leader == "Gorbachev":
                ours = [p for p in people if p.country == "SUN"]
            found = holders(ours, spell)
            ours = [p for p in people if p.country == country]
            if not found:
                lost.append(f"{country} {spell.leader} {spell.start} {spell.until}")
                continue
            person = found[0]
            if all(
                key(spell.leader) != key(n) for n in (*person.names, *person.strong, *person.weak)
            ):
                person.weak.append(as_said(spell.leader))
            if covered(person, spell):
                person.source = "REIGN" if person.source == "REIGN" else "hand, REIGN"
            else:
                person.remarks.append(f"REIGN has {spell.start} to {spell.until[:7] or 'open'}")
    return lost


def holders(people: list[Person], spell: Spell) -> list[Person]:
    """People of one country that a spell may mean, those in office then first."""
    words = key(spell.leader).split()
    middle = _middle(spell)

    def close(person: Person) -> int:
        names = {key(n) for n in (*person.names, *person.strong, *person.weak)}
        tokens = {w for name in names for w in name.split()}
        score = 4 * (key(spell.leader) in names) + 2 * any(w in tokens for w in words if len(w) > 2)
        alike = any(get_close_matches(w, tokens, 1, 0.78) for w in words if len(w) > 4)
        return score + sum(w in tokens for w in words) + alike

    in_office = [p for p in people if _governs(p, middle)]
    named = [p for p in in_office if close(p)] or [p for p in people if close(p) > 3]
    return sorted(named, key=close, reverse=True)


def _middle(spell: Spell) -> str:
    first = date.fromisoformat(spell.start)
    last = date.fromisoformat(spell.until or "2021-03-01")
    return (first + (last - first) / 2).isoformat()


def _governs(person: Person, day: str) -> bool:
    return any(
        t.role.startswith("GOV") and t.start <= day and (not t.until or day <= t.until)
        for t in person.terms
    )


def covered(person: Person, spell: Spell) -> bool:
    """Whether the terms in government agree with a spell to 31 days at both ends."""
    slack = timedelta(days=31)
    start = (date.fromisoformat(spell.start) + slack).isoformat()
    until = (date.fromisoformat(spell.until or "2021-03-01") - slack).isoformat()
    if until <= start:
        return _governs(person, _middle(spell))
    return any(
        t.role.startswith("GOV") and t.start <= start and (not t.until or until <= t.until)
        for t in person.terms
    )
