"""Many cases at once: upload a sheet, map its columns, try it, make the documents, fetch them, mend what was wrong."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from docgen import nl, service
from docgen.batch.manifest import so_far
from docgen.errors import DocgenError, Problem, fault, problem
from docgen.web import batches, batchjobs, cases, jobs, mapping
from docgen.web.access import WRITERS, actor, allow, database, get_or_404, scope
from docgen.web.batches import TABLES, Files
from docgen.web.gate import config, file_of, takes_tables
from docgen.web.limits import HEAVY, limiter
from docgen.web.log import Act, write
from docgen.web.models import Batch, Case
from docgen.web.pages.case import attachment
from docgen.web.papers import FORMATS

blueprint = Blueprint("batch", __name__, url_prefix="/batch")

PAGE = 100
"""Problems on one page."""
PARTIES = ("woningcorporatie", "zorgaanbieder", "gemeente", "raamovereenkomst", "storing_en_nood", "klachten")
"""What a template takes from a case: what is the same for the next ones too."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "zip": "application/zip"}


@blueprint.get("")
@allow(*WRITERS)
def lijst() -> ResponseReturnValue:
    """List the batches of the user."""
    found = list(database().scalars(scope(Batch, actor()).order_by(Batch.gemaakt_op.desc())))
    busy = {batch.id for batch in found if batches.busy(database(), config(), batch)}
    return render_template("batch.html", batches=found, bezig=busy, dagen=batches.days(database()))


@blueprint.route("/nieuw", methods=["GET", "POST"])
@allow(*WRITERS)
@takes_tables
@limiter.limit(HEAVY)
def nieuw() -> ResponseReturnValue:
    """Begin a batch with what somebody uploads."""
    if request.method == "GET":
        return _new_page()
    try:
        template = _template()
        chosen = {"regeling": request.form.get("regeling", "")}
        batch = _uploaded(lambda file, naam: batches.create(config(), actor(), naam, file.stream, template, chosen))
    except DocgenError as error:
        return _new_page(_told(error)), 422
    return redirect(url_for("batch.toon", batch=batch.id), 303)


@blueprint.get("/<batch>")
@allow(*WRITERS)
def toon(batch: str) -> ResponseReturnValue:
    """Go to the page on which this batch goes on."""
    row = get_or_404(Batch, batch, actor())
    pages = {batches.KOPPELEN: "koppeling", batches.PROBEREN: "proef", batches.BEPROEFD: "proef"}
    return redirect(url_for(f"batch.{pages.get(row.stand, 'stukken')}", batch=row.id), 303)


@blueprint.get("/<batch>/koppeling")
@allow(*WRITERS)
def koppeling(batch: str) -> ResponseReturnValue:
    """Show which column is which field."""
    row = _table(batch)
    return _mapping_page(row, mapping.read(_files(row), row.keuzes.get("regeling", "")))


@blueprint.post("/<batch>/koppeling")
@allow(*WRITERS)
def koppelen(batch: str) -> ResponseReturnValue:
    """Save which column is which field; or show the fields of the list that was chosen for a sheet."""
    row = _table(batch)
    files, typed = _files(row), request.form.to_dict()
    if files.begun or batches.busy(database(), config(), row):
        abort(409)
    asked = typed.get("toon", "")
    sheets = batches.sheets_of(files)
    if asked:
        if asked.isascii() and asked.isdigit() and 0 < int(asked) < len(sheets):
            typed = mapping.another_list(sheets, typed, int(asked))
        return _mapping_page(row, typed)
    problems = mapping.save(files, typed)
    if problems:
        return _mapping_page(row, typed, problems), 422
    row.stand = batches.PROBEREN
    row.keuzes = {**row.keuzes, "regeling": typed.get("regeling", "")}
    database().commit()
    flash("De koppeling is opgeslagen.", "goed")
    return redirect(url_for("batch.proef", batch=row.id), 303)


@blueprint.get("/<batch>/proef")
@allow(*WRITERS)
def proef(batch: str) -> ResponseReturnValue:
    """Show what a trial of every row gave."""
    return _trial_page(get_or_404(Batch, batch, actor()))


@blueprint.post("/<batch>/proef")
@allow(*WRITERS)
@limiter.limit(HEAVY)
def proberen(batch: str) -> ResponseReturnValue:
    """Begin a trial."""
    row = get_or_404(Batch, batch, actor())
    files = _files(row)
    if row.stand == batches.KOPPELEN or files.begun:
        abort(409)
    try:
        day = nl.lees_datum(request.form.get("peildatum", "").strip())
    except ValueError:
        return _trial_page(row, [problem("DOCGEN-107", "peildatum")]), 422
    wanted = [name for name in request.form.getlist("document") if name in _documents(row)]
    row.keuzes = {**row.keuzes, "peildatum": day, "documenten": wanted}
    return _begin(row, batchjobs.TRY, "batch.proef", batches.PROBEREN)


