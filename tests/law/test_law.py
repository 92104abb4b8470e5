"""The dated data of the law and the agreements: every number sourced, periods closed, nothing quietly out of date."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from docgen.errors import CaseProblem, TextFault
from docgen.law import load_parameters, load_regeling, loader, regelingen
from docgen.law.model import Regeling
from docgen.law.statute import TijdelijkeHuur

D = dt.date.fromisoformat
FILES = sorted([*loader.PARAMETERS.glob("*.toml"), *loader.REGELINGEN.glob("*.toml")])
FRIESLAND = load_regeling("friesland-2022")


def numbers_without_source(value: object, path: str = "") -> list[str]:
    """Paths of whole numbers that no `bron` stands beside."""
    if isinstance(value, dict):
        found = [p for key, item in value.items() for p in numbers_without_source(item, f"{path}.{key}")]
        return [] if value.get("bron") and "waarde" in value else found
    if isinstance(value, list):
        return [p for i, item in enumerate(value) for p in numbers_without_source(item, f"{path}.{i}")]
    return [path] if isinstance(value, int) and not isinstance(value, bool) else []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_number_has_a_source(path: Path) -> None:
    bare = numbers_without_source(tomllib.loads(path.read_text(encoding="utf-8")))
    if path.stem == "feestdagen":  # there the source covers the whole list of days
        bare = []
    assert bare == []


@pytest.mark.parametrize("naam", regelingen())
def test_every_regeling_loads_and_is_named_as_its_file(naam: str) -> None:
    assert load_regeling(naam).id == naam


def test_unknown_regeling_is_a_problem_of_the_case_that_lists_the_known_ones() -> None:
    with pytest.raises(CaseProblem) as caught:
        load_regeling("friesland-2023")
    assert caught.value.code == "ZAAK-910"
    assert "friesland-2022" in caught.value.advies
    assert "friesland-2022" in caught.value.melding
    assert [p.veld for p in caught.value.problems] == ["regeling"]


@pytest.mark.parametrize(
    ("on", "artikel", "categorie_vereist", "zelfstandig", "onzelfstandig"),
    [
        ("2016-07-01", "artikel 7:271 lid 1 BW", False, 24, 60),
        ("2024-06-30", "artikel 7:271 lid 1 BW", False, 24, 60),
        ("2024-07-01", "artikel 7:271 lid 2 BW", True, 24, 24),
        ("2026-11-22", "artikel 7:271 lid 2 BW", True, 24, 24),
    ],
)
def test_lease_regime_changes_on_1_july_2024(
    on: str, artikel: str, categorie_vereist: bool, zelfstandig: int, onzelfstandig: int
) -> None:
    regime = load_parameters(D(on)).tijdelijke_huur
    assert regime is not None
    assert regime.artikel == artikel
    assert regime.categorie_vereist is categorie_vereist
    assert regime.max_maanden(True).waarde == zelfstandig
    assert regime.max_maanden(False).waarde == onzelfstandig
    assert regime.max_maanden(None).waarde == zelfstandig


def test_there_was_no_temporary_lease_before_1_july_2016() -> None:
    assert load_parameters(D("2016-06-30")).tijdelijke_huur is None


def test_besluit_has_eight_groups_and_only_opvang_fits_c_without_explanation() -> None:
    regime = load_parameters(D("2026-11-22")).tijdelijke_huur
    assert regime is not None
    assert "".join(c.letter for c in regime.categorieen) == "abcdefgh"
    c = regime.categorie("c")
    assert c is not None and c.direct_uit == ("maatschappelijke_opvang", "vrouwenopvang")
    assert regime.categorie("z") is None
    assert regime.categorie(None) is None


@pytest.mark.parametrize(("on", "wanted"), [("2023-07-01", False), ("2024-12-31", False), ("2025-01-01", True)])
def test_puntentelling_is_asked_for_from_1_january_2025(on: str, wanted: bool) -> None:
    verhuur = load_parameters(D(on)).verhuur
    assert verhuur is not None and verhuur.puntentelling_vereist is wanted


def test_deposit_is_at_most_twice_the_kale_huur() -> None:
    waarborgsom = load_parameters(D("2026-11-22")).waarborgsom
    assert waarborgsom is not None and waarborgsom.max_maal_kale_huur.waarde == 2


def test_wmo_data_is_kept_fifteen_years_and_joint_documents_of_friesland_seven() -> None:
    termijnen = load_parameters(D("2026-11-22")).bewaartermijnen
    assert termijnen is not None and termijnen.wmo_jaren.waarde == 15
    assert FRIESLAND.bewaarjaren_gezamenlijk.waarde == 7


@pytest.mark.parametrize(("on", "valid"), [("2022-01-27", 0), ("2022-01-28", 1), ("2025-12-31", 1), ("2026-01-01", 0)])
def test_friesland_held_from_28_january_2022_up_to_and_including_31_december_2025(on: str, valid: int) -> None:
    assert FRIESLAND.geldig_op(D(on)) is bool(valid)


def test_friesland_is_named_by_its_date_also_after_its_end() -> None:
    assert FRIESLAND.aanduiding(D("2026-11-22")).tekst == "het Convenant Weer Thuis van 28 januari 2022"
    assert FRIESLAND.aanduiding(D("2020-01-01")).naam == "Convenant Weer Thuis"


def test_gemeente_is_no_party_to_the_frisian_lease() -> None:
    assert [p.veld for p in FRIESLAND.contract.partijen] == ["woningcorporatie", "huurder", "zorgaanbieder"]


def test_every_group_that_rules_can_block_holds_documents_of_the_table() -> None:
    grouped = {d for group in FRIESLAND.documentgroepen.values() for d in group}
    assert grouped <= {rij.document for rij in FRIESLAND.documenten}


def test_crisis_numbers_are_those_of_the_convenant() -> None:
    assert (FRIESLAND.crisis.acuut, FRIESLAND.crisis.niet_acuut_telefoon) == ("112", "08001205")


def test_all_wrong_places_of_a_data_file_are_named_at_once(tmp_path: Path) -> None:
    wrong = tmp_path / "fout.toml"
    wrong.write_text('id = 3\nregio = "X"\nverzonnen = true\n', encoding="utf-8")
    with pytest.raises(TextFault) as caught:
        loader.read(wrong, Regeling)
    assert caught.value.code == "TEKST-910"
    for place in ("id:", "geldig_van:", "verzonnen:"):
        assert place in caught.value.melding


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "fout.toml"
    wrong.write_text("id = ", encoding="utf-8")
    with pytest.raises(TextFault, match=r"fout\.toml"):
        loader.read(wrong, Regeling)


def version(van: str, tot: str | None) -> TijdelijkeHuur:
    regime = load_parameters(D("2026-11-22")).tijdelijke_huur
    assert regime is not None
    fields = {name: getattr(regime, name) for name in TijdelijkeHuur.__dataclass_fields__}
    return TijdelijkeHuur(**(fields | {"geldig_van": D(van), "geldig_tot": D(tot) if tot else None}))


@pytest.mark.parametrize(
    "periods",
    [
        [("2020-01-01", "2019-12-31")],
        [("2020-01-01", None), ("2021-01-01", None)],
        [("2020-01-01", "2021-01-01"), ("2021-01-01", None)],
        [("2021-01-01", "2021-12-31"), ("2020-01-01", "2020-12-31")],
    ],
)
def test_versions_that_overlap_or_run_backwards_are_refused(periods: list[tuple[str, str | None]]) -> None:
    with pytest.raises(TextFault, match="TEKST-911"):
        loader.check_periods("x.toml", tuple(version(van, tot) for van, tot in periods))


# --- Noordoostpolder and Alkmaar -----------------------------------------------

POLDER = load_regeling("noordoostpolder-2023")
ALKMAAR = load_regeling("alkmaar-2018")


@pytest.mark.parametrize(("on", "valid"), [("2022-12-31", 0), ("2023-01-01", 1), ("2023-12-31", 1), ("2024-01-01", 0)])
def test_noordoostpolder_held_for_one_year(on: str, valid: int) -> None:
    assert POLDER.geldig_op(D(on)) is bool(valid)


@pytest.mark.parametrize(("on", "valid"), [("2018-01-31", 0), ("2018-02-01", 1), ("2199-12-31", 1)])
def test_alkmaar_has_no_end(on: str, valid: int) -> None:
    assert ALKMAAR.geldig_op(D(on)) is bool(valid)
    assert ALKMAAR.geldig_tot is None


def test_agreements_are_named_without_saying_that_they_are_in_force() -> None:
    assert POLDER.aanduiding(D("2026-11-22")).tekst == (
        "de Werkafspraken Bestuurlijk Akkoord Weer thuis Noordoostpolder van januari 2023"
    )
    assert ALKMAAR.aanduiding(D("2026-11-22")).tekst == "de Werkafspraken Woonzorg Pact regio Alkmaar"


def test_trap_04_the_gemeente_is_party_to_no_contract_of_these_regions() -> None:
    for regeling in (POLDER, ALKMAAR):
        contracts = (regeling.contract, *regeling.overeenkomsten)
        assert "gemeente" not in {row.veld for contract in contracts for row in contract.partijen}


def test_parties_differ_by_agreement_and_are_data() -> None:
    assert [(p.veld, p.rolnaam) for p in POLDER.contract.partijen] == [
        ("woningcorporatie", "verhuurder"),
        ("huurder", "huurder"),
        ("zorgaanbieder", "zorgaanbieder"),
    ]
    assert [(p.veld, p.rolnaam) for p in ALKMAAR.contract.partijen] == [
        ("zorgaanbieder", "verhuurder"),
        ("huurder", "huurder"),
    ]
    assert [c.document for c in POLDER.overeenkomsten] == ["begeleidingsovereenkomst"]
    assert [c.document for c in ALKMAAR.overeenkomsten] == ["raamovereenkomst-intermediaire-verhuur"]
    assert POLDER.overeenkomst("raamovereenkomst-intermediaire-verhuur") is None


def test_the_contract_lasts_two_years_in_noordoostpolder_and_one_in_alkmaar() -> None:
    assert (POLDER.contract.max_maanden.waarde, ALKMAAR.contract.max_maanden.waarde) == (24, 12)


def test_trap_19_what_the_source_does_not_set_is_empty() -> None:
    assert POLDER.termijnen.evaluatiegesprek_elke_maanden is None
    assert POLDER.termijnen.besluit_uiterlijk_maanden is None
    assert POLDER.termijnen.nabuurschap_dagen is None
    assert ALKMAAR.termijnen.vooraankondiging_sluit_maanden is None
    assert ALKMAAR.termijnen.logeerplek_maanden is None
    for regeling in (POLDER, ALKMAAR):
        assert regeling.gronden == ()
        assert (regeling.crisis.niet_acuut_telefoon, regeling.crisis.niet_acuut_email) == ("", "")


def test_no_deviation_outside_friesland_is_called_a_hardheidsclausule() -> None:
    for regeling in (POLDER, ALKMAAR):
        assert regeling.afwijking.tekst == "in overleg tussen de partijen"


def test_names_of_organisations_of_a_source_stand_in_no_data() -> None:
    # They are information and never matched: a case brings its own.
    for naam in ("noordoostpolder-2023", "alkmaar-2018"):
        text = (loader.REGELINGEN / f"{naam}.toml").read_text(encoding="utf-8")
        assert not [name for name in ("Mercatus", "Kwintes", "Omega", "Pi groep") if name in text]
