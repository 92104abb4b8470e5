"""No file that leaves holds what its recipient may not have: every document × recipient × case, every place in it."""

from __future__ import annotations

import copy
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from _pytest.mark import ParameterSet
from pydantic import BaseModel

from docgen import law, nl, render, rules, service
from docgen.case import AnyCase, loads
from docgen.law.ontvangers import load_ontvangers
from docgen.rules import geheim, ontvangers
from docgen.rules.ontvangers import Mate
from docgen.text.assemble import Assembler
from docgen.text.document import Document
from tests import canary, leak, made

DAY = dt.date(2026, 11, 22)
KEPT = ("soort", "zaaknummer", "regeling", "id", "doel", "regel", "titel")
"""Fields that hold the case together."""
QUICK = {"json": render.to_json, "html": render.to_html, "txt": render.to_txt}
LETTING = [
    name for name in law.regelingen() if "doelenbijlage" in {r.document for r in law.load_regeling(name).documenten}
]
"""The agreements under which homes are let: one without a lease has no papers about a person."""
Subjects = dict[str, Callable[[], tuple[AnyCase, dt.date]]]


def scenario(zaak: str, peildatum: dt.date) -> Callable[[], tuple[AnyCase, dt.date]]:
    return lambda: (service.load(made.ROOT / "fixtures" / "cases" / f"{zaak}.json"), peildatum)


def canary_data(regeling: str, yes: bool) -> dict[str, Any]:
    data = canary.Maker(yes).case("zaak", zaaknummer="KANARIE-1", regeling=regeling)
    data["huurovereenkomst"]["vorm"] = law.load_regeling(regeling).contract.vorm
    return data


def read(data: dict[str, Any]) -> AnyCase:
    return loads(json.dumps(data).encode(), "zaak.json")


SUBJECTS: Subjects = {name: scenario(*one) for one, name in zip(made.SCENARIOS, made.IDS, strict=True)} | {
    f"kanarie-{name}-{'ja' if yes else 'nee'}": lambda name=name, yes=yes: (read(canary_data(name, yes)), DAY)
    for name in LETTING
    for yes in (True, False)
}
FAST = made.FIRST | {f"kanarie-{name}-ja" for name in LETTING}
"""The others take minutes together: they run in the long run."""


def fast(names: Iterable[str], always: Collection[str]) -> list[ParameterSet]:
    return [pytest.param(name, marks=() if name in always else pytest.mark.slow) for name in names]


def copies(subject: AnyCase, day: dt.date, rol: str) -> Iterator[Document]:
    """Finals of what the case calls for, and concepts of the rest: all that this recipient can be given."""
    names = service.receivable(subject, day, rol)
    finals = {call.document for call in service.documents(subject, day, rol)} if not is_canary(subject) else set()
    for name in names:
        yield from service.assemble(subject, [name], day, concept=name not in finals, recipient=rol)


@cache
def words_without(subject: AnyCase, day: dt.date, rol: str, name: str) -> str:
    """The words of the same copy when the case holds no secret of this role.

    What still stands there does not come from a secret, however alike: a plan may say
    "telefoon 06 8765 4321" and so may a contract, from the number of the zorgaanbieder.
    """
    known = redacted(subject, rol)
    found = service.assemble(known, [name], day, concept=True, recipient=rol)
    return "\n".join((*(" ".join(document.words()) for document in found), found[0].version, *geheim.forms(day)))


def redacted(subject: AnyCase, rol: str) -> AnyCase:
    """The case without what this role may never see; a field that must be there says nothing."""

    def part(model: BaseModel, path: str) -> dict[str, Any]:
        dumped = model.model_dump(mode="json")
        found = {}
        for name, info in type(model).model_fields.items():
            value, below = getattr(model, name), f"{path}.{name}" if path else name
            if isinstance(value, BaseModel):
                found[name] = part(value, below)
            elif isinstance(value, tuple):
                items = [(n, item) for n, item in enumerate(value) if not isinstance(item, BaseModel)]
                found[name] = [part(item, f"{below}[{n}]") for n, item in enumerate(value) if (n, item) not in items]
                found[name] += [dumped[name][n] for n, _ in items if geheim.is_open(subject, rol, f"{below}[{n}]")]
            elif name in KEPT or canary.literals(info.annotation) or geheim.is_open(subject, rol, below):
                found[name] = dumped[name]
            elif info.is_required():
                found[name] = {dt.date: "2026-01-01", nl.Bedrag: "0.00", int: 1}.get(type(value), "afgeschermd")
        return found

    return read(part(subject, ""))


