"""The values that a field may have, where a case may not use words of its own (interface.md "Values")."""

from __future__ import annotations

from typing import Annotated, Literal

from docgen import nl
from docgen.case.value_types import KEUZE

Aanhef = Annotated[nl.Aanhef, KEUZE]
Naamgebruik = Annotated[nl.Naamgebruik, KEUZE]
SoortVertegenwoordiging = Annotated[
    Literal["bewindvoerder", "curator", "mentor", "budgetbeheerder", "gemachtigde"], KEUZE
]
Relatie = Annotated[Literal["echtgenoot", "geregistreerd_partner", "partner", "overig"], KEUZE]
Voorziening = Annotated[
    Literal[
        "beschermd_wonen",
        "maatschappelijke_opvang",
        "vrouwenopvang",
        "jeugdhulp_met_verblijf",
        "oud_amv",
        "detentie",
        "ggz",
        "wlz",
    ],
    KEUZE,
]
Bevoegdheid = Annotated[Literal["statutair", "volmacht", "mandaat", "burgemeester"], KEUZE]
Rechtsvorm = Annotated[Literal["stichting", "vereniging", "cooperatie", "bv", "nv", "gemeente"], KEUZE]
Contractvorm = Annotated[
    Literal["driepartijenovereenkomst", "driehoekscontract", "verdiencontract", "huurovereenkomst-onbepaalde-tijd"],
    KEUZE,
]
Uitzonderingsgrond = Annotated[
    Literal["verzoek_huurder", "ondersteuningstraject", "belang_huurder", "voorwaarde_corporatie"], KEUZE
]
Categorie = Annotated[Literal["a", "b", "c", "d", "e", "f", "g", "h"], KEUZE]
Ligging = Annotated[Literal["geclusterd", "gespikkeld"], KEUZE]
Energielabel = Annotated[Literal["A+++++", "A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"], KEUZE]
Eenheid = Annotated[Literal["minuut", "uur", "dagdeel", "etmaal"], KEUZE]
Frequentie = Annotated[Literal["dag", "week", "maand", "totaal"], KEUZE]
Resultaat = Annotated[Literal["behaald", "deels_behaald", "niet_behaald", "niet_van_toepassing"], KEUZE]
SoortEvaluatie = Annotated[
    Literal[
        "omklapevaluatie",
        "monitorgesprek",
        "evaluatiegesprek",
        "overleg-maand-tien",
        "evaluatierapport",
        "overlegverslag-clientniveau",
        "afstemmingsverslag",
        "warme-overdracht",
    ],
    KEUZE,
]
Conclusie = Annotated[
    Literal["omklappen", "niet_omklappen", "overdracht_zorgaanbieder", "beeindigen", "verlengen_verdienstadium"],
    KEUZE,
]
Grondslag = Annotated[Literal["toestemming", "overeenkomst", "wettelijke_taak"], KEUZE]
Partij = Annotated[Literal["gemeente", "woningcorporatie", "zorgaanbieder", "huurdersorganisatie"], KEUZE]
Toelating = Annotated[Literal["toegelaten", "afgewezen"], KEUZE]
Weigeringsgrond = Annotated[Literal["huurschuld", "anders"], KEUZE]
Toetsuitkomst = Annotated[Literal["ja", "nee"], KEUZE]
SoortAanvraag = Annotated[Literal["wmo_begeleiding", "bijzondere_bijstand", "schuldhulpverlening"], KEUZE]
Geschilonderwerp = Annotated[Literal["uitvoering", "naleving", "uitleg", "anders"], KEUZE]
Wijze = Annotated[Literal["post", "aangetekend", "persoonlijk", "e-mail", "exploot"], KEUZE]
SoortBijlage = Annotated[
    Literal[
        "informatieblad_goed_verhuurderschap",
        "algemene_huurvoorwaarden",
        "opnamestaat",
        "puntentelling",
        "energielabel",
        "huisregels",
    ],
    KEUZE,
]
Themanaam = Annotated[
    Literal[
        "duur_en_intensiteit",
        "contactmomenten",
        "bereikbaarheid",
        "financien",
        "schulden",
        "daginvulling",
        "netwerk",
        "woonvaardigheden",
        "nabuurschap",
        "algemene_voorzieningen",
        "omklapvoorwaarden",
        "op_en_afschalen",
        "hulpkaart",
        "huurdersorganisatie",
        "overig",
    ],
    KEUZE,
]
Documentnaam = Annotated[
    Literal[
        "driepartijenovereenkomst",
        "driehoekscontract",
        "verdiencontract",
        "raamovereenkomst-intermediaire-verhuur",
        "begeleidingsovereenkomst",
        "huurovereenkomst-onbepaalde-tijd",
        "overdracht-zorgaanbieder",
        "gedragsaanwijzing",
        "nadere-verplichtingen-huurschuld",
        "addendum",
        "doelenbijlage",
        "ondersteuningsplan",
        "perspectiefplan",
        "nabuurschapsafspraken",
        "waakvlamafspraken",
        "bereikbaarheidskaart",
        "vooraankondiging-einde",
        "aanzegging",
        "omklapbrief",
        "signaalbrief-voortgang",
        "uittredingsbrief",
        "omklapevaluatie",
        "monitorgesprek",
        "overleg-maand-tien",
        "evaluatiegesprek",
        "evaluatierapport",
        "overlegverslag-clientniveau",
        "afstemmingsverslag",
        "warme-overdracht",
        "college-nota",
        "toetredingsverklaring",
        "ondertekenblad",
        "toestemmingsverklaring",
        "registratieformulier",
        "aanmeldformulier",
        "vervolg-wonen",
        "plaatsingsformulier",
        "aanmeldbericht",
        "aanmeldformulier-uitstroom",
        "aanmelding-corporaties",
        "uitleg-huurder",
    ],
    KEUZE,
]
