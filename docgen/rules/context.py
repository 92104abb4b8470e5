"""What a rule may look at: one case, its agreement, the law and the day; with the dates that many rules share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from docgen.case import (
    AnyCase,
    Beschikking,
    Correspondentie,
    Evaluatie,
    Huurovereenkomst,
    Ondersteuningsplan,
    Zaak,
)
from docgen.law import Getal, Parameters, Regeling, load_parameters, plus_working_days
from docgen.rules.dates import ONE_DAY, Window, aanzegging_window, vooraankondiging_window

OMKLAPPEN = "omklappen"
VERLENGEN = "verlengen_verdienstadium"
ONBEPAALDE_TIJD = "huurovereenkomst-onbepaalde-tijd"


@dataclass(frozen=True)
class Context:
    """Everything a rule may know. Time is `peildatum`: nothing here reads a clock."""

    case: AnyCase
    regeling: Regeling
    peildatum: dt.date

    @cached_property
    def zaak(self) -> Zaak:
        """The case as a zaak; rules for other kinds use `case`."""
        if not isinstance(self.case, Zaak):
            raise TypeError("this rule is for a zaak")
        return self.case

    @cached_property
    def is_zaak(self) -> bool:
        """Whether the case is a zaak."""
        return isinstance(self.case, Zaak)

    # --- the lease -------------------------------------------------------------

    @cached_property
    def huurovereenkomst(self) -> Huurovereenkomst | None:
        """The lease of the case, of whatever form."""
        return self.zaak.huurovereenkomst if self.is_zaak else None

    @cached_property
    def tijdelijk(self) -> Huurovereenkomst | None:
        """The lease when it is for a fixed term, also when its form is not recorded or not that of the agreement."""
        lease = self.huurovereenkomst
        return lease if lease and lease.vorm != ONBEPAALDE_TIJD else None

    @cached_property
    def ingangsdatum(self) -> dt.date | None:
        """S: the first day of the lease."""
        return self.huurovereenkomst.ingangsdatum if self.huurovereenkomst else None

    @cached_property
    def einddatum(self) -> dt.date | None:
        """E: the last day of the term, inclusive."""
        return self.huurovereenkomst.einddatum if self.huurovereenkomst else None

    @cached_property
    def ondertekend_op(self) -> dt.date | None:
        """The day on which the lease is or will be signed."""
        lease = self.huurovereenkomst
        return lease.ondertekening.datum if lease and lease.ondertekening else None

    @cached_property
    def sluiting(self) -> dt.date | None:
        """Last day on which the lease is still to be made: the day of signing, at the latest its first day."""
        return min(filter(None, (self.ondertekend_op, self.ingangsdatum)), default=None)

    @cached_property
    def recht(self) -> Parameters:
        """The law of the lease: that of the day on which it is concluded (LAW-02), today when that is not known."""
        return load_parameters(self.ondertekend_op or min(self.ingangsdatum or self.peildatum, self.peildatum))

    @cached_property
    def recht_op_peildatum(self) -> Parameters:
        """The law of the peildatum, for what is done now."""
        return load_parameters(self.peildatum)

    @cached_property
    def aanzegging(self) -> Window | None:
        """When the aanzegging must be received; None without a last day or a regime for it."""
        regime = self.recht.tijdelijke_huur
        if self.tijdelijk is None or self.einddatum is None or regime is None:
            return None
        return aanzegging_window(
            self.einddatum,
            regime.aanzegging_opent_maanden.waarde,
            regime.aanzegging_sluit_maanden.waarde,
            regime.aanzegging_streef_maanden.waarde,
        )

    @cached_property
    def vooraankondiging(self) -> Window | None:
        """When the earlier letter of the agreement must be received."""
        opens, closes = self.termijn("vooraankondiging_opent_maanden"), self.termijn("vooraankondiging_sluit_maanden")
        if self.tijdelijk is None or self.einddatum is None or opens is None or closes is None:
            return None
        return vooraankondiging_window(self.einddatum, opens, closes)

    def termijn(self, naam: str) -> int | None:
        """A term of the agreement (field of `Termijnen`) as a number; None where the agreement sets none."""
        found: Getal | None = getattr(self.regeling.termijnen, naam)
        return found.waarde if found else None

    @cached_property
    def ontvangst_vandaag(self) -> dt.date:
        """When a letter dated on the peildatum is reckoned to be received."""
        brief = self.recht_op_peildatum.brief
        return plus_working_days(self.peildatum, brief.bezorgtijd_werkdagen.waarde if brief else 0)

    def brieven(self, document: str) -> tuple[Correspondentie, ...]:
        """The letters of this kind that are recorded as sent, on or before the peildatum."""
        if not self.is_zaak:
            return ()
        sent = self.zaak.correspondentie
        return tuple(b for b in sent if b.document == document and (b.datum is None or b.datum <= self.peildatum))

    def ontvangen(self, brief: Correspondentie) -> dt.date | None:
        """When a letter was received: as recorded, else reckoned from its date."""
        if brief.ontvangen_op or brief.datum is None:
            return brief.ontvangen_op
        rule = load_parameters(brief.datum).brief
        return plus_working_days(brief.datum, rule.bezorgtijd_werkdagen.waarde if rule else 0)

    # --- the support -----------------------------------------------------------

    @cached_property
    def beschikking(self) -> Beschikking | None:
        """The Wmo-beschikking for support after uitstroom."""
        return self.zaak.beschikking if self.is_zaak else None

    @cached_property
    def beschikking_begin(self) -> dt.date | None:
        """B.start."""
        return self.beschikking.ingangsdatum if self.beschikking else None

    @cached_property
    def beschikking_einde(self) -> dt.date | None:
        """B.end: the last day, inclusive."""
        return self.beschikking.einddatum if self.beschikking else None

    @cached_property
    def plan(self) -> Ondersteuningsplan | None:
        """The ondersteuningsplan."""
        return self.zaak.ondersteuningsplan if self.is_zaak else None

    # --- omklap ----------------------------------------------------------------

    @cached_property
    def omklapevaluatie(self) -> Evaluatie | None:
        """The latest evaluation held on or before the peildatum of a kind that decides on omklap.

        One that concludes something counts before one that does not: until a later one says
        otherwise, a decision stands (LAW-18).
        """
        if not self.is_zaak:
            return None
        held = [
            (e.datum, n, e)
            for n, e in enumerate(self.zaak.evaluaties)
            if e.soort in self.regeling.omklap.besluit_in and e.datum is not None and e.datum <= self.peildatum
        ]
        concluded = [row for row in held if row[2].conclusie is not None]
        return max(concluded or held)[2] if held else None

    @cached_property
    def omklapevaluatie_veld(self) -> str:
        """Path of that evaluation in the case."""
        found = self.omklapevaluatie
        if found is None:
            return "evaluaties"
        return f"evaluaties[{next(n for n, e in enumerate(self.zaak.evaluaties) if e is found)}]"

    @cached_property
    def omklap_besloten(self) -> bool:
        """Whether the latest evaluation that decides on it concludes omklappen (LAW-18)."""
        return self.omklapevaluatie is not None and self.omklapevaluatie.conclusie == OMKLAPPEN

    @cached_property
    def verlenging_besloten(self) -> bool:
        """Whether that evaluation concludes that the temporary stage goes on (AL-06): by law without an end."""
        return self.omklapevaluatie is not None and self.omklapevaluatie.conclusie == VERLENGEN

    @cached_property
    def voortzetting_besloten(self) -> bool:
        """Whether the parties decided that the huurder stays: then no aanzegging goes out (LAW-18)."""
        return self.omklap_besloten or self.verlenging_besloten

    @cached_property
    def omklapdatum_volgens_regeling(self) -> dt.date | None:
        """First day of the new lease by the agreement: the day after what it follows has ended (FR-16, AL-06)."""
        ends = {"beschikking": self.beschikking_einde, "huur": self.einddatum}
        days = [day for what in self.regeling.omklap.volgt_op if (day := ends[what]) is not None]
        return min(days) + ONE_DAY if days else None

    @cached_property
    def omklapdatum(self) -> dt.date | None:
        """First day of the new lease: as decided, else by the agreement."""
        decided = self.omklapevaluatie.omklapdatum if self.omklapevaluatie and self.omklap_besloten else None
        return decided or self.omklapdatum_volgens_regeling

    @cached_property
    def laatste_dag_contract(self) -> dt.date | None:
        """Last day of the temporary contract: the day before the omklap when that is decided, else E."""
        if self.omklap_besloten and self.omklapdatum:
            return self.omklapdatum - ONE_DAY
        return self.einddatum
