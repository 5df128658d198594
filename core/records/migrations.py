"""How records of earlier versions become records of this one."""

from collections.abc import Callable, Mapping

import orjson
from tinydb import TinyDB
from tinydb.storages import MemoryStorage

from core.records.copies import RecordCopies
from core.records.file import JOBS, SCHEMA, Tables, version_of

Step = Callable[[TinyDB, RecordCopies], None]
"""Brings the tables from its version to the next one. It may run again after a power cut."""


def _count_generations(db: TinyDB, copies: RecordCopies) -> None:
    """Version 2 keeps every record in its job's folder too, and counts generations to tell which is newer."""
    db.table(SCHEMA).update({"generation": 1})
    for job_id, record in (db.storage.read() or {})[JOBS].items():
        copies.write(job_id, 1, orjson.dumps(record))


STEPS: Mapping[int, Step] = {1: _count_generations}
"""By the version that a step starts from."""


def migrate(tables: Tables, copies: RecordCopies, steps: Mapping[int, Step] = STEPS) -> Tables:
    """The tables after all steps from their version on, one by one."""
    db = TinyDB(storage=MemoryStorage)
    db.storage.write(tables.copy())
    for version in sorted(steps.keys() - range(version_of(tables))):
        steps[version](db, copies)
        db.table(SCHEMA).update({"version": version + 1})
    return db.storage.read() or {}
