"""The packet of one recipient: from a case and a folder of signed PDFs to one file that anybody can check."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import __version__, rules
from docgen.case import AnyCase
from docgen.errors import Problem, fault, problem
from docgen.packet import bewijs, codes, leak, pages, slots, state
from docgen.packet.bind import Bijlage, Deel, bind
from docgen.packet.inspect import inspect
from docgen.packet.key import Sleutel
from docgen.packet.model import Beleid, Bestand, Handtekeningregel, Ingedeeld, Onderdeel, Slot, Soort, Stuk, Toestand
from docgen.packet.pages import Blad, Gereed
from docgen.packet.recognise import found_in
from docgen.packet.slots import Aanwijzing
from docgen.packet.verify import Verslag, verify
from docgen.render.rendered import ZONE, made_at
from docgen.render.style import HOUSE, Huisstijl
from docgen.rules import geheim
from docgen.service import packetfront
from docgen.service.packetpolicy import Policy, policy, recipients_for
from docgen.text.document import Document
from docgen.text.packets import BEWIJSBLAD, VOORBLAD, front
from docgen.work.files import write_all

# What sets pages and seals takes half a second to load: only for whoever makes a packet.
if TYPE_CHECKING:
    from docgen.render.pdf import Laid

SEAL_BOX = (325, 22, 524, 72)
"""Where the seal stands on the cover: in its foot, where other pages have boxes for initials."""
_ROUNDS = 4
"""How often cover and evidence page are laid out until the page numbers on them are right."""


@dataclass(frozen=True)
class Opdracht:
    """What is asked of a packet."""

    ontvanger: str
    peildatum: dt.date
    moment: dt.datetime
    """The moment of judging signatures, with its zone."""
    getekend: Path | Mapping[str, bytes] | None = None
    """Folder with PDFs, under any name; or the PDFs by their names."""
    aanwijzingen: tuple[Aanwijzing, ...] = ()
    keuzes: Mapping[str, str] = field(default_factory=dict)
    onvolledig: bool = False
    vertrouwd: Path | None = None
    sleutel: Sleutel | None = None
    stijl: Huisstijl = HOUSE
    maker: str = ""
    """The role of whoever makes it and gets to see it; empty: who has the whole case."""


@dataclass(frozen=True)
class Pakket:
    """A finished packet, and what there is to say about it."""

    data: bytes
    slots: tuple[Slot, ...]
    onderdelen: tuple[Onderdeel, ...]
    originelen: Mapping[str, bytes]
    notities: tuple[str, ...]
    gebreken: tuple[str, ...] = ()
    """What is lacking, as the cover says; empty when it is complete."""


@dataclass(frozen=True)
class _Plan:
    """One part on its way into the packet."""

    slot: Slot
    stuk: Stuk | None = None
    gereed: Gereed | None = None
    laid: Laid | None = None

    @property
    def paginas(self) -> int:
        return self.gereed.paginas if self.gereed else self.laid.pages if self.laid else 0


Voortgang = Callable[[str], None]


def make_packet(subject: AnyCase, order: Opdracht, progress: Voortgang = lambda _: None) -> Pakket:
    """Make the packet of one recipient.

    Raises:
        RuleRefusal: REGEL-001 or REGEL-003, a rule blocks a document, or nobody has this role.
        PacketFault: PAKKET-3xx, with every problem at once; nothing is written then.
        RenderFault, TextFault: as for making documents.
    """
    progress("Bepalen wat deze ontvanger mag krijgen")
    if order.maker and order.ontvanger not in recipients_for(subject, order.peildatum, order.maker):
        raise fault("PAKKET-333", rol=order.maker, ontvanger=order.ontvanger)
    known = policy(subject, order.peildatum, order.ontvanger)
    progress("Lezen wat is ingeleverd")
    files = tuple(_files(order))
    read = tuple(codes.read(file.data) if file.inspectie.bruikbaar else () for file in files)
    placed = slots.arrange(_with_pages(known, order), files, read, order.aanwijzingen, order.keuzes)
    if placed.problemen:
        raise fault("PAKKET-300", placed.problemen, rol=order.ontvanger, aantal=len(placed.problemen))
    if not placed.slots:
        raise fault("PAKKET-332")
    lacking = tuple(_lacking(subject, order, placed))
    if lacking and not order.onvolledig:
        raise fault("PAKKET-320", lacking, aantal=len(lacking))
    progress("Bladzijden klaarzetten")
    plans = tuple(_plans(known, order, files, placed))
    progress("Pakket samenstellen")
    return _Binding(subject, order, known, files, placed, plans, tuple(p.melding for p in lacking)).bound()


def write_packet(made: Pakket, path: Path, originals: Path | None = None) -> None:
    """Write a packet, and on request its originals in a ZIP beside it: both, or nothing."""
    files = {path: made.data}
    if originals:
        files[originals] = zipped(made)
    write_all(files)


def zipped(made: Pakket) -> bytes:
    """Put the originals of a packet in a ZIP; the same packet, the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(made.originelen.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def _files(order: Opdracht) -> Iterator[Bestand]:
    """Inspect everything that came in."""
    came_in = order.getekend.items() if isinstance(order.getekend, Mapping) else _in_folder(order.getekend)
    for name, data in came_in:
        yield Bestand(name, data, inspect(data, order.vertrouwd, order.moment))


def _in_folder(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """Read everything in a folder but what docgen itself puts beside a PDF."""
    if folder is None:
        return
    if not folder.is_dir():
        raise fault("PAKKET-331", map=folder)
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith(".herkomst.json"):
            yield path.name, path.read_bytes()


def _with_pages(known: Policy, order: Opdracht) -> Beleid:
    """Lay out what a person assigns pages of: only then is the number of pages needed to know what is missing."""
    from docgen.render import pdf

    named = {one.document for one in order.aanwijzingen}
    expected = tuple(
        replace(one, paginas=pdf.lay_out(known.documents[one.naam], order.stijl).pages)
        if one.naam in named and one.naam in known.documents
        else one
        for one in known.beleid.verwacht
    )
    return replace(known.beleid, verwacht=expected)


def _lacking(subject: AnyCase, order: Opdracht, placed: Ingedeeld) -> Iterator[Problem]:
    for slot in placed.slots:
        if not slot.in_orde:
            wat = slot.toestand.value if slot.toestand is Toestand.ONTBREEKT else "; ".join(slot.notities).rstrip(".")
            yield problem("PAKKET-321", "", document=slot.verwacht.titel, wat=wat or slot.toestand.value)
    # Bron: domain.md LAW-10: without this information there is no packet for the huurder.
    found = rules.evaluate(subject, order.peildatum).findings
    if order.ontvanger == "huurder" and any((f.code, f.veld) == ("LAW-10", "bijlagen") for f in found):
        yield problem("PAKKET-322", "bijlagen")


def _plans(known: Policy, order: Opdracht, files: Sequence[Bestand], placed: Ingedeeld) -> Iterator[_Plan]:
    """Every part in order: exemplars that came in, and what docgen makes itself."""
    from docgen.render import pdf

    pieces = [(slot, piece) for slot in placed.slots for piece in slot.stukken]
    data = {n: files[n].data for _, piece in pieces for n in piece.bestanden}
    ready = iter(pages.prepare(data, [_sheets(piece) for _, piece in pieces]))
    for n, slot in enumerate(placed.slots):
        for piece in slot.stukken:
            yield _Plan(slot, piece, next(ready))
        if not slot.stukken:
            yield _Plan(slot, laid=pdf.lay_out(known.documents[slot.verwacht.naam], order.stijl, name=f"d{n}"))


def _sheets(piece: Stuk) -> tuple[Blad, ...]:
    if piece.bladen:
        return tuple(Blad(one.place.file, one.place.page, one.turn) for one in piece.bladen)
    count = piece.inspectie.paginas if piece.inspectie else 0
    return tuple(Blad(piece.bestanden[0], page) for page in range(count))


@dataclass(frozen=True)
class _Binding:
    """Everything that is known when the packet is bound."""

    subject: AnyCase
    order: Opdracht
    known: Policy
    files: tuple[Bestand, ...]
    placed: Ingedeeld
    plans: tuple[_Plan, ...]
    lacking: tuple[str, ...]

    def bound(self) -> Pakket:
        """Bind, search for leaks, and seal."""
        from docgen.packet.seal import seal
        from docgen.render import pdf

        cover, proof, parts = self._front()
        attached = tuple(self._originals(parts))
        own = pdf.write((cover, proof, *(plan.laid for plan in self.plans if plan.laid)))
        total = parts[-1].laatste
        content = bewijs.build(
            self._about(total), parts, [{"bestand": one.naam, "sha256": _sha(parts, one.naam)} for one in attached]
        )
        delen = (
            Deel("Voorblad", "Voorblad", cover.pages),
            Deel("Bewijsblad", "Bewijsblad", proof.pages),
            *(self._bound_part(plan, part, len(parts)) for plan, part in zip(self.plans, parts, strict=True)),
        )
        day = f"D:{made_at(cover.document):%Y%m%d%H%M%S%z}"
        data = bind(own, delen, attached, content, f"{day[:-2]}'{day[-2:]}'")
        for rol in dict.fromkeys((self.order.ontvanger, self.order.maker or self.order.ontvanger)):
            self._refuse_leaks(data, (cover.document, proof.document), rol)
        if self.order.sleutel:
            data = seal(data, self.order.sleutel, self.order.moment, box=SEAL_BOX)
        files = {one.naam: one.data for one in attached}
        return Pakket(data, self.placed.slots, parts, files, self.placed.notities, self.lacking)

    def _front(self) -> tuple[Laid, Laid, tuple[Onderdeel, ...]]:
        """Lay out cover and evidence page until the page numbers that they print are their own doing."""
        from docgen.render import pdf

        guess = (1, 1)
        for _ in range(_ROUNDS):
            parts = tuple(self._parts(sum(guess)))
            values = packetfront.sheet(
                self.subject,
                self.order.ontvanger,
                self.order.peildatum,
                parts,
                [plan.laid.document for plan in self.plans if plan.laid] + self._shown(),
                bladzijden=parts[-1].laatste,
                verzegeld=self.order.sleutel is not None,
                gebreken=self.lacking,
                notities=(),
            )
            cover, proof = (
                pdf.lay_out(front(name, values, self.order.ontvanger), self.order.stijl, name=name)
                for name in (VOORBLAD, BEWIJSBLAD)
            )
            if (cover.pages, proof.pages) == guess:
                return cover, proof, parts
            guess = (cover.pages, proof.pages)
        raise fault("PAKKET-352", wat="de bladzijden van het voorblad")

    def _shown(self) -> list[Document]:
        """The documents of which an exemplar goes along that came in."""
        names = dict.fromkeys(plan.slot.verwacht.naam for plan in self.plans if plan.stuk)
        return [self.known.documents[name] for name in names if name in self.known.documents]

    def _parts(self, before: int) -> Iterator[Onderdeel]:
        first = before + 1
        for number, plan in enumerate(self.plans, start=1):
            expected, piece = plan.slot.verwacht, plan.stuk
            soort = piece.soort if piece else Soort.EIGEN
            whole = piece.inspectie if piece else None
            kept = bool(whole and whole.origineel_bewaren)
            words = self.known.documents[expected.naam].words_hash if not piece else ""
            shown = plan.gereed.sha256 if plan.gereed else ""
            yield Onderdeel(
                nummer=number,
                naam=expected.naam,
                titel=expected.titel,
                versie=expected.versie,
                soort=soort,
                toestand=plan.slot.toestand,
                pagina=first,
                paginas=plan.paginas,
                sha256=words or (whole.sha256 if whole and kept else shown),
                handtekeningen=tuple(_signatures(piece)),
                ondertekenaars=expected.ondertekenaars,
                origineel=f"{number:02d}-{expected.naam}-origineel.pdf" if kept else "",
                beeld=shown,
                notities=tuple(_notes(plan)),
            )
            first += plan.paginas

    def _originals(self, parts: Sequence[Onderdeel]) -> Iterator[Bijlage]:
        for plan, part in zip(self.plans, parts, strict=True):
            if part.origineel and plan.stuk:
                data = self.files[plan.stuk.bestanden[0]].data
                yield Bijlage(part.origineel, data, f"Origineel van pakketbijlage {part.nummer}: {part.titel}")

    def _bound_part(self, plan: _Plan, part: Onderdeel, total: int) -> Deel:
        copy = f" · kopie; het origineel is bijlage {part.origineel}" if part.origineel else ""
        state = " · nog niet getekend" if part.soort is Soort.EIGEN and not plan.slot.in_orde else ""
        return Deel(
            bladwijzer=f"Pakketbijlage {part.nummer}: {part.titel}",
            kop=f"Pakketbijlage {part.nummer} van {total} · {part.titel}{copy}{state}",
            paginas=plan.paginas,
            data=plan.gereed.data if plan.gereed else None,
        )

    def _about(self, total: int) -> dict[str, object]:
        return {
            "zaaknummer": self.subject.zaaknummer,
            "ontvanger": self.order.ontvanger,
            "regeling": self.subject.regeling,
            "peildatum": self.order.peildatum.isoformat(),
            "programma": __version__,
            "paginas": total,
            "volledig": not self.lacking,
            "verzegeld": self.order.sleutel is not None,
        }

    def _refuse_leaks(self, data: bytes, fronts: tuple[Document, ...], rol: str) -> None:
        """Search the finished packet for what a role may not see; what cover and evidence say was judged before."""
        secret = self.known.beleid.geheim if rol == self.order.ontvanger else self._secret_for(rol)
        said = "\n".join(" ".join(document.words()) for document in fronts)
        dates = {form for one in _dates(self.plans) for form in geheim.forms(one)}
        ours = {value for value in found_in(secret, said) if value in dates}
        hits = set(leak.search(data, [value for value in secret if value not in ours]))
        if hits:
            paths = sorted({secret[value] for value in hits})
            found = [problem("PAKKET-330", path, gegeven=path, rol=rol) for path in paths]
            raise fault("PAKKET-300", found, rol=rol, aantal=len(found))

    def _secret_for(self, maker: str) -> Mapping[str, str]:
        """What may not come before whoever makes it; their own files tell them nothing new."""
        words = "\n".join(" ".join(file.inspectie.woorden) for file in self.files)
        secret = policy(self.subject, self.order.peildatum, maker).beleid.geheim
        return {value: path for value, path in secret.items() if value not in set(found_in(secret, words))}


def _signatures(piece: Stuk | None) -> Iterator[Handtekeningregel]:
    for one in piece.inspectie.handtekeningen if piece and piece.inspectie else ():
        if one.soort != "tijdstempel":
            when = f"{one.wanneer.astimezone(ZONE):%d-%m-%Y}" if one.wanneer else ""
            yield Handtekeningregel(one.wie, when, one.oordeel.value, one.uitleg)


def _dates(plans: Sequence[_Plan]) -> Iterator[dt.date]:
    for plan in plans:
        for one in plan.stuk.inspectie.handtekeningen if plan.stuk and plan.stuk.inspectie else ():
            if one.wanneer:
                yield one.wanneer.astimezone(ZONE).date()


def _notes(plan: _Plan) -> Iterator[str]:
    """What the evidence page says about one part."""
    yield from state.notes_of(plan.stuk) if plan.stuk else plan.slot.notities
    if plan.stuk and plan.stuk.inspectie:
        yield from (packetfront.printable(note) for note in plan.stuk.inspectie.notities)
    if plan.gereed and plan.gereed.verwijderd:
        yield f"Uit de kopie gehaald: {', '.join(plan.gereed.verwijderd)}."
    if plan.gereed and plan.gereed.afbeelding:
        yield "De bladzijden van de kopie zijn een afbeelding; de woorden zijn niet te selecteren of voor te lezen."
    if plan.gereed and plan.gereed.verkleind:
        yield f"{plan.gereed.verkleind} bladzijden zijn iets verkleind, zodat het opschrift bovenaan niets bedekt."


def _sha(parts: Sequence[Onderdeel], name: str) -> str:
    return next(part.sha256 for part in parts if part.origineel == name)


def verify_packet(path: Path, trust: Path | None, moment: dt.datetime) -> Verslag:
    """Judge a packet with nothing but its file; raises PacketFault for what is no packet or cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        raise fault("PAKKET-350", naam=path.name) from None
    return verify_bytes(data, trust, moment)


def verify_bytes(data: bytes, trust: Path | None, moment: dt.datetime) -> Verslag:
    """Judge a packet with nothing but its bytes; raises PAKKET-351 for what is no packet."""
    report = verify(data, trust, moment)
    if report is None:
        raise fault("PAKKET-351")
    return report
