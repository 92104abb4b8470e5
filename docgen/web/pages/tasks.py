"""How the jobs of a user stand, and beginning one again."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from docgen.web import jobs
from docgen.web.access import EVERY_USER, actor, allow, get_or_404
from docgen.web.gate import config
from docgen.web.models import Job

blueprint = Blueprint("taken", __name__, url_prefix="/taken/<taak>")


@blueprint.app_context_processor
def _stand() -> dict[str, object]:
    return {"taakstand": lambda job: jobs.stand(job, config().clock())}


@blueprint.get("")
@allow(*EVERY_USER)
def toon(taak: str) -> ResponseReturnValue:
    """Show how far a job is; when it is done, go on to what came of it."""
    job = get_or_404(Job, taak, actor())
    if job.stand == jobs.KLAAR:
        return redirect(job.terug, 303)
    return render_template("taak_pagina.html", taak=job)


@blueprint.get("/stand")
@allow(*EVERY_USER)
def stand(taak: str) -> ResponseReturnValue:
    """Give the part of a page that says how far a job is."""
    return render_template("taak_stand.html", taak=get_or_404(Job, taak, actor()))


@blueprint.post("/opnieuw")
@allow(*EVERY_USER)
def opnieuw(taak: str) -> ResponseReturnValue:
    """Begin a job again that failed or was broken off."""
    job = get_or_404(Job, taak, actor())
    jobs.again(job)
    return redirect(url_for("taken.toon", taak=job.id), 303)
