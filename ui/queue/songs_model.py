"""The songs as rows of a table. It holds the records that it shows, and asks nobody while it is painted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.jobs import Job
from core.names import clean_text
from core.subscriptions import Changes
from ui.queue import cells
from ui.queue.order import Column, Ordered
from ui.queue.songs import Songs

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

ONE_BY_ONE = 50
"""Rows that come, go or move in place; more of them at once are laid out anew."""


class SongsModel(QAbstractTableModel):
    """Songs that match a search, in the order of a column.

    read_places: of the songs that wait, by id. renamed: emitted with an id and the name that someone typed.
    """

    renamed = Signal(str, str)

    def __init__(self, read_places: Callable[[], Mapping[str, int]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read_places = read_places
        self._songs = Songs()
        self.senders: Mapping[str, str] = {}
        """Names of the devices that songs came from, by id."""

    @property
    def count(self) -> int:
        """Songs there are, whatever is searched for."""
        return self._songs.count

    @property
    def sorted_by(self) -> tuple[Column, bool]:
        """The column, and whether it is descending."""
        return self._songs.column, self._songs.descending

    def job(self, row: int) -> Job:
        """The song in a row."""
        return self._songs[self._songs.rows.at(row)]

    def row(self, job_id: str) -> int | None:
        """Where a song is listed, if it is."""
        rows = self._songs.rows
        return rows.row(job_id) if job_id in rows else None

    def place(self, job: Job) -> int | None:
        """A song's turn among those that wait."""
        return self._songs.places.get(job.id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._songs.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        if not index.isValid():
            return flags.NoItemFlags
        editable = flags.ItemIsEditable if index.column() == Column.SONG else flags.NoItemFlags
        always = flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemNeverHasChildren
        return always | flags.ItemIsDragEnabled | editable

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return cells.title(Column(section))
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        job, column = self.job(index.row()), Column(index.column())
        is_song = column is Column.SONG
        if role == Role.EditRole and is_song:
            return job.display_name
        if role == Role.AccessibleTextRole and is_song:
            return cells.spoken(job, self.place(job), self.senders)
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return cells.text(job, column, self.place(job))
        return cells.hint(job, column) if role == Role.ToolTipRole else None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:  # noqa: N802
        name, job = clean_text(str(value)).strip(), self.job(index.row())
        if role != Role.EditRole or not name or name == job.display_name:
            return False
        self._take_in({job.id: replace(job, display_name=name)})
        self.renamed.emit(job.id, name)
        return True

    def show(self, jobs: Iterable[Job]) -> None:
        """Begin with these songs."""
        self._songs.clear()
        self._songs.keep({job.id: job for job in jobs})
        self._songs.places = self._read_places()
        self._lay_out(self._songs.ordered())

    def search(self, text: str) -> None:
        """List only songs in whose names all words of a text are found."""
        self._songs.search(text)
        self._lay_out(self._songs.ordered())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """List the songs in another order."""
        self._songs.column, self._songs.descending = Column(column), order is Qt.SortOrder.DescendingOrder
        self._lay_out(self._songs.ordered())

    def hide(self, job_ids: Iterable[str]) -> None:
        """Leave songs out until they are shown again, or gone."""
        there = [job_id for job_id in job_ids if job_id in self._songs]
        self._songs.hide(there)
        self._take_in({job_id: self._songs[job_id] for job_id in there})

    def unhide(self, job_ids: Iterable[str]) -> None:
        """Show songs again that were left out."""
        there = [job_id for job_id in job_ids if job_id in self._songs]
        self._songs.unhide(there)
        self._take_in({job_id: self._songs[job_id] for job_id in there})

    def name_senders(self, senders: Mapping[str, str]) -> None:
        """Say from now on which devices songs came from."""
        self.senders = senders
        self._alter_column(Column.SONG)

    def apply(self, changes: Changes) -> None:
        """Take over what has changed; rows that stay where they are stay selected."""
        if changes.queue:
            self._take_places()
        self._take_in(changes.jobs)

    def _take_places(self) -> None:
        self._songs.places = self._read_places()
        if self._songs.column is Column.STATE:
            # All that wait have other keys, and mostly the same order.
            rows = self._songs.ordered()
            if list(rows) == list(self._songs.rows):
                self._songs.rows = rows
            else:
                self._lay_out(rows)
        self._alter_column(Column.STATE)

    def _take_in(self, jobs: Mapping[str, Job | None]) -> None:
        songs, rows = self._songs, self._songs.rows
        listed = [job for job in jobs.values() if job is not None and songs.lists(job)]
        stay = {job.id for job in listed}
        gone = [job_id for job_id in jobs if job_id in rows and job_id not in stay]
        new = [job for job in listed if job.id not in rows]
        there = [job for job in listed if job.id in rows]
        moved = [job for job in there if songs.key(job) != rows.key(job.id)]
        if len(gone) + len(new) + len(moved) > ONE_BY_ONE:
            songs.keep(jobs)
            self._lay_out(songs.ordered())
            return
        for job_id in gone:
            self._remove_row(job_id)
        songs.keep(jobs)
        for job in moved:
            self._move_row(job)
        for job in new:
            self._insert_row(job)
        self._alter([rows.row(job.id) for job in there])

    def _alter(self, rows: Sequence[int]) -> None:
        """Tell that songs in some rows are others."""
        runs = [(row, row) for row in rows]
        if len(rows) > ONE_BY_ONE:
            runs = [(min(rows), max(rows))]
        for first, last in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(last, Column.MENU))

    def _alter_column(self, column: Column) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, column), self.index(self.rowCount() - 1, column))

    def _remove_row(self, job_id: str) -> None:
        row = self._songs.rows.row(job_id)
        self.beginRemoveRows(QModelIndex(), row, row)
        self._songs.rows.remove(job_id)
        self.endRemoveRows()

    def _insert_row(self, job: Job) -> None:
        key = self._songs.key(job)
        row = self._songs.rows.row_for(key)
        self.beginInsertRows(QModelIndex(), row, row)
        self._songs.rows.put(job.id, key)
        self.endInsertRows()

    def _move_row(self, job: Job) -> None:
        rows, key = self._songs.rows, self._songs.key(job)
        before, old = rows.row(job.id), rows.key(job.id)
        rows.remove(job.id)
        after = rows.row_for(key)
        rows.put(job.id, old)
        # Qt counts the target before the row is taken out.
        target = after + 1 if after > before else after
        moves = self.beginMoveRows(QModelIndex(), before, before, QModelIndex(), target)
        rows.remove(job.id)
        rows.put(job.id, key)
        if moves:
            self.endMoveRows()

    def _lay_out(self, rows: Ordered) -> None:
        self.beginResetModel()
        self._songs.rows = rows
        self.endResetModel()