@blueprint.get("/<batch>/stukken")
@allow(*WRITERS)
def stukken(batch: str) -> ResponseReturnValue:
    """Show how far the making of the documents is, and what there is to fetch."""
    return _papers_page(get_or_404(Batch, batch, actor()))


@blueprint.post("/<batch>/stukken")
@allow(*WRITERS)
@limiter.limit(HEAVY)
def maken(batch: str) -> ResponseReturnValue:
    """Make the documents, or go on where it stopped."""
    row = get_or_404(Batch, batch, actor())
    if row.stand in (batches.KOPPELEN, batches.PROBEREN):
        abort(409)
    wanted = [form for form in FORMATS if form in request.form.getlist("formaat")]
    if wanted:
        row.keuzes = {**row.keuzes, "formaten": wanted}
    elif not row.keuzes.get("formaten"):
        return _papers_page(row, "Kies Word, pdf of allebei."), 422
    return _begin(row, batchjobs.MAKE, "batch.stukken", batches.MAKEN)


@blueprint.post("/<batch>/stoppen")
@allow(*WRITERS)
def stoppen(batch: str) -> ResponseReturnValue:
    """Let a batch stop after the cases that are under way."""
    row = get_or_404(Batch, batch, actor())
    row.stoppen = True
    database().commit()
    flash("Bezig met stoppen: wat nu wordt gemaakt, wordt afgemaakt.", "goed")
    return redirect(url_for("batch.toon", batch=row.id), 303)


@blueprint.get("/<batch>/stukken.zip")
@allow(*WRITERS)
@limiter.limit(HEAVY)
def zip_bestand(batch: str) -> ResponseReturnValue:
    """Hand out the documents, in a folder per case."""
    row = get_or_404(Batch, batch, actor())
    found = list(batches.documents(_files(row)))
    if not found:
        abort(404)
    db = database()
    for zaaknummer in dict.fromkeys(number for number, _, _ in found):
        write(db, Act.BATCH_OPGEHAALD, zaaknummer=zaaknummer, over=f"{row.id}: stukken")
    db.commit()
    answer = Response(batchjobs.packed(((name, path) for _, name, path in found), config().today()))
    answer.mimetype = KINDS["zip"]
    answer.headers["Content-Disposition"] = "attachment; filename=stukken.zip"
    return answer


@blueprint.get("/<batch>/verslag.<formaat>")
@allow(*WRITERS)
@limiter.limit(HEAVY)
def verslag(batch: str, formaat: str) -> ResponseReturnValue:
    """Hand out the report: what became of every row and document."""
    row = get_or_404(Batch, batch, actor())
    if formaat not in ("xlsx", "csv") or not _files(row).newest.exists():
        abort(404)
    _fetched(row, "verslag")
    return attachment(batches.write_report(_files(row), formaat), f"verslag.{formaat}", KINDS[formaat])


@blueprint.get("/<batch>/verbeteren")
@allow(*WRITERS)
@limiter.limit(HEAVY)
def verbeteren(batch: str) -> ResponseReturnValue:
    """Hand out the rows that were wrong, with what is wrong in front."""
    row = _table(batch)
    files = _files(row)
    if not files.newest.exists() or batches.busy(database(), config(), row):
        abort(404)
    _fetched(row, "te verbeteren rijen")
    return attachment(batches.write_corrections(files), f"verbeteren.{row.vorm}", KINDS[row.vorm])


@blueprint.post("/<batch>/verbeterd")
@allow(*WRITERS)
@takes_tables
@limiter.limit(HEAVY)
def verbeterd(batch: str) -> ResponseReturnValue:
    """Go on with a sheet that was mended: a new batch with the same mapping."""
    row = get_or_404(Batch, batch, actor())
    try:
        made = _uploaded(lambda file, naam: batches.go_on(config(), row, naam, file.stream))
    except DocgenError as error:
        page = _papers_page if _files(row).begun else _trial_page
        return page(row, wrong_file=_told(error)), 422
    return redirect(url_for("batch.toon", batch=made.id), 303)


@blueprint.post("/<batch>/weg")
@allow(*WRITERS)
def weg(batch: str) -> ResponseReturnValue:
    """Remove a batch and all that is in it."""
    row = get_or_404(Batch, batch, actor())
    if batches.busy(database(), config(), row):
        flash("Deze batch is nog bezig. Stop haar eerst.", "let-op")
        return redirect(url_for("batch.toon", batch=row.id), 303)
    batches.remove(database(), config(), row)
    database().commit()
    flash("De batch is weggegooid, met alles wat erin zat.", "goed")
    return redirect(url_for("batch.lijst"), 303)


def _files(row: Batch) -> Files:
    return batches.files_of(config(), row)


def _table(key: str) -> Batch:
    """A batch that has columns."""
    row = get_or_404(Batch, key, actor())
    if row.vorm not in TABLES:
        abort(404)
    return row


