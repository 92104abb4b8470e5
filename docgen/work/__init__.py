"""Work outside the own process and onto the disk: child, pool, files.

- `child.run`: one function in a child process with limits; for what may hang,
  eat memory or crash (parsing a file that nobody here wrote).
- `pool.Pool`: a warm pool for many tasks of our own; a dead worker is a result.
- `files.write_all`: a set of files, all of them or none.
"""

from __future__ import annotations
