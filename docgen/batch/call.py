"""A batch in one call, for scripts."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from docgen import service
from docgen.batch import sources
from docgen.batch.cluster import Cluster
from docgen.batch.entry import Entry
from docgen.batch.manifest import Manifest
from docgen.batch.run import Order, State, run


def run_batch(
    source: Path,
    out: Path,
    peildatum: dt.date,
    *,
    formats: Sequence[str] = service.DEFAULT_FORMATS,
    jobs: int | None = None,
    resume: bool = False,
    mapping: Path | None = None,
    cluster: Cluster | None = None,
    listener: Callable[[Entry, State], None] = lambda _, __: None,
) -> State:
    """Make what every case of an input calls for, under `out/<zaaknummer>/`.

    A case that is wrong stops nobody: it is an entry with its codes. What is unchanged since an
    earlier batch in the same folder is not made again.

    Args:
        source: A folder of .json, a .jsonl, a .csv or an .xlsx.
        out: An empty folder, or that of an earlier batch.
        peildatum: The day to judge by.
        formats: Any of pdf, docx, html, txt and json.
        jobs: Number of worker processes; the cores of this machine when left out.
        resume: Go on with a batch that was killed; without it such a folder is refused.
        mapping: Which column of a table is which field.
        cluster: Workers on other machines that make the documents (`docgen.batch.cluster.Cluster`), instead of `jobs`.
        listener: Told of every entry as it comes.

    Returns:
        How many cases and documents ended how, with the exit code of the worst.

    Raises:
        DocgenError: The input or the folder cannot be used, or the batch was stopped: by a full
            disk, or because no worker starts. It can then be resumed.
    """
    rows = sources.open_source(source, mapping)
    order = Order(out, peildatum, tuple(formats), jobs or cores(), resume, cluster=cluster)
    with Manifest(out) as manifest:
        return run(rows, order, manifest, listener)


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0))