def _uploaded(make: Callable[[FileStorage, str], Batch]) -> Batch:
    """Make a batch of the file in the form, and keep it."""
    file = request.files.get("bestand")
    if file is None or not file.filename:
        raise fault("ZAAK-900", [problem("DOCGEN-145", "bestand")], aantal=1)
    db = database()
    batches.sweep(db, config())
    db.commit()  # before a child process reads the file: nothing waits for it
    with contextlib.closing(file):
        made = make(file, file.filename)
    db.add(made)
    write(db, Act.BATCH_GEMAAKT, over=made.id)
    db.commit()
    return made


def _template() -> bytes:
    """The template that was uploaded, or one made of a case that the user sees; nothing when there is none."""
    content, number = file_of("sjabloon"), request.form.get("zaak", "").strip()
    if content and number:
        raise fault("ZAAK-900", [problem("DOCGEN-144", "zaak")], aantal=1)
    if not number:
        return content
    case = database().scalar(scope(Case, actor()).where(Case.zaaknummer == number, Case.soort == "zaak"))
    if case is None:
        raise fault("ZAAK-900", [problem("DOCGEN-143", "zaak")], aantal=1)
    data = cases.newest(case, actor()).data
    found: dict[str, Any] = {name: data[name] for name in ("regeling", *PARTIES) if name in data}
    if vorm := data.get("huurovereenkomst", {}).get("vorm"):
        found["huurovereenkomst"] = {"vorm": vorm}
    write(database(), Act.GEZIEN, zaaknummer=number, over="sjabloon van een batch")
    return json.dumps(found, ensure_ascii=False).encode()


def _begin(row: Batch, kind: str, page: str, stand: str) -> ResponseReturnValue:
    back = url_for(page, batch=row.id)
    if batches.busy(database(), config(), row):
        return redirect(back, 303)
    row.stand, row.stoppen, row.laatst_op = stand, False, config().clock()
    job = jobs.start(kind, back=back, batch=row.id)
    row.taak_id = job.id
    database().commit()
    return redirect(back, 303)


def _fetched(row: Batch, what: str) -> None:
    write(database(), Act.BATCH_OPGEHAALD, over=f"{row.id}: {what}")
    database().commit()


def _told(error: DocgenError) -> list[Problem]:
    return list(error.problems) or [Problem(error.code, "bestand", error.melding, error.advies)]


def _documents(row: Batch) -> tuple[str, ...]:
    """The documents to choose from: those that the role of the user may have."""
    known = service.regelingen("zaak")
    chosen = row.keuzes.get("regeling", "")
    return service.receivable_kinds([chosen] if chosen in known else known, actor().rol)


def _new_page(problems: Sequence[Problem] = ()) -> str:
    found = scope(Case, actor()).where(Case.soort == "zaak").order_by(Case.gemaakt_op.desc()).limit(100)
    numbers = [case.zaaknummer for case in database().scalars(found)]
    return render_template(
        "batch_nieuw.html", problemen=problems, regelingen=service.regelingen("zaak"), nummers=numbers
    )


def _mapping_page(row: Batch, typed: dict[str, str], problems: Sequence[Problem] = ()) -> str:
    files = _files(row)
    return render_template(
        "batch_koppeling.html",
        batch=row,
        vast=files.begun or batches.busy(database(), config(), row),
        bladen=mapping.form(batches.sheets_of(files), typed, problems),
        lijsten=mapping.lists(),
        regelingen=service.regelingen("zaak"),
        regeling=typed.get("regeling", ""),
        problemen=problems,
    )


def _outcome(row: Batch, folder: str) -> dict[str, Any]:
    """What both pages with results show: the job, the counts, and one page of what is wrong."""
    files, db = _files(row), database()
    out = getattr(files, folder)
    busy = batches.busy(db, config(), row)
    wrong = [] if busy else batches.wrong(so_far(out))
    page = max(1, request.args.get("pagina", 1, type=int))
    return {
        "batch": row,
        "taak": batches.job_of(db, row),
        "bezig": busy,
        "stand": batches.totals(so_far(out)) if not busy and out.exists() else None,
        "fouten": wrong[(page - 1) * PAGE : page * PAGE],
        "totaal": len(wrong),
        "pagina": page,
        "laatste": max(1, -(-len(wrong) // PAGE)),
        "tabel": row.vorm in TABLES,
        "begonnen": files.begun,
        "dagen": batches.days(db),
    }


def _trial_page(row: Batch, problems: Sequence[Problem] = (), wrong_file: Sequence[Problem] = ()) -> str:
    day = row.keuzes.get("peildatum", "")
    return render_template(
        "batch_proef.html",
        **_outcome(row, "trial"),
        problemen=problems,
        bestandfouten=wrong_file,
        documenten=_documents(row),
        gekozen=row.keuzes.get("documenten", []),
        peildatum=day or config().today().isoformat(),
    )


def _papers_page(row: Batch, error: str = "", wrong_file: Sequence[Problem] = ()) -> str:
    return render_template(
        "batch_stukken.html",
        **_outcome(row, "out"),
        fout=error,
        bestandfouten=wrong_file,
        formaten=row.keuzes.get("formaten", ["pdf", "docx"]),
    )