def is_canary(subject: AnyCase) -> bool:
    return subject.zaaknummer.startswith("KANARIE")


@pytest.mark.parametrize("name", fast(SUBJECTS, FAST))
def test_no_copy_holds_what_its_recipient_may_not_have(name: str, tmp_path: Path) -> None:
    subject, day = SUBJECTS[name]()
    present = [rol for rol in service.ROLES if ontvangers.is_present(subject, rol)]
    given = {rol: tuple(copies(subject, day, rol)) for rol in present}
    # The same blocks give the same page: each is set once in PDF and Word, and searched for every role.
    first = {alike(document): document for documents in given.values() for document in documents}
    files = written(first.values(), tmp_path) if not is_canary(subject) else {}
    leaks: dict[str, set[str]] = {}
    for rol, documents in given.items():
        values = service.forbidden_values(subject, rol)
        for document in documents:
            quick = {f"{document.name}.{word}": make(document) for word, make in QUICK.items()}
            for place, text in {**quick, **files.get(alike(document), {})}.items():
                hits = leak.found(values, text)
                if hits:
                    hits -= leak.found(hits, words_without(subject, day, rol, document.name))
                if hits:
                    leaks[f"{rol}: {place}"] = {geheim.secrets(subject, rol)[value] for value in hits}
    assert leaks == {}
    assert first, "nobody received anything: what was tested?"


def alike(document: Document) -> tuple[object, ...]:
    return document.name, document.copy, document.concept, document.blocks


def written(documents: Iterable[Document], folder: Path) -> dict[tuple[object, ...], dict[str, str]]:
    """Everything in the files of each document and beside them, as they leave: by where it stands."""
    found: dict[tuple[object, ...], dict[str, str]] = {}
    batch = tuple(documents)
    files = service.make(batch, ("pdf", "docx"), folder)
    for document, item in zip((d for d in batch for _ in ("pdf", "docx")), files, strict=True):
        sidecar = item.path.with_name(f"{item.path.name}.herkomst.json")
        for path in (item.path, sidecar):
            found.setdefault(alike(document), {})[path.name] = leak.all_of(path, folder)
    return found


@pytest.mark.parametrize("regeling", LETTING)
def test_the_canary_fills_every_field_and_finds_secrets_for_every_role(regeling: str) -> None:
    maker = canary.Maker()
    subject = read({**maker.case("zaak", zaaknummer="KANARIE-1", regeling=regeling)})
    assert maker.count > 500
    for rol in set(service.ROLES) - {"huurder", "curator"}:
        assert geheim.forbidden_values(subject, rol), rol
    bsn = subject.medehuurders[0].bsn  # type: ignore[union-attr]
    assert all(bsn in geheim.forbidden_values(subject, rol) for rol in service.ROLES), "nobody ever sees that one"


