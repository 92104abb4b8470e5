"""docgen: from one case file to every document that the case calls for.

What scripts use, and all of it:

- `load(path)`: read a case file; raises DocgenError with every problem at once.
- `check(case, peildatum)`: the findings of the rules, worst first.
- `documents(case, peildatum)`: what the case calls for on a day, and why.
- `timeline(case, peildatum)`: every date of the case, with its rule.
- `assemble(case, names, peildatum)`: documents, ready to be set; without names all that the case calls for.
- `make(documents, formats, out)`: set them in Word, PDF, … and write them, all or none.
- `run_batch(source, out, peildatum)`: all of this for thousands of cases.
- `DocgenError`: what every error of docgen is: a code, a Dutch sentence, a remedy, an exit code.

`make` and `run_batch` start processes: call them under `if __name__ == "__main__":`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.batch.call import run_batch
    from docgen.errors import DocgenError
    from docgen.service import assemble, check, documents, load, make, timeline

__version__ = "0.1.0"
__all__ = ["DocgenError", "assemble", "check", "documents", "load", "make", "run_batch", "timeline"]

_HOMES = {"DocgenError": "docgen.errors", "run_batch": "docgen.batch.call"}


def __getattr__(name: str) -> object:
    """Find a name of the list above when it is first used: importing docgen alone must cost nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "docgen.service")), name)
