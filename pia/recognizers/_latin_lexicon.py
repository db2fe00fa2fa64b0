"""Names of people and places in Latin letters: Faker's given names and surnames, phonenumbers' and tz's places.

The lists are read once per version: what was made of them is kept in the user's cache folder. They are lists of the
names that are common in a country, not records of people.

Source: Faker (MIT), `providers.person` of all locales; phonenumbers (Apache-2.0), its area and country names; the tz
database (public domain).
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import re
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pia import __version__
from pia.distributions import version_of
from pia.documents import write
from pia.errors import DocumentError
from pia.recognizers._latin_words import COMMON, MORE_PLACES

_LATIN = re.compile(r"[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ÿĀ-ž'’-]+(?: [A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ÿĀ-ž'’-]+){0,3}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What names in Latin letters are told by.

    Attributes:
        given: Given names.
        surnames: Surnames.
        places: Places, countries and big cities among them.
        known: Countries and big cities, which need nothing beside them.
    """

    given: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    known: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lists, from the cache if they were made before."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) / "pia"  # noqa: PTH111 - never raises
    path = folder / f"latin-{version_of('faker')}-{version_of('phonenumbers')}-{__version__}.json"
    with suppress(OSError, ValueError, TypeError):
        given, surnames, places, known = json.loads(path.read_text(encoding="utf-8"))
        return Lexicon(frozenset(given), frozenset(surnames), frozenset(places), frozenset(known))
    made = _made()
    parts = [sorted(part) for part in (made.given, made.surnames, made.places, made.known)]
    with suppress(DocumentError):
        write(path, json.dumps(parts, ensure_ascii=False).encode())
    return made


def _made() -> Lexicon:
    given, surnames = frozenset(_people("first_name")), frozenset(_people("last_name"))
    known = frozenset(_countries()) | frozenset(_zones()) | MORE_PLACES
    return Lexicon(given - COMMON, surnames, (frozenset(_areas()) | known) - COMMON, known - COMMON)


def _people(kind: str) -> Iterator[str]:
    """Names of a kind, of every locale that has them in Latin letters."""
    import faker.providers.person as shelf

    for found in pkgutil.iter_modules(shelf.__path__):
        provider = importlib.import_module(f"faker.providers.person.{found.name}").Provider
        for attribute in dir(provider):
            listed = getattr(provider, attribute)
            if attribute.startswith(kind) and isinstance(listed, (Mapping, Sequence)):
                yield from (name for name in listed if isinstance(name, str) and _LATIN.fullmatch(name))


def _countries() -> Iterator[str]:
    from phonenumbers.geodata.locale import LOCALE_DATA

    for names in LOCALE_DATA.values():
        name = names.get("en", "").strip("*")
        name = names.get(name, name)
        if _LATIN.fullmatch(name):
            yield name


def _areas() -> Iterator[str]:
    from phonenumbers.geodata import GEOCODE_DATA

    for names in GEOCODE_DATA.values():
        for part in re.split(r"[,/]| - ", names.get("en", "")):
            if _LATIN.fullmatch(part.strip()):
                yield part.strip()


def _zones() -> Iterator[str]:
    for zone in zoneinfo.available_timezones():
        if zone.startswith(("Africa/", "America/", "Asia/", "Australia/", "Europe/", "Pacific/", "Atlantic/")):
            yield zone.rpartition("/")[2].replace("_", " ")