def absent(base: Any, full: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Each key of the full case that the base lacks, and what it would hold."""
    if isinstance(base, dict) and isinstance(full, dict):
        for key, value in full.items():
            if base.get(key) in (None, []):
                yield (*path, key), value
            else:
                yield from absent(base[key], value, (*path, key))
    elif isinstance(base, list) and isinstance(full, list):
        for n, item in enumerate(base):
            yield from absent(item, full[0] if full else None, (*path, n))


def with_key(base: dict[str, Any], path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    result = copy.deepcopy(base)
    part: Any = result
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return result


@pytest.mark.parametrize("regeling", fast(LETTING, {"friesland-2022"}))
def test_trap_12_a_new_key_in_the_case_does_not_appear_in_a_part(regeling: str) -> None:
    full = canary_data(regeling, yes=True)
    needed = ("soort", "zaaknummer", "regeling", "huurder", "woningcorporatie", "zorgaanbieder", "gemeente", "woning")
    base = {name: full[name] for name in (*needed, "huurovereenkomst")}
    before = dict(parts(read(base)))
    assert before
    for path, value in absent(base, full):
        subject = read(with_key({**base, "doelen": full["doelen"]}, path, value))
        for (document, rol), words in parts(subject):
            hits = leak.found(service.forbidden_values(subject, rol), words)
            if hits:
                hits -= leak.found(hits, words_without(subject, DAY, rol, document))
            assert not hits, (path, document, rol)


def parts(subject: AnyCase) -> Iterator[tuple[tuple[str, str], str]]:
    """The words of every part that somebody may have of a document of this case."""
    outcome = rules.evaluate(subject, DAY)
    assembler = Assembler(subject, outcome, outcome.teksten)
    for row in load_ontvangers(subject.regeling).documenten:
        for rol in row.deel if row.document in assembler.sources else ():
            if ontvangers.receives(subject, row.document, rol).mate is Mate.DEEL:
                own = ontvangers.gets_only_own(subject, row.document, rol)
                for n, addressee in enumerate(assembler.addressees(row.document) or (rol,), 1):
                    if addressee == rol or not own:
                        part = assembler.assemble(row.document, copy=n, concept=True, recipient=rol, part=True)
                        yield (row.document, rol), " ".join(part.words())


# --- the test of the test: a leak is found wherever it hides ----------------------

SECRET = "Er is een schuld van € 840 bij de zorgverzekeraar."
LEAK = """---
document: bereikbaarheidskaart
layout: letter
titel: Kaart
versie: 2026-11-22
---
{% for thema in ondersteuningsplan.themas %}
{{ thema.situatie }}
{% endfor %}
"""


def leaking(tmp_path: Path) -> Document:
    """A text that tells the corporatie about the debts in the plan."""
    (tmp_path / "lek.md").write_text(LEAK, encoding="utf-8")
    subject, day = scenario("friesland-driepartijen", DAY)()
    assembler = Assembler(subject, rules.evaluate(subject, day), {"bereikbaarheidskaart": "lek.md"}, tmp_path)
    return assembler.assemble("bereikbaarheidskaart", concept=True, recipient="woningcorporatie")


@pytest.mark.parametrize("format_", service.FORMATS)
def test_a_deliberate_leak_is_found_in_every_format(format_: str, tmp_path: Path) -> None:
    subject, _ = scenario("friesland-driepartijen", DAY)()
    (file,) = service.make([leaking(tmp_path)], [format_], tmp_path / "uit")
    assert SECRET in leak.found_in(file.path, tmp_path, service.forbidden_values(subject, "woningcorporatie"))


def pdf_with(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def in_info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = SECRET


def in_xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = SECRET


def in_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["bijlage.txt"] = SECRET.encode()


def in_attachment_name(pdf: pikepdf.Pdf) -> None:
    pdf.attachments[f"{SECRET}.txt"] = b"niets"


def in_alt_text(pdf: pikepdf.Pdf) -> None:
    figure = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, Alt=SECRET)
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array([figure]))


def in_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


PLACES = (in_info, in_xmp, in_attachment, in_attachment_name, in_alt_text, in_outline)


@pytest.mark.parametrize("place", PLACES, ids=lambda p: p.__name__)
def test_a_leak_is_found_wherever_it_hides_in_a_pdf(place: Callable[[pikepdf.Pdf], None], tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf_with(place))
    assert leak.found_in(path, tmp_path, [SECRET, "iets anders"]) == {SECRET}


@pytest.mark.parametrize("part", ["docProps/core.xml", "word/comments.xml", "word/footer1.xml", "customXml/item1.xml"])
def test_a_leak_is_found_in_every_part_of_a_word_file(part: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<d/>")
        package.writestr(part, f"<p><r>{SECRET[:20]}</r><r>{SECRET[20:]}</r></p>")
    assert leak.found_in(path, tmp_path, [SECRET]) == {SECRET}


def test_trap_11_a_leak_is_found_in_the_name_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "999990019_contract.txt"
    path.write_text("niets", encoding="utf-8")
    assert leak.found_in(path, tmp_path, ["999990019"]) == {"999990019"}
    folder = tmp_path / "FR-999990019"
    folder.mkdir()
    (folder / "x.txt").write_text("niets", encoding="utf-8")
    assert leak.found_in(folder / "x.txt", tmp_path, ["999990019"]) == {"999990019"}


def test_a_value_inside_a_longer_word_is_no_leak() -> None:
    assert leak.found(["schuld"], "onschuldig") == set()
    assert leak.found(["schuld"], "de schuld.") == {"schuld"}
