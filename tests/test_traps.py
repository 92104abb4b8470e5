"""What a domain expert checks first, one test per trap; traps of other documents are tested beside them.

The name of the test says which trap it is (`test_trap_03_…`), wherever it stands; the last test counts them.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from docgen import case, service
from docgen.errors import RuleRefusal
from docgen.law import load_parameters, load_regeling
from docgen.rules import Ernst, evaluate
from docgen.text.document import Document, Kind

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
NEW, RUNNING, JOINING = "friesland-driepartijen", "friesland-omklap", "toetreding-friesland"
DAY = dt.date(2026, 11, 22)
D = dt.date.fromisoformat
FORMS = ("registratieformulier", "aanmeldformulier", "vervolg-wonen", "plaatsingsformulier", "aanmeldbericht")


def subject(name: str, **changes: Any) -> case.AnyCase:
    """A real case with parts replaced; a dict is merged into the part, everything else replaces it."""
    data = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    for key, value in changes.items():
        merged = isinstance(value, dict) and isinstance(data.get(key), dict)
        data[key] = data[key] | value if merged else copy.deepcopy(value)
    return case.from_data(data)


def codes(found: case.AnyCase, ernst: Ernst = Ernst.BLOKKEERT, on: dt.date = DAY) -> set[str]:
    return {f.code for f in service.check(found, on) if f.ernst is ernst}


def made(found: case.AnyCase, name: str, on: dt.date = DAY, *, concept: bool = True) -> Document:
    return service.assemble(found, [name], on, concept=concept)[0]


def words(document: Document) -> str:
    return " ".join(document.words()).replace("\u00a0", " ")


def called(found: case.AnyCase, on: dt.date = DAY) -> set[str]:
    return {call.document for call in service.documents(found, on)}


def test_trap_01_the_aanzegging_is_neither_too_early_nor_the_only_letter() -> None:
    ending = service.load(CASES / "friesland-beeindigen.json")
    windows = {m.code: (m.datum, m.tot) for m in service.timeline(ending, DAY) if m.tot}
    assert windows["LAW-03"] == (D("2026-12-01"), D("2027-01-28"))
    assert windows["FR-14"] == (D("2026-10-28"), D("2026-11-28"))
    letter = words(made(ending, "vooraankondiging-einde", D("2026-11-10")))
    assert "eindigt niet door deze brief" in letter or "De huur eindigt niet" in letter
    with pytest.raises(RuleRefusal):  # three months before, by post, is a day too early
        service.assemble(ending, ["aanzegging"], D("2026-11-26"))
    assert "28 februari 2027" in words(made(ending, "aanzegging", D("2026-12-01"), concept=False))


@pytest.mark.parametrize(
    ("start", "end", "blocks"),
    [
        ("2026-03-01", "2028-02-29", False),
        ("2026-03-01", "2028-03-01", True),
        ("2028-02-29", "2030-02-27", False),
        ("2028-02-29", "2030-02-28", True),
    ],
)
def test_trap_02_two_years_plus_one_day_is_too_long(start: str, end: str, blocks: bool) -> None:
    lease = {"ingangsdatum": start, "einddatum": end, "evaluatiemomenten": [start]}
    lease |= {"ondertekening": {"plaats": "Sneek", "datum": start}}
    found = codes(subject(NEW, huurovereenkomst=lease), on=D("2026-02-01"))
    assert ({"FR-02", "LAW-01"} <= found) is blocks


def test_trap_05_the_new_lease_begins_the_day_after_the_old_one_ends() -> None:
    text = words(made(service.load(CASES / f"{RUNNING}.json"), "omklapbrief", concept=False))
    assert "stopt op 28 februari 2027" in text
    assert "Vanaf 1 maart 2027" in text
    same_day = json.loads((CASES / f"{RUNNING}.json").read_text(encoding="utf-8"))["evaluaties"]
    same_day[0]["omklapdatum"] = "2027-02-28"
    assert "FR-16" in codes(subject(RUNNING, evaluaties=same_day), Ernst.WAARSCHUWT)
    same_day[0]["omklapdatum"] = "2027-03-02"
    assert "FR-16" in codes(subject(RUNNING, evaluaties=same_day))


@pytest.mark.parametrize(
    ("changes", "code", "ernst"),
    [
        ({"einddatum": "2029-01-31"}, "FR-07", Ernst.WAARSCHUWT),
        ({"ingangsdatum": "2027-03-02"}, "FR-06", Ernst.BLOKKEERT),
        ({"einddatum": None}, "FR-05", Ernst.BLOKKEERT),
        ({"gemeente": "Leeuwarden"}, "FR-04", Ernst.BLOKKEERT),
        ({"product": "Beschermd wonen"}, "FR-65", Ernst.WAARSCHUWT),
    ],
)
def test_trap_06_a_beschikking_that_does_not_fit_the_lease(changes: dict[str, Any], code: str, ernst: Ernst) -> None:
    assert code not in codes(subject(NEW), ernst)
    assert code in codes(subject(NEW, beschikking=changes), ernst)


def test_trap_09_a_temporary_lease_needs_a_ground_and_beschermd_wonen_is_none_by_itself() -> None:
    assert "LAW-16" in codes(subject(NEW), Ernst.WAARSCHUWT)  # out of beschermd wonen, on category c
    assert "LAW-01" in codes(subject(NEW, huurovereenkomst={"rechtsgrond_tijdelijk": None}))
    assert "artikel 7:271 lid 2 BW" in words(made(subject(NEW), "driepartijenovereenkomst"))


def test_trap_10_retention_comes_from_the_law_and_not_from_the_agreement() -> None:
    clocks = load_parameters(DAY).bewaartermijnen
    assert clocks is not None
    assert (clocks.wmo_jaren.waarde, clocks.huur_jaren_na_einde.waarde, clocks.financieel_jaren.waarde) == (15, 2, 7)
    assert clocks.vernietiging_op_verzoek_maanden.waarde == 3
    assert "LAW-20" in codes(subject(NEW), Ernst.WAARSCHUWT)
    assert "bewaren het vijftien jaar" in words(made(subject(NEW), "ondersteuningsplan"))


def test_trap_11_the_bsn_stands_on_the_registration_form_and_nowhere_else() -> None:
    found = subject(NEW)
    holds = {name for name in service.known_documents(found) if "999990019" in words(made(found, name))}
    assert holds == {"registratieformulier"}
    assert "999990019" not in made(found, "registratieformulier").stem
    assert "LAW-13" in codes(subject(NEW, huurovereenkomst={"aanvullende_afspraken": ["BSN 9999.90.019."]}))


def test_trap_15_only_a_debt_at_this_corporatie_is_a_ground_to_refuse() -> None:
    refusal = {"grond": "huurschuld", "datum": "2026-10-01"}
    other = subject(NEW, weigering_corporatie=refusal, huurschuld={"bedrag": 900, "verhuurder": "Elders Wonen"})
    own = subject(
        NEW, weigering_corporatie=refusal, huurschuld={"bedrag": 900, "verhuurder": "Stichting Wonen De Terp"}
    )
    assert "FR-38" in codes(other)
    assert "FR-38" not in codes(own)
    assert "FR-67" not in codes(own)  # a debt never stops the registration


def test_trap_16_a_backward_term_does_not_move_off_a_sunday() -> None:
    closes = next(m.tot for m in service.timeline(subject(NEW), DAY) if m.code == "LAW-03" and m.tot)
    assert (closes, closes.isoweekday()) == (D("2029-01-28"), 7)
    warned = [f.melding for f in service.check(subject(NEW), DAY) if f.code == "LAW-03"]
    assert warned == ["De laatste dag voor de ontvangst van de aanzegging is geen werkdag: zondag 28 januari 2029."]


def test_trap_17_only_the_kale_huur_counts_for_the_deposit_and_every_sum_is_in_cents() -> None:
    document = made(subject(NEW), "driepartijenovereenkomst")
    costs = next(b.table for b in document.blocks if b.table and b.table.head[0][0].text == "Soort")
    rows = [["".join(run.text for run in cell).replace("\u00a0", " ") for cell in row] for row in costs.rows]
    assert [(row[0], row[2]) for row in rows] == [
        ("Kale huur", "€ 563,41"), ("Servicekosten", "€ 11,25"), ("Servicekosten", "€ 6,80"),
        ("Nutsvoorzieningen", "€ 74,00"), ("Totaal", "€ 655,46"),
    ]  # fmt: skip
    assert "LAW-09" not in codes(subject(NEW, huur={"waarborgsom": "1126.82"}))  # twice the kale huur
    assert "LAW-09" in codes(subject(NEW, huur={"waarborgsom": "1126.83"}))  # far below twice the total
    assert "Waarborgsom" not in {block.text for block in document.blocks}  # of nothing the clause vanishes
    assert "een waarborgsom van" not in words(document)
    assert "een waarborgsom van € 500,00" in words(
        made(subject(NEW, huur={"waarborgsom": "500.00"}), "driepartijenovereenkomst")
    )


def test_trap_18_a_partner_signs_and_gets_letters_apart_by_contract_or_by_law() -> None:
    found, on = service.load(CASES / "friesland-twee-huurders.json"), D("2028-02-14")
    lease = made(found, "driepartijenovereenkomst", on)
    assert [s.rol for b in lease.blocks for s in b.signatures].count("medehuurder") == 1
    letters = service.assemble(found, ["aanzegging"], on, concept=True)
    assert [letter.stem for letter in letters] == ["aanzegging", "aanzegging-2"]
    assert "Geachte mevrouw 't Hart-Brûlée" in words(letters[1])
    assert "LAW-14" in codes(found, Ernst.INFO, on)  # a spouse is medehuurder by law
    people = json.loads((CASES / "friesland-twee-huurders.json").read_text(encoding="utf-8"))["medehuurders"]
    friend = subject("friesland-twee-huurders", medehuurders=[people[0] | {"relatie": "overig"}])
    assert "LAW-14" not in codes(friend, Ernst.INFO, on)  # a friend is so by contract, and signs all the same
    assert "medehuurder" in {s.rol for b in made(friend, "driepartijenovereenkomst", on).blocks for s in b.signatures}
    candidates = words(made(service.load(CASES / "westfriesland-driehoek.json"), "aanmeldformulier-uitstroom"))
    assert "Partner of andere kandidaat: mevrouw F. Gebremedhin-Haile" in candidates


def test_trap_21_an_agreement_that_has_ended_is_named_with_its_date_and_warned_for() -> None:
    assert "FR-57" in codes(subject(NEW), Ernst.WAARSCHUWT)
    text = words(made(subject(NEW), "driepartijenovereenkomst"))
    assert "het Convenant Weer Thuis van 28 januari 2022" in text
    assert "geldende convenant" not in text
    last = load_regeling("friesland-2022").geldig_tot
    assert "FR-57" not in codes(subject(JOINING), Ernst.WAARSCHUWT, last or DAY)


def test_trap_22_fourteen_themes_each_with_who_what_when_and_how_and_room_for_more() -> None:
    plan = json.loads((CASES / f"{NEW}.json").read_text(encoding="utf-8"))["ondersteuningsplan"]
    extra = {"thema": "overig", "titel": "Mijn hond", "situatie": "Ik heb een hond.",
             "afspraken": [{"wie": "ik", "wat": "uitlaten", "wanneer": "elke dag", "vorm": "wandelen"}]}  # fmt: skip
    document = made(subject(NEW, ondersteuningsplan={"themas": [*plan["themas"], extra]}), "ondersteuningsplan")
    numbered = [
        h for b in document.blocks if b.kind is Kind.KOP and (h := "".join(r.text for r in b.runs))[0].isdigit()
    ]
    assert [int(title.split(".")[0]) for title in numbered] == list(range(1, 16))
    assert numbered[13:] == ["14. Lidmaatschap huurdersorganisatie", "15. Mijn hond"]
    assert "niet van toepassing. De reden:" in words(document)
    assert "FR-25" in codes(subject(NEW, ondersteuningsplan={"themas": plan["themas"][:-1]}))
    plan["themas"][0]["afspraken"][0]["vorm"] = None
    assert "FR-27" in codes(subject(NEW, ondersteuningsplan={"themas": plan["themas"]}))


def test_trap_24_membership_is_talked_about_and_never_demanded_and_the_hulpkaart_stays_with_the_huurder() -> None:
    plan = made(subject(NEW), "ondersteuningsplan")
    assert any(b.text.endswith("Lidmaatschap huurdersorganisatie") for b in plan.blocks)
    assert "Het is nooit een voorwaarde voor de woning of voor de ondersteuning." in words(plan)
    goals = json.loads((CASES / f"{NEW}.json").read_text(encoding="utf-8"))["doelen"]
    member = goals[0] | {"id": "lid", "thema": "huurdersorganisatie", "zichtbaar_voor_corporatie": True}
    assert "FR-24" in codes(subject(NEW, doelen=[*goals, member]))  # no goal of the contract
    assert "bepaalt de huurder zelf wie de inhoud mag lezen" in words(plan)


def test_trap_29_a_name_keeps_its_capitals_and_opens_a_letter_with_one() -> None:
    letter = words(made(subject(NEW), "aanzegging"))
    assert "Geachte mevrouw Van der Meulen" in letter
    assert "mevrouw S.A. van der Meulen" in letter
    ending = service.load(CASES / "friesland-beeindigen.json")
    letters = [words(d) for d in service.assemble(ending, ["aanzegging"], D("2026-12-10"))]
    assert "Geachte N. de Wit-IJpma" in letters[0]
    assert "Geachte heer Van der Wal" in letters[1]


def test_trap_30_a_rule_blocks_a_final_and_never_a_concept() -> None:
    gap = subject(NEW, beschikking=None)
    with pytest.raises(RuleRefusal):
        service.assemble(gap, ["driepartijenovereenkomst"], DAY)
    concept = made(gap, "driepartijenovereenkomst")
    assert concept.concept
    assert "Open punten in dit concept" in words(concept)
    assert not made(subject(NEW), "driepartijenovereenkomst", concept=False).concept


def test_trap_31_received_by_the_first_of_the_month_is_of_west_friesland_alone() -> None:
    late = {"betaaldag": 15}
    corner = "westfriesland-driehoek"
    contract = words(made(service.load(CASES / f"{corner}.json"), "driehoekscontract"))
    assert "is uiterlijk op de eerste dag van die maand door de verhuurder ontvangen" in contract
    assert "WF-03" in codes(subject(corner, huur=late), Ernst.WAARSCHUWT)
    assert "WF-03" not in codes(subject(corner), Ernst.WAARSCHUWT)
    usual = words(made(subject(NEW, huur=late), "driepartijenovereenkomst"))
    assert "uiterlijk op de vijftiende dag van de maand" in usual  # as the corporatie always collects its rent
    assert "eerste dag van die maand" not in usual
    assert codes(subject(NEW, huur=late), Ernst.WAARSCHUWT) == codes(subject(NEW), Ernst.WAARSCHUWT)


def test_trap_32_one_justified_refusal_gives_one_new_offer_in_three_months() -> None:
    first = {"datum": "2026-10-01", "geweigerd_op": "2026-10-05", "gegrond": True}
    again = {"datum": "2026-11-02", "geweigerd_op": "2026-11-04", "gegrond": True}
    told = [f.melding for f in service.check(subject(NEW, woningaanbiedingen=[first]), DAY) if f.code == "FR-36"]
    assert told == ["Na de gegronde weigering volgt één aanbod, uiterlijk op 5 januari 2027."]
    unjustified = subject(NEW, woningaanbiedingen=[first | {"gegrond": False}])
    assert "FR-36" in codes(unjustified, Ernst.WAARSCHUWT)
    twice = subject(NEW, woningaanbiedingen=[first, again])
    assert "FR-37" in codes(twice, Ernst.INFO)
    assert "FR-36" not in codes(twice, Ernst.TAAK)


def test_trap_33_a_form_asks_nothing_of_a_later_phase() -> None:
    found = subject(NEW)
    phases = [("2024-02-05", "registratieformulier"), ("2024-02-14", "aanmeldformulier"),
              ("2026-11-22", "vervolg-wonen"), ("2027-02-15", "plaatsingsformulier")]  # fmt: skip
    for on, form in phases:
        assert called(found, D(on)) & set(FORMS) == {form}
    placement = ("Mutatie adres", "Datum mutatie", "Type woning", "Soort huurcontract", "Wijze van toewijzing")
    for form in FORMS[:3]:
        text = words(made(found, form))
        assert not [label for label in placement if label in text]
        assert "Lemmerweg" not in text


def test_trap_34_three_coordinators_means_choosing_two_contacts() -> None:
    party = json.loads((CASES / f"{JOINING}.json").read_text(encoding="utf-8"))["organisatie"]
    third = {"naam": "Ype Smit", "functie": "uitstroomcoördinator", "telefoon": "0517390392"}
    people = [*party["contactpersonen"], third]
    found, on = subject(JOINING, organisatie={"contactpersonen": people}), D("2025-04-25")
    assert codes(found, on=on) == set()
    assert "FR-42" in codes(found, Ernst.INFO, on)
    declared = evaluate(found, on).afgeleid
    assert [p.naam for p in declared.vaste_contactpersonen] == ["Anke Terpstra", "Douwe Feenstra"]  # type: ignore[attr-defined]
    assert len(declared.uitstroomcoordinatoren) == 3  # type: ignore[attr-defined]
    one = subject(JOINING, organisatie={"contactpersonen": people[:1]})
    assert "FR-43" in codes(one, Ernst.WAARSCHUWT, on)


@pytest.mark.parametrize(
    ("received", "leaves", "blocks"),
    [
        ("2024-10-01", "2025-01-01", False),
        ("2024-10-02", "2025-01-01", True),
        ("2024-10-02", "2026-01-01", False),
        ("2025-10-02", "2026-01-01", False),  # the agreement itself ends before the year after
    ],
)
def test_trap_35_the_first_of_october_is_about_the_next_year(received: str, leaves: str, blocks: bool) -> None:
    letter = {"datum": "2024-09-20", "ontvangen_op": received, "uittreden_per": leaves}
    assert ("FR-58" in codes(subject("uittreding-friesland", **letter), on=D("2024-10-05"))) is blocks


def test_trap_36_a_corporatie_is_known_by_its_number_and_never_by_its_spelling_or_by_how_many_there_are() -> None:
    refusal = {"grond": "huurschuld", "datum": "2026-10-01"}
    own = json.loads((CASES / f"{NEW}.json").read_text(encoding="utf-8"))["woningcorporatie"]
    debt = {"bedrag": 900, "verhuurder": "St. WonenDeTerp", "verhuurder_kvk_nummer": own["kvk_nummer"]}
    assert "FR-38" not in codes(subject(NEW, weigering_corporatie=refusal, huurschuld=debt))
    namesake = debt | {"verhuurder": own["naam"], "verhuurder_kvk_nummer": "99999994"}
    assert "FR-38" in codes(subject(NEW, weigering_corporatie=refusal, huurschuld=namesake))

    party = json.loads((CASES / f"{JOINING}.json").read_text(encoding="utf-8"))["organisatie"]
    first, renamed = subject(JOINING), subject(JOINING, organisatie=party | {"naam": "Zorg en Thuis Waldhoek"})
    merged = subject(JOINING, organisatie=party | {"naam": "Zorg en Thuis Fryslân", "kvk_nummer": "99999994"})
    register = service.bound_parties([first, renamed, merged], D("2025-06-01"))
    assert {one.kvk_nummer for one in register} == {party["kvk_nummer"], "99999994"}
    assert len(register) == 2
    more = [subject(JOINING, organisatie=party | {"kvk_nummer": f"9999{n:04d}"}) for n in range(40)]
    assert len(service.bound_parties(more, D("2025-06-01"))) == 40


def test_every_trap_has_a_test_that_names_it() -> None:
    files = Path(__file__).parent.rglob("test_*.py")
    named = {n for file in files for n in re.findall(r"^def test_trap_(\w+?)_", file.read_text("utf-8"), re.MULTILINE)}
    assert {f"{n:02d}" for n in range(1, 37)} - named == set()
    assert all(re.fullmatch(r"\d\d", number) for number in named)


def test_the_message_to_the_corporatie_holds_the_six_fields_of_the_source_without_the_bsn() -> None:
    text = words(made(subject(NEW), "aanmeldbericht"))
    labels = ("Achternaam en initialen", "Leefsituatie", "Beoogde gemeente van uitstroom",
              "Ondersteuningsprofiel Uitstromer", "Contactgegevens betrokken contactpersonen")  # fmt: skip
    places = [text.index(label) for label in labels]
    assert places == sorted(places)
    assert "Burgerservicenummer" not in text
