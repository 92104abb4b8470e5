"""Puts what came in into the slots of a packet, and refuses what may not be in it.

Whatever the way in (a file, a page in a scanned stack, a file or page that a person
assigns, a renamed file), the same two questions come first: which document is this,
and may this recipient have it?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from docgen.errors import DocgenError, Problem, problem
from docgen.packet import recognise, scan
from docgen.packet.codes import ReadPage
from docgen.packet.inspectie import Inspectie
from docgen.packet.model import Beleid, Bestand, Ingedeeld, Slot, Soort, Stuk, Verwacht
from docgen.packet.scan import Assigned, Expected, Place
from docgen.packet.state import slot_of

INGELEVERD, GEMAAKT = "ingeleverd", "gemaakt"
KEUZES = (INGELEVERD, GEMAAKT)
"""The two answers to the question which one is meant: what came in, or what docgen makes now."""
OPZIJ = "opzij"
"""What a person says of a page without a code that has to stay out of the packet, in place of a document."""


@dataclass(frozen=True, slots=True)
class Aanwijzing:
    """What a person says that a file, or one page of it, is."""

    bestand: str
    document: str
    blad: int = 0
    """Page of the file, from 1; 0: the whole file."""
    bladzijde: int = 1
    """Page of the document, from 1."""
    draai: int = 0


@dataclass
class _Indeling:
    """What is known so far."""

    beleid: Beleid
    bestanden: Sequence[Bestand]
    gelezen: Sequence[Sequence[ReadPage]]
    stukken: dict[str, list[Stuk]] = field(default_factory=dict)
    problemen: list[Problem] = field(default_factory=list)
    notities: list[str] = field(default_factory=list)
    opzij: set[Place] = field(default_factory=set)
    over: list[Place] = field(default_factory=list)
    kiezen: list[str] = field(default_factory=list)

    def add(self, naam: str, stuk: Stuk) -> None:
        self.stukken.setdefault(naam, []).append(stuk)

    def seen(self, number: int) -> Inspectie:
        return self.bestanden[number].inspectie


def arrange(
    beleid: Beleid,
    bestanden: Sequence[Bestand],
    gelezen: Sequence[Sequence[ReadPage]],
    aanwijzingen: Sequence[Aanwijzing] = (),
    keuzes: Mapping[str, str] | None = None,
) -> Ingedeeld:
    """Put every file in its slot as far as that goes, with what is against it beside it.

    Args:
        beleid: What this recipient may have, and what it may not.
        bestanden: What came in, inspected.
        gelezen: The pages of each file with the codes that stand on them.
        aanwijzingen: What a person said that a file or page is.
        keuzes: By document, for what differs from what is made now: which one is meant.
    """
    here = _Indeling(beleid, bestanden, gelezen)
    assigned = _assigned(here, aanwijzingen)
    for file in bestanden:
        here.problemen += [replace(one, veld=file.naam) for one in file.inspectie.problemen]
    _refuse_forbidden(here, assigned)
    _refuse_strangers(here)
    # Of a file with something against it nothing is taken, and what is against it is said once.
    refused = {one.veld for one in here.problemen}
    sound = [n for n, file in enumerate(bestanden) if file.naam not in refused]
    scans = [n for n in sound if not _whole(here, n, assigned)]
    try:
        _sort(here, scans, assigned)
    except DocgenError as error:
        here.problemen += error.problems
    slots = tuple(_slots(here, keuzes or {}))
    problemen = tuple(dict.fromkeys(here.problemen))
    return Ingedeeld(slots, tuple(here.notities), problemen, tuple(here.over), tuple(here.kiezen))


# --- what a person said -------------------------------------------------------------


def _assigned(here: _Indeling, said: Iterable[Aanwijzing]) -> dict[Place, Assigned]:
    """Turn what a person said into places; refuses a file, page or document that does not exist here."""
    numbers = {file.naam: n for n, file in enumerate(here.bestanden)}
    found: dict[Place, Assigned] = {}
    for one in said:
        number = numbers.get(one.bestand)
        if number is None or one.blad > len(here.gelezen[number]):
            here.problemen.append(problem("PAKKET-306", one.bestand))
        elif one.document == OPZIJ and one.blad:
            here.opzij |= {Place(number, one.blad - 1)}
        elif here.beleid.van(one.document) is None:
            here.problemen.append(_no_such(here.beleid, one))
        elif one.blad:
            found[Place(number, one.blad - 1)] = Assigned(one.document, one.bladzijde, one.draai)
        else:
            for page in range(len(here.gelezen[number])):
                found[Place(number, page)] = Assigned(one.document, one.bladzijde + page, one.draai)
    return found


def _no_such(beleid: Beleid, one: Aanwijzing) -> Problem:
    if one.document in {*beleid.verboden.values(), *beleid.titels.values()}:
        return problem("PAKKET-301", one.bestand, document=one.document, rol=beleid.ontvanger)
    return problem("PAKKET-307", one.bestand, document=one.document)


# --- what may not be in it ----------------------------------------------------------


def _refuse_forbidden(here: _Indeling, assigned: Mapping[Place, Assigned]) -> None:
    """Find every document and every value that this recipient may not have, whichever way it came in."""
    beleid = here.beleid
    for number, file in enumerate(here.bestanden):
        codes = recognise.codes_of(here.gelezen[number])
        forbidden = sorted({beleid.verboden[code] for code in codes if code in beleid.verboden})
        seen = file.inspectie
        if not forbidden and not _is_known(here, number):
            forbidden = [*recognise.titles_in(beleid.titels, seen)]
        for document in forbidden:
            # Of a document of which this role may have something, another copy came in.
            code = "PAKKET-301" if beleid.van(document) is None else "PAKKET-311"
            here.problemen.append(problem(code, file.naam, document=document, rol=beleid.ontvanger))
        if seen.bijlagen:
            here.problemen.append(problem("PAKKET-303", file.naam))
        if not forbidden:
            paths = {beleid.geheim[value] for value in recognise.found_in(beleid.geheim, recognise.text_of(seen))}
            here.problemen += [
                problem("PAKKET-302", file.naam, gegeven=path, rol=beleid.ontvanger) for path in sorted(paths)
            ]
        _refuse_wrong_assignment(here, number, assigned)


def _is_known(here: _Indeling, number: int) -> bool:
    """Whether every page of a file carries the code of a document that this recipient may have."""
    allowed = {code for one in here.beleid.verwacht for code in one.ids}
    pages = here.gelezen[number]
    return bool(pages) and all(page.code is not None and page.code.id in allowed for page in pages)


def _refuse_wrong_assignment(here: _Indeling, number: int, assigned: Mapping[Place, Assigned]) -> None:
    """A page that says what it is, is that, whatever a person says."""
    for at, said in assigned.items():
        code = here.gelezen[at.file][at.page].code if at.file == number else None
        expected = here.beleid.van(said.document)
        if code and expected and code.id not in expected.ids:
            here.problemen.append(
                problem("PAKKET-308", here.bestanden[number].naam, blad=at.page + 1, document=said.document)
            )


# --- files that are one document ----------------------------------------------------


def _whole(here: _Indeling, number: int, assigned: Mapping[Place, Assigned]) -> bool:
    """Put a file that is one document in its slot; False for what has to be sorted page by page."""
    seen = here.seen(number)
    naam = recognise.by_code(here.beleid, here.gelezen[number])
    if not (seen.ondertekend or seen.document_hash or not _coded(here, number)):
        return False
    naam = naam or recognise.by_words(here.beleid, seen)
    by_hand = assigned.get(Place(number, 0)) if not naam else None
    if by_hand and (seen.ondertekend or seen.woorden):
        naam = by_hand.document
    expected = here.beleid.van(naam)
    if expected is None:
        if seen.ondertekend:
            here.problemen.append(problem("PAKKET-304", here.bestanden[number].naam))
            here.over.append(Place(number, 0))
        # Without a digital signature it may still be a scan, of which a person says what it is.
        return seen.ondertekend
    same = recognise.same_words(expected, seen.woorden)
    if not seen.ondertekend and same:
        here.notities.append(_left_out(here, number, expected.naam))
        return True
    soort = Soort.DIGITAAL if seen.ondertekend else Soort.LOS
    here.add(expected.naam, Stuk(soort, (number,), inspectie=seen, met_de_hand=bool(by_hand), afwijkend=not same))
    return True


def _coded(here: _Indeling, number: int) -> bool:
    return bool(recognise.codes_of(here.gelezen[number]))


def _left_out(here: _Indeling, number: int, naam: str) -> str:
    file = here.bestanden[number].naam
    return f"{file}: een exemplaar van {naam} zonder handtekening; het pakket maakt dat zelf."


# --- scans --------------------------------------------------------------------------


def _sort(here: _Indeling, scans: Sequence[int], assigned: Mapping[Place, Assigned]) -> None:
    """Sort the pages of the scans into exemplars; names what is missing, double or of another case.

    An exemplar that is whole in one file is one; what is left of all files is then laid together.
    """
    pool = {number: list(here.gelezen[number]) for number in scans}
    for at in sorted(here.opzij):
        if at.file in pool and pool[at.file][at.page].code is None:
            pool[at.file][at.page] = ReadPage(blank=True)
            here.notities.append(f"{_sheet(here, range(at.file + 1), at)} is opzij gelegd en gaat niet mee.")
    said = dict(assigned)
    for number in scans:
        while whole := [one for one in _sorted(here, pool, (number,), said).documents if one.complete]:
            for found in whole:
                _take(here, found, (number,), pool, said)
    stack = _sorted(here, pool, scans, said)
    for found in stack.documents:
        if any(not piece.ontbrekend for piece in here.stukken.get(found.expected.document, [])):
            _name_doubles(here, scans, found)
        else:
            _take(here, found, scans, pool, said)
            _name_doubles(here, scans, replace(found, pages=()))
    for at in stack.foreign:
        here.notities.append(f"{_sheet(here, scans, at)} hoort bij een andere zaak en gaat niet mee.")
    here.problemen += [problem("PAKKET-206", _sheet(here, scans, at)) for at in stack.several]
    here.over += [Place(scans[at.file], at.page) for at in (*stack.uncoded, *stack.several)]
    _name_uncoded(here, scans, stack.uncoded)


def _sorted(
    here: _Indeling, pool: Mapping[int, Sequence[ReadPage]], files: Sequence[int], said: Mapping[Place, Assigned]
) -> scan.Stack:
    wanted = [
        Expected(one.naam, code, one.code, _pages(here, one, code)) for one in here.beleid.verwacht for code in one.ids
    ]
    local = {Place(files.index(at.file), at.page): what for at, what in said.items() if at.file in files}
    return scan.sort([pool[number] for number in files], wanted, local)


def _pages(here: _Indeling, one: Verwacht, code: str) -> int:
    """How many pages a document has: as the codes of this version say, else as it is made now."""
    said = [p.code.pages for pages in here.gelezen for p in pages if p.code and p.code.id == code]
    return one.paginas or max(said, default=1)


def _take(
    here: _Indeling,
    found: scan.Found,
    files: Sequence[int],
    pool: dict[int, list[ReadPage]],
    said: dict[Place, Assigned],
) -> None:
    """Take the pages of an exemplar from the pool."""
    sheets = [replace(one, place=Place(files[one.place.file], one.place.page)) for one in found.pages if one]
    for sheet in sheets:
        pool[sheet.place.file][sheet.place.page] = ReadPage(blank=True)
        said.pop(sheet.place, None)
    here.add(
        found.expected.document,
        Stuk(
            Soort.SCAN,
            tuple(sorted({sheet.place.file for sheet in sheets})),
            bladen=tuple(sheets),
            met_de_hand=any(sheet.by_hand for sheet in sheets),
            afwijkend=found.version != found.expected.version,
            ontbrekend=found.missing,
        ),
    )


def _name_doubles(here: _Indeling, files: Sequence[int], found: scan.Found) -> None:
    extra = [(number, one) for number, one in enumerate(found.pages, start=1) if one]
    for number, one in (*extra, *found.doubles):
        where = _sheet(here, files, one.place)
        name = found.expected.document
        here.notities.append(f"{where} is nog een keer bladzijde {number} van {name} en gaat niet mee.")


def _sheet(here: _Indeling, files: Sequence[int], at: Place) -> str:
    return f"{here.bestanden[files[at.file]].naam}: blad {at.page + 1}"


def _name_uncoded(here: _Indeling, files: Sequence[int], uncoded: Iterable[Place]) -> None:
    for file, count in Counter(files[at.file] for at in uncoded).items():
        sheets = ", ".join(str(at.page + 1) for at in uncoded if files[at.file] == file)
        name = here.bestanden[file].naam
        if count == len(here.gelezen[file]):
            here.problemen.append(problem("PAKKET-304", name))
        else:
            here.problemen.append(problem("PAKKET-305", name, bladen=sheets))


# --- the slots ----------------------------------------------------------------------


def _slots(here: _Indeling, keuzes: Mapping[str, str]) -> Iterator[Slot]:
    for naam in keuzes:
        if here.beleid.van(naam) is None:
            here.problemen.append(problem("PAKKET-307", "", document=naam))
    for expected in here.beleid.verwacht:
        pieces = _chosen(here, expected, keuzes.get(expected.naam, ""))
        if pieces or expected.gevraagd:
            yield slot_of(expected, tuple(pieces))


def _chosen(here: _Indeling, expected: Verwacht, keuze: str) -> list[Stuk]:
    """The exemplars that go along: where one differs from what is made now, a person says which is meant."""
    pieces = here.stukken.get(expected.naam, [])
    if not any(piece.afwijkend for piece in pieces) or keuze == INGELEVERD:
        return pieces
    if keuze == GEMAAKT:
        here.notities.append(f"{expected.naam}: wat is ingeleverd en afwijkt, gaat niet mee; zo is gekozen.")
        return [piece for piece in pieces if not piece.afwijkend]
    here.kiezen.append(expected.naam)
    names = ", ".join(dict.fromkeys(here.bestanden[n].naam for p in pieces if p.afwijkend for n in p.bestanden))
    here.problemen.append(problem("PAKKET-310", names, document=expected.naam))
    return []


def _refuse_strangers(here: _Indeling) -> None:
    """Refuse a file of which every page belongs to another case: whoever handed it in means something by it."""
    for number, file in enumerate(here.bestanden):
        pages = here.gelezen[number]
        known = {code for one in here.beleid.verwacht for code in one.ids}
        codes = recognise.codes_of(pages)
        foreign = codes and not codes & {*known, *here.beleid.verboden}
        if foreign and all(page.code or page.blank for page in pages):
            here.problemen.append(problem("PAKKET-309", file.naam))
