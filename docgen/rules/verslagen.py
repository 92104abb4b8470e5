"""What the reports of talks print: goals with their outcome, facts on the tenancy, the conclusion in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated

from docgen import nl
from docgen.case import Doel, Doelresultaat, Evaluatie, Woonfeiten
from docgen.rules.bevoegdheid import Ondertekenaar
from docgen.rules.context import Context
from docgen.rules.mijlpalen import gehouden
from docgen.rules.uit import Uit

NIET_VASTGELEGD = "niet vastgelegd"
"""What the case does not hold is never read as a breach."""

_UITKOMST = {
    "behaald": "behaald",
    "deels_behaald": "deels behaald",
    "niet_behaald": "niet behaald",
    "niet_van_toepassing": "niet van toepassing",
}
_CONCLUSIE = {
    "omklappen": "omzetten naar een huurovereenkomst voor onbepaalde tijd",
    "niet_omklappen": "nog niet omzetten",
    "overdracht_zorgaanbieder": "de ondersteuning overdragen aan een andere zorgaanbieder",
    "beeindigen": "de huur laten eindigen",
    "verlengen_verdienstadium": "de verdienperiode gaat door",
}


@dataclass(frozen=True, slots=True)
class Doelregel:
    """A goal with its outcome at a talk."""

    tekst: str
    maatstaf: str | None
    uitkomst: str
    """"behaald", "deels behaald: de tuin moet nog", "niet vastgelegd"."""
    omklapvoorwaarde: bool = field(
        default=False, metadata={"omschrijving": "Het doel is een voorwaarde voor de omklap."}
    )


@dataclass(frozen=True, slots=True)
class Woonfeit:
    """A question about the tenancy and its answer."""

    wat: str
    antwoord: str


@dataclass(frozen=True, slots=True)
class Verslag:
    """One talk of the case, with what its report says about it in words."""

    evaluatie: Evaluatie
    """The talk itself, for all that prints as it stands in the case."""
    woondoelen: Annotated[tuple[Doelregel, ...], Uit("evaluaties.doelen")] = ()
    """Goals with a result that the corporatie may see."""
    plandoelen: Annotated[tuple[Doelregel, ...], Uit("evaluaties.doelen")] = ()
    """The other goals with a result."""
    feiten: Annotated[tuple[Woonfeit, ...], Uit("evaluaties.woonfeiten")] = ()
    deelnemers: Annotated[tuple[Ondertekenaar, ...], Uit("evaluaties.aanwezigen")] = ()
    """Everyone present, who approves the report with a signature."""
    conclusie: Annotated[str | None, Uit("evaluaties.conclusie")] = None
    """In words, to be read after "De uitkomst is:"."""
    begeleiding_nog_nodig: Annotated[str, Uit("evaluaties.begeleiding_nog_nodig")] = NIET_VASTGELEGD

    @property
    def omzetten(self) -> bool:
        """Het gesprek besluit tot omzetten naar een huurovereenkomst voor onbepaalde tijd."""
        return self.evaluatie.conclusie == "omklappen"

    @property
    def doorgaan(self) -> bool:
        """Het gesprek besluit dat het tijdelijke contract doorgaat."""
        return self.evaluatie.conclusie in ("niet_omklappen", "verlengen_verdienstadium")

    @property
    def einde(self) -> bool:
        """Het gesprek besluit dat de huur eindigt."""
        return self.evaluatie.conclusie == "beeindigen"

    @property
    def overdracht(self) -> bool:
        """Het gesprek besluit dat een andere zorgaanbieder het overneemt."""
        return self.evaluatie.conclusie == "overdracht_zorgaanbieder"

    @property
    def heeft_conclusie(self) -> bool:
        """Vastgelegd is wat het gesprek heeft opgeleverd."""
        return self.evaluatie.conclusie is not None

    @property
    def heeft_aanleiding(self) -> bool:
        """Vastgelegd is waarom het gesprek werd gehouden."""
        return bool(self.evaluatie.aanleiding)

    @property
    def heeft_periode(self) -> bool:
        """Vastgelegd is over welke tijd het gesprek ging."""
        return self.evaluatie.periode is not None

    @property
    def heeft_wensen(self) -> bool:
        """Vastgelegd is wat de huurder wenst."""
        return bool(self.evaluatie.wensen)

    @property
    def heeft_bekeken(self) -> bool:
        """Vastgelegd is wat bij het gesprek is bekeken."""
        return bool(self.evaluatie.bekeken)

    @property
    def heeft_aandachtspunten(self) -> bool:
        """Er is minstens één aandachtspunt."""
        return bool(self.evaluatie.aandachtspunten)

    @property
    def heeft_woondoelen(self) -> bool:
        """Minstens één doel dat de corporatie mag zien, heeft een resultaat."""
        return bool(self.woondoelen)

    @property
    def heeft_plandoelen(self) -> bool:
        """Minstens één doel dat de corporatie niet mag zien, heeft een resultaat."""
        return bool(self.plandoelen)

    @property
    def heeft_doelen(self) -> bool:
        """Minstens één doel heeft een resultaat."""
        return bool(self.woondoelen or self.plandoelen)

    @property
    def heeft_overwegingen(self) -> bool:
        """Vastgelegd is waarom zo is besloten."""
        return bool(self.evaluatie.overwegingen)

    @property
    def heeft_afwezigen(self) -> bool:
        """Minstens één deelnemer was er niet."""
        return any(person.aanwezig is False for person in self.evaluatie.aanwezigen)

    @property
    def waakvlam_besproken(self) -> bool:
        """Het contact na de ondersteuning (waakvlam) is besproken."""
        return self.evaluatie.waakvlam is not None and self.evaluatie.waakvlam.besproken is True

    @property
    def heeft_waakvlamafspraak(self) -> bool:
        """Vastgelegd is wat over dat contact (waakvlam) is afgesproken."""
        return self.evaluatie.waakvlam is not None and bool(self.evaluatie.waakvlam.afspraak)

    @property
    def heeft_acties(self) -> bool:
        """Er is minstens één actie afgesproken."""
        return bool(self.evaluatie.acties)

    @property
    def heeft_besluit(self) -> bool:
        """Het besluit is vastgelegd."""
        return bool(self.evaluatie.besluit)

    @property
    def heeft_omklapdatum(self) -> bool:
        """De eerste dag van het contract op eigen naam is vastgelegd."""
        return self.evaluatie.omklapdatum is not None

    @property
    def goedgekeurd(self) -> bool:
        """Het verslag is goedgekeurd."""
        return self.evaluatie.goedgekeurd_op is not None


def verslagen(ctx: Context, soort: str) -> tuple[Verslag, ...]:
    """Describe the talks of this kind that were held on or before the peildatum, the first one first."""
    return tuple(_verslag(ctx, talk) for talk in gehouden(ctx, soort))


def _verslag(ctx: Context, talk: Evaluatie) -> Verslag:
    goals = {goal.id: goal for goal in ctx.zaak.doelen}
    rows = [(goals[row.doel], row) for row in talk.doelen if row.doel in goals]
    return Verslag(
        evaluatie=talk,
        woondoelen=tuple(doelregel(goal, row) for goal, row in rows if goal.zichtbaar_voor_corporatie is True),
        plandoelen=tuple(doelregel(goal, row) for goal, row in rows if goal.zichtbaar_voor_corporatie is not True),
        feiten=tuple(_feiten(talk.woonfeiten)),
        deelnemers=deelnemers(ctx, talk),
        conclusie=_CONCLUSIE.get(talk.conclusie or ""),
        begeleiding_nog_nodig=ja_nee(talk.begeleiding_nog_nodig),
    )


def doelregel(goal: Doel, row: Doelresultaat) -> Doelregel:
    """Put a goal and its result on one row."""
    outcome = _UITKOMST.get(row.resultaat or "", NIET_VASTGELEGD)
    # A cell is one line: what the case breaks into lines stays one.
    remark = " ".join((row.toelichting or "").split())
    said = f"{outcome}: {remark}" if remark else outcome
    return Doelregel(goal.tekst, goal.maatstaf, said, goal.omklapvoorwaarde is True)


def _feiten(facts: Woonfeiten | None) -> Iterator[Woonfeit]:
    arrears = facts.achterstand if facts else None
    reports = facts.overlastmeldingen if facts else None
    yield Woonfeit("Is de huur steeds op tijd betaald?", ja_nee(facts.huur_op_tijd if facts else None))
    yield Woonfeit("Huurachterstand op de dag van het gesprek", NIET_VASTGELEGD if arrears is None else str(arrears))
    yield Woonfeit("Meldingen van overlast in deze periode", NIET_VASTGELEGD if reports is None else str(reports))
    if facts and facts.toelichting:
        yield Woonfeit("Toelichting", facts.toelichting)


def ja_nee(answer: bool | None) -> str:
    """Write an answer in words; what is not recorded says so."""
    return NIET_VASTGELEGD if answer is None else "ja" if answer else "nee"


def deelnemers(ctx: Context, talk: Evaluatie) -> tuple[Ondertekenaar, ...]:
    """List a signature for everyone who was at a talk."""
    number = next(n for n, held in enumerate(ctx.zaak.evaluaties) if held is talk)
    return tuple(
        Ondertekenaar(person.hoedanigheid, person.naam, "", f"evaluaties[{number}].aanwezigen[{n}]")
        for n, person in enumerate(talk.aanwezigen)
        if person.aanwezig is not False
    )


def in_words(days: tuple[object, ...]) -> str | None:
    """Enumerate days: "1 juli 2027 en 31 december 2027"; None when there are none."""
    return nl.opsomming(nl.afdruk(day) for day in days) or None
