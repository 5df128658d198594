"""Whether a song in work is finished before the program ends."""

from enum import Enum

from PySide6.QtWidgets import QMessageBox, QWidget

from ui.language import tr


class Answer(Enum):
    """What the user wants of the songs in work."""

    FINISH = "finish"
    LATER = "later"
    STAY = "stay"


def ask(parent: QWidget | None, in_work: int) -> QMessageBox:
    """The question, not shown yet; `answer_of` tells what was clicked."""
    title = tr("A song is in work") if in_work == 1 else tr("{n} songs are in work", n=in_work)
    box = QMessageBox(QMessageBox.Icon.Question, "Backline", title, parent=parent)
    box.setInformativeText(
        tr("Backline can finish it first, or go on with it at the next start: what is done so far is kept.")
    )
    finish = box.addButton(tr("Finish, then quit"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(tr("Quit now"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(finish)
    return box


def answer_of(box: QMessageBox) -> Answer:
    """What was clicked; closing the question means to stay."""
    role = box.buttonRole(box.clickedButton()) if box.clickedButton() else QMessageBox.ButtonRole.RejectRole
    answers = {
        QMessageBox.ButtonRole.AcceptRole: Answer.FINISH,
        QMessageBox.ButtonRole.DestructiveRole: Answer.LATER,
    }
    return answers.get(role, Answer.STAY)
