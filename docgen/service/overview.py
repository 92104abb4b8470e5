"""A case in one line, for one role: what a list shows, and what it is found by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from docgen import law
from docgen.case import AnyCase, CollegeNota, Toetreding, Uittreding, Zaak
from docgen.law.ontvangers import load_ontvangers
from docgen.rules.outcome import Call, Ernst, Finding, Moment
from docgen.service.sharing import findings_for, may_see, moments_for

VOORBEREIDING, LOOPT, AFGELOPEN = "in voorbereiding", "loopt", "afgelopen"
STATUSSEN = (
    VOORBEREIDING,
    LOOPT,
    AFGELOPEN,
    "aangevraagd",
    "voorgelegd",
    "toegelaten",
    "afgewezen",
    "opgezegd",
    "uitgetreden",
    "besloten",
)


@dataclass(frozen=True)
class Overview:
    """What a role sees of a case in a list."""

    naam: str
    adres: str
    regio: str
    """How the agreement is called in a heading."""
    status: str
    momenten: tuple[Moment, ...]
    """Every date that it may know of, in order."""
    volgende: Moment | None
    """The first date that is not past."""
    blokkades: tuple[Finding, ...]
    """What blocks something that the case calls for, as far as the role may read it."""
    elders: int
    """How many others block, which somebody else can read."""


def overview(
    subject: AnyCase,
    data: Mapping[str, Any],
    findings: Iterable[Finding],
    calls: Iterable[Call],
    rol: str,
    peildatum: dt.date,
) -> Overview:
    """Say in one line how a case stands, with nothing that the role may not see."""
    called = {call.document for call in calls}
    blocking = [f for f in findings if f.ernst is Ernst.BLOKKEERT and (not f.documenten or called & set(f.documenten))]
    seen, rest = findings_for(subject, blocking, rol, peildatum)
    moments = moments_for(subject, data, rol, peildatum)
    return Overview(
        naam=_naam(subject, rol),
        adres=_adres(subject, rol),
        regio=load_ontvangers(subject.regeling).titel,
        status=status(subject, peildatum),
        momenten=moments,
        volgende=next((m for m in moments if m.laatste >= peildatum), None),
        blokkades=seen,
        elders=len(rest),
    )


def status(subject: AnyCase, peildatum: dt.date) -> str:
    """Say in a word or two how far a case is on a day."""
    if isinstance(subject, Zaak):
        lease = subject.huurovereenkomst
        if lease is None or lease.ingangsdatum is None or lease.ingangsdatum > peildatum:
            return VOORBEREIDING
        return AFGELOPEN if lease.einddatum and lease.einddatum < peildatum else LOOPT
    if isinstance(subject, Toetreding):
        if subject.besluit and subject.besluit.uitkomst:
            return subject.besluit.uitkomst
        return "voorgelegd" if subject.voorgelegd_op else "aangevraagd"
    if isinstance(subject, Uittreding):
        return "uitgetreden" if subject.uittreden_per and subject.uittreden_per <= peildatum else "opgezegd"
    return "besloten" if subject.besluit and subject.besluit.uitkomst else VOORBEREIDING


def regelingen(soort: str = "") -> dict[str, str]:
    """The agreements that we have, by id: their heading. With a kind of case only those that have a text for it."""
    found = {name: law.load_regeling(name) for name in law.regelingen()}
    wanted = [n for n, r in found.items() if not soort or any(row.soort == soort for row in r.documenten)]
    return {name: load_ontvangers(name).titel for name in wanted}


def _naam(subject: AnyCase, rol: str) -> str:
    if isinstance(subject, Zaak):
        known = subject.huurder is not None and may_see(subject, rol, "huurder.achternaam")
        return subject.huurder.naam.sorteernaam if subject.huurder and known else ""
    if isinstance(subject, CollegeNota):
        return subject.gemeente.naam if may_see(subject, rol, "gemeente.naam") else ""
    return subject.organisatie.naam if may_see(subject, rol, "organisatie.naam") else ""


def _adres(subject: AnyCase, rol: str) -> str:
    """The home that is let, else where the huurder or the organisation is."""
    places: list[tuple[str, Any]] = []
    if isinstance(subject, Zaak):
        places = [("woning.adres", subject.woning), ("huurder.adres", subject.huurder)]
    elif not isinstance(subject, CollegeNota):
        places = [("organisatie.adres", subject.organisatie)]
    for path, owner in places:
        found = getattr(owner, "adres", None)
        if found is not None and may_see(subject, rol, f"{path}.straat"):
            return str(found.afdruk)
    return ""
