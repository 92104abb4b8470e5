"""Dutch forms: names, dates, money, addresses, numbers and words.

Everything that a document prints goes through here, so that a date or an amount
looks the same in every document. The rules are those of domain.md §6.
"""

from __future__ import annotations

from docgen.nl.addresses import adres_op_een_regel, plaatsregel, straat_en_nummer
from docgen.nl.dates import dag_en_datum, datum, datum_kort, periode
from docgen.nl.money import Bedrag, in_woorden, som
from docgen.nl.names import Aanhef, Naamgebruik, Persoonsnaam
from docgen.nl.printing import afdruk
from docgen.nl.typed import lees_bedrag, lees_datum, lees_geheel, lees_ja_nee, lees_moment
from docgen.nl.values import Iban, Postcode, Telefoonnummer
from docgen.nl.words import drievoud, opsomming, telwoord

__all__ = [
    "Aanhef",
    "Bedrag",
    "Iban",
    "Naamgebruik",
    "Persoonsnaam",
    "Postcode",
    "Telefoonnummer",
    "adres_op_een_regel",
    "afdruk",
    "dag_en_datum",
    "datum",
    "datum_kort",
    "drievoud",
    "in_woorden",
    "lees_bedrag",
    "lees_datum",
    "lees_geheel",
    "lees_ja_nee",
    "lees_moment",
    "opsomming",
    "periode",
    "plaatsregel",
    "som",
    "straat_en_nummer",
    "telwoord",
]
