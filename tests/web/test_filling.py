"""The form of a case: what it asks, what may be typed, and that nothing typed is lost."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from sqlalchemy import select

from docgen.web import formpages
from docgen.web.models import Version
from tests.web.form import fields_of, send
from tests.web.site import CASES, Browser, Site
from tests.web.test_cases import in_text

FRIESLAND = "friesland-driepartijen"


def versions(site: Site) -> int:
    with site.database() as db:
        return len(db.scalars(select(Version)).all())


def data(site: Site) -> Any:
    with site.database() as db:
        return json.loads(db.scalars(select(Version).order_by(Version.nummer.desc())).first().inhoud)  # type: ignore[union-attr]


def case_of(site: Site, *others: str, name: str = FRIESLAND) -> tuple[str, Browser]:
    key = site.add(name, "zorgaanbieder", *others)
    return f"/zaken/{key}", site.browser("zorgaanbieder")


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.json")))
def test_a_page_that_is_sent_back_as_it_was_shown_changes_nothing(site: Site, name: str) -> None:
    case, browser = case_of(site, name=name)
    soort = data(site)["soort"]
    for blad in formpages.pages(soort):
        sent = send(browser, f"{case}/invullen/{blad}?alles=1")
        assert sent.status_code == 303, in_text(sent.text)
    assert versions(site) == 1


@pytest.mark.parametrize(
    ("blad", "path", "typed", "held", "shown"),
    [
        ("huur", "huurovereenkomst.ingangsdatum", "1-3-2027", "2027-03-01", "01-03-2027"),
        ("huur", "huurovereenkomst.ingangsdatum", " 1 maart 2027 ", "2027-03-01", "01-03-2027"),
        ("huur", "huur.waarborgsom", "€ 1.234,56", "1234.56", "€ 1.234,56"),
        ("huur", "huur.waarborgsom", "650", "650", "€ 650,00"),
        ("huurder", "huurder.telefoon", "06 12345678", "0612345678", "06 1234 5678"),
        ("huurder", "huurder.bsn", "9999 00 031", "999900031", "999900031"),
        ("partijen", "woningcorporatie.iban", "nl91 abna 0417 1643 00", "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"),
        ("woning", "woning.adres.postcode", "8601 bt", "8601BT", "8601 BT"),
        ("woning", "woning.zelfstandig", "nee", False, "nee"),
        ("woning", "woning.adres.huisnummer", "12", 12, "12"),
    ],
)  # fmt: skip
def test_values_are_typed_and_shown_the_dutch_way(
    site: Site, blad: str, path: str, typed: str, held: object, shown: str
) -> None:
    case, browser = case_of(site)
    sent = send(browser, f"{case}/invullen/{blad}", {path: typed})
    assert sent.status_code == 303, in_text(sent.text)
    here = data(site)
    for step in path.split("."):
        here = here[step]
    assert here == held
    assert fields_of(browser.get(f"{case}/invullen/{blad}").text)[path] == shown


def test_every_problem_is_said_at_once_beside_its_field_and_in_a_list_that_leads_to_it(site: Site) -> None:
    case, browser = case_of(site)
    wrong = {"huurder.geboortedatum": "31-2-1998", "huurder.bsn": "123", "huurder.achternaam": ""}
    page = send(browser, f"{case}/invullen/huurder", wrong)
    assert page.status_code == 422
    for path in wrong:
        assert f'href="#veld-{path.replace(".", "-")}"' in page.text, path
        assert f'id="veld-{path.replace(".", "-")}-fout1"' in page.text, path
    assert fields_of(page.text)["huurder.geboortedatum"] == "31-2-1998"
    assert versions(site) == 1


def test_rows_are_added_and_removed_without_a_script_and_nothing_typed_is_lost(site: Site) -> None:
    case, browser = case_of(site)
    doelen = f"{case}/invullen/doelen"
    before = len(data(site)["doelen"])
    assert send(browser, doelen, {"doelen[0].tekst": "Eerst dit"}, erbij="doelen").status_code == 303
    page = fields_of(browser.get(doelen).text)
    assert page["doelen[0].tekst"] == "Eerst dit" and page[f"doelen[{before}].tekst"] == ""
    send(browser, doelen, {f"doelen[{before}].tekst": "Weg ermee"}, erbij="doelen")
    send(browser, doelen, {f"doelen[{before + 1}].tekst": "Een nieuw doel"}, weg=f"doelen[{before}]")
    assert "Gaat weg als u opslaat" in browser.get(doelen).text
    assert send(browser, doelen).status_code == 303
    goals = data(site)["doelen"]
    assert [goal["tekst"] for goal in goals[before:]] == ["Een nieuw doel"]
    assert goals[0]["tekst"] == "Eerst dit" and goals[before]["id"] not in {goal["id"] for goal in goals[:before]}


def test_the_overview_leads_to_every_draft(site: Site) -> None:
    case, browser = case_of(site)
    send(browser, f"{case}/invullen/woning", {"woning.adres.postcode": "geen"})
    send(browser, f"{case}/plan/netwerk", erbij="ondersteuningsplan.themas[6].afspraken")
    page = browser.get(case).text
    assert f'href="{case}/invullen/woning">Woning</a>' in page
    assert f'href="{case}/plan/netwerk">Plan, netwerk</a>' in page


def test_a_row_that_was_marked_to_go_can_stay(site: Site) -> None:
    case, browser = case_of(site)
    doelen = f"{case}/invullen/doelen"
    send(browser, doelen, weg="doelen[0]")
    send(browser, doelen, terug="doelen[0]")
    send(browser, doelen)
    assert versions(site) == 1


def test_a_part_that_is_emptied_is_gone_and_not_half_there(site: Site) -> None:
    case, browser = case_of(site)
    page = fields_of(browser.get(f"{case}/invullen/huurder").text)
    empty = {name: "" for name in page if name.startswith("huurder.adres.")}
    sent = send(browser, f"{case}/invullen/huurder", empty)
    assert sent.status_code == 303, in_text(sent.text)
    assert not data(site)["huurder"].get("adres")


def test_goals_are_written_once_and_chosen_in_a_theme_of_the_plan(site: Site) -> None:
    case, browser = case_of(site)
    goal = data(site)["doelen"][0]
    page = browser.get(f"{case}/plan/hulpkaart")
    assert goal["tekst"] in in_text(page.text)
    place = next(name for name in fields_of(page.text) if name.endswith(".doelen"))
    sent = send(browser, f"{case}/plan/hulpkaart", {place: goal["id"]})
    assert sent.status_code == 303, in_text(sent.text)
    theme = next(item for item in data(site)["ondersteuningsplan"]["themas"] if item["thema"] == "hulpkaart")
    assert theme["doelen"] == [goal["id"]]


def test_the_plan_says_how_many_of_its_fourteen_themes_are_done(site: Site) -> None:
    browser = site.browser("zorgaanbieder")
    browser.get("/zaken/nieuw")
    made = browser.post(
        "/zaken/nieuw", {"soort": "zaak", "regeling": "friesland-2022", "zaaknummer": "P-1", "naam": "Proef"}
    )
    case = made.headers["Location"]
    assert "0 van 14 thema's" in in_text(browser.get(f"{case}/invullen/plan").text)
    send(browser, f"{case}/plan/netwerk", {"ondersteuningsplan.themas[0].wens": "Vaker op bezoek bij familie"})
    sent = send(
        browser, f"{case}/plan/schulden", {"ondersteuningsplan.themas[1].niet_van_toepassing": "Er zijn geen schulden."}
    )
    assert sent.status_code == 303, in_text(sent.text)
    page = in_text(browser.get(f"{case}/invullen/plan").text)
    assert "2 van 14 thema's" in page and "Schulden niet van toepassing" in page and "Netwerk ingevuld" in page


def test_only_what_the_agreement_needs_is_asked_and_the_rest_on_demand(site: Site) -> None:
    browser = site.browser("zorgaanbieder")
    browser.get("/zaken/nieuw")
    made = browser.post(
        "/zaken/nieuw", {"soort": "zaak", "regeling": "friesland-2022", "zaaknummer": "P-1", "naam": "Proef"}
    )
    plan = f"{made.headers['Location']}/invullen/plan"
    assert "nabuurschap.kennismaking" not in fields_of(browser.get(plan).text)
    assert "nabuurschap.kennismaking" in fields_of(browser.get(f"{plan}?alles=1").text)


def test_a_field_outside_the_role_is_not_shown_and_cannot_be_posted(site: Site) -> None:
    case, _ = case_of(site, "woningcorporatie")
    browser = site.browser("woningcorporatie")
    huurder = f"{case}/invullen/huurder"
    assert "huurder.bsn" not in fields_of(browser.get(huurder).text)
    for path in ("huurder.bsn", "doelen[9].tekst", "weg:doelen[0]"):
        page = send(browser, huurder, {path: "999900031"})
        assert page.status_code == 422, path
        assert "niet bij uw rol" in page.text
    assert versions(site) == 1


def test_who_only_reads_gets_no_buttons_and_no_way_to_save(site: Site) -> None:
    case, _ = case_of(site, "huurder")
    browser = site.browser("huurder")
    page = browser.get(f"{case}/invullen/woning")
    assert "Opslaan</button>" not in page.text.replace('tabindex="-1">Opslaan</button>', "")
    assert send(browser, f"{case}/invullen/woning", {"woning.soort": "villa"}).status_code == 404
    assert versions(site) == 1


def test_every_finding_about_a_field_leads_to_a_place_that_its_page_has(site: Site) -> None:
    for name in (FRIESLAND, "alkmaar-verdiencontract", "westfriesland-aanmelden", "friesland-beeindigen"):
        case, browser = case_of(site, name=name)
        page = browser.get(case).text
        links = set(re.findall(r'href="(/zaken/[^"#]+)#(veld-[^"]+)"', page))
        for address, anchor in links:
            assert f'id="{anchor}"' in browser.get(address).text, (name, address, anchor)


def test_a_rule_is_set_aside_only_with_a_motive_a_name_and_a_function_and_only_when_it_may_be(site: Site) -> None:
    case, browser = case_of(site)
    assert send(browser, f"{case}/invullen/huur", {"huurovereenkomst.ingangsdatum": "1-12-2026"}).status_code == 303
    rules = sorted(set(re.findall(r"/afwijken/([A-Z]+-\d\d)", browser.get(case).text)))
    assert rules and "FR-02" not in rules
    assert browser.get(f"{case}/afwijken/FR-02").status_code == 404, "rests on law"
    where = f"{case}/afwijken/{rules[0]}"
    page = send(browser, where, {"afwijkingen[0].motief": "In overleg met alle partijen."})
    assert page.status_code == 422
    assert page.text.count("Dit moet ingevuld zijn.") >= 2
    filled = {f"afwijkingen[0].{name}": name for name in ("motief", "naam", "functie")}
    assert send(browser, where, filled).status_code == 303
    assert data(site)["afwijkingen"][-1]["regel"] == rules[0]
    assert send(browser, where, intrekken="ja").status_code == 303
    assert not data(site).get("afwijkingen")
