"""Propose a mapping file from the headings of a table. A proposal: somebody who knows the table reads it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path as File

from docgen.batch import guess
from docgen.batch.fields import written
from docgen.batch.guess import SOORT, Guess
from docgen.batch.maptext import key, text
from docgen.batch.sheets import sheet_names
from docgen.batch.sources import TABLES
from docgen.batch.tables import is_sheet, must_be_file, open_table, sayable
from docgen.errors import fault

NEEDED = ("soort", "zaaknummer", "regeling")
"""What every case needs; the rules ask for more, and `docgen check` says what."""


def propose(path: File) -> str:
    """Return a mapping file (TOML) for a CSV or XLSX; raises CaseProblem when the table cannot be read."""
    must_be_file(path)
    if path.suffix.lower() not in TABLES:
        raise fault("INVOER-019", naam=sayable(path))
    names = sheet_names(path) if is_sheet(path) else ("",)
    with contextlib.closing(open_table(path, names[0])) as table:
        guesses = guess.of_cases(table.headings).columns
    lines = [
        f"# Koppeling bij {sayable(path)}: een voorstel van docgen. Lees het na: is elke kolom het goede veld?",
        "# Alle velden met hun betekenis: docgen schema.",
        "",
        "# Een zaakbestand (.json) met wat voor alle zaken gelijk is: de partijen, de vorm van het contract.",
        '# sjabloon = "sjabloon.json"',
    ]
    if names[0]:
        lines += ["", f"blad = {text(names[0])}"]
    lines += ["", *_ignored(guesses), "", "[vast]", f"soort = {text(SOORT)}", *_missing(guesses), ""]
    lines += ["[kolommen]", *_columns(guesses, 0)]
    for name in names[1:]:
        lines += ["", *_list(path, name)]
    return "\n".join(lines) + "\n"


def _list(path: File, name: str) -> Iterator[str]:
    """Propose how a further sheet fills a list of the case."""
    try:
        with contextlib.closing(open_table(path, name)) as table:
            found = guess.of_list(name, table.headings)
    except Exception as error:
        if getattr(error, "code", "") != "INVOER-010":
            raise
        return  # an empty sheet
    if not found.under:
        yield f"# Blad {name} is niet gekoppeld: bij welke lijst hoort het? Bijvoorbeeld [lijsten.doelen]."
        return
    under = written(found.under)
    yield f"[lijsten.{key(under)}]"
    yield f"blad = {text(name)}"
    yield (
        f"zaaknummer = {text(found.number)}"
        if found.number
        else '# zaaknummer = "welke kolom zegt bij welke zaak de rij hoort?"'
    )
    yield from _ignored(found.columns)
    yield ""
    yield f"[lijsten.{key(under)}.kolommen]"
    yield from _columns(found.columns, len(found.under) + 1)


def _columns(guesses: Sequence[Guess], skip: int) -> Iterator[str]:
    for one in guesses:
        options = [text(written(path[skip:])) for path in one.paths]
        if one.sure:
            yield f"{text(one.heading)} = {options[0]}"
        elif options:
            yield f"# Kies zelf{', want er is nog zo een kolom' if one.shared else ''}: {' of '.join(options[:4])}."
            yield f"# {text(one.heading)} = {options[0]}"
        else:
            yield f"# Geen veld gevonden bij {text(one.heading)}; staat bij negeer."


def _ignored(guesses: Sequence[Guess]) -> Iterator[str]:
    yield "# Kolommen die niet worden gelezen."
    yield f"negeer = [{', '.join(text(one.heading) for one in guesses if not one.paths)}]"


def _missing(guesses: Sequence[Guess]) -> Iterator[str]:
    found = {one.paths[0] for one in guesses if one.sure}
    for name in NEEDED:
        if (name,) not in found and name != "soort":
            yield f"# Nodig en niet gevonden: {name}. " + (
                'Voor alle zaken gelijk? Dan hier: regeling = "…"' if name == "regeling" else "Koppel een kolom."
            )
