"""Who waits is asked about once; who is in is renamed and sent away. The book is the real one."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.access.entries import Device, PairRequest
from core.jobs import now
from ui.bridge import Bridge
from ui.phones.device_list import DeviceList
from ui.phones.entry_rows import DeviceRow, RequestRow
from ui.phones.question_dialog import QuestionDialog
from ui.phones.questions import PairQuestions
from ui.phones.words import grouped, seen, until

PHONE = "192.168.1.7"


def paired(bridge: Bridge, name: str) -> None:
    access = bridge.service.access
    access.redeem(access.invite().code, name, "Android", PHONE)


def test_each_is_asked_about_once(bridge: Bridge, qtbot: QtBot) -> None:
    access = bridge.service.access
    first = access.request("Pixel 8", "Android", PHONE)
    questions = PairQuestions(bridge)
    asked: list[PairRequest] = []
    questions.asked.connect(asked.append)
    qtbot.waitUntil(lambda: asked == [first])
    access.ask_at("192.168.1.9")
    qtbot.waitUntil(lambda: [request.kind for request in asked] == ["key", "address"])
    again = access.request("Pixel 8", "Android", PHONE)
    qtbot.waitUntil(lambda: len(asked) == 3)
    assert asked[-1] == again
    questions.close()


@pytest.fixture
def request_of_phone(bridge: Bridge) -> PairRequest:
    return bridge.service.access.request("Pixel 8", "Android", PHONE)


@pytest.fixture
def question(bridge: Bridge, request_of_phone: PairRequest, qtbot: QtBot) -> QuestionDialog:
    dialog = QuestionDialog(bridge, request_of_phone)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def status(bridge: Bridge, request: PairRequest) -> str:
    return bridge.service.access.poll(request.id).status


def test_a_phone_is_let_in(
    bridge: Bridge, question: QuestionDialog, request_of_phone: PairRequest, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(question.accepted):
        qtbot.keyClick(question.allow_button, Qt.Key.Key_Space)
    answer = bridge.service.access.poll(request_of_phone.id)
    assert (answer.status, bool(answer.key)) == ("approved", True)


def test_a_phone_is_refused(
    bridge: Bridge, question: QuestionDialog, request_of_phone: PairRequest, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(question.finished):
        qtbot.mouseClick(question.refuse_button, Qt.MouseButton.LeftButton)
    assert status(bridge, request_of_phone) == "refused"


def test_typing_answers_nothing(
    bridge: Bridge, question: QuestionDialog, request_of_phone: PairRequest, qtbot: QtBot
) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter):
        qtbot.keyClick(question, key)
    assert question.isVisible()
    assert status(bridge, request_of_phone) == "waiting"
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert not question.isVisible()
    assert status(bridge, request_of_phone) == "waiting"


def test_an_answer_from_elsewhere_closes_the_question(
    bridge: Bridge, question: QuestionDialog, request_of_phone: PairRequest, qtbot: QtBot
) -> None:
    bridge.service.access.refuse(request_of_phone.id)
    with qtbot.waitSignal(question.finished):
        pass


def test_an_address_without_a_key_comes_in_for_a_week(bridge: Bridge, qtbot: QtBot) -> None:
    access = bridge.service.access
    access.ask_at(PHONE)
    question = QuestionDialog(bridge, access.waiting()[0])
    qtbot.addWidget(question)
    question.show()
    with qtbot.waitSignal(question.accepted):
        qtbot.mouseClick(question.allow_button, Qt.MouseButton.LeftButton)
    device = access.device_at(PHONE)
    assert device is not None
    assert device.expires_at is not None
    assert timedelta(days=6) < device.expires_at - now() <= timedelta(days=7)


@pytest.fixture
def listed(bridge: Bridge, qtbot: QtBot) -> DeviceList:
    listed = DeviceList(bridge)
    qtbot.addWidget(listed)
    listed.show()
    qtbot.waitUntil(lambda: listed._shown is not None)
    return listed


def titles(listed: DeviceList) -> list[str]:
    return [row.title.text() for row in listed.rows]


def test_a_device_is_renamed_by_keyboard(bridge: Bridge, listed: DeviceList, qtbot: QtBot) -> None:
    assert listed._empty.text() == "No phone is paired yet."
    paired(bridge, "Pixel 8")
    qtbot.waitUntil(lambda: titles(listed) == ["Pixel 8"])
    row = listed.rows[0]
    assert isinstance(row, DeviceRow)
    qtbot.keyClick(row.rename_button, Qt.Key.Key_Space)
    qtbot.keyClicks(row.edit, "Anna's phone")
    qtbot.keyClick(row.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(listed) == ["Anna's phone"])
    assert bridge.service.access.devices()[0].name == "Anna's phone"


def test_a_name_that_cannot_be_shown_is_told(bridge: Bridge, listed: DeviceList, qtbot: QtBot) -> None:
    paired(bridge, "Pixel 8")
    qtbot.waitUntil(lambda: titles(listed) == ["Pixel 8"])
    row = listed.rows[0]
    assert isinstance(row, DeviceRow)
    qtbot.mouseClick(row.rename_button, Qt.MouseButton.LeftButton)
    row.edit.setText("   ")
    qtbot.mouseClick(row.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(listed.problem.isVisible)
    assert "Choose another one" in listed.problem.text()
    assert bridge.service.access.devices()[0].name == "Pixel 8"


def test_a_device_is_sent_away_after_a_question(bridge: Bridge, listed: DeviceList, qtbot: QtBot) -> None:
    paired(bridge, "Pixel 8")
    paired(bridge, "Pixel 9")
    qtbot.waitUntil(lambda: titles(listed) == ["Pixel 9", "Pixel 8"])
    row = listed.rows[0]
    assert isinstance(row, DeviceRow)
    qtbot.mouseClick(row.revoke_button, Qt.MouseButton.LeftButton)
    assert "paired once more" in row.facts.text()
    qtbot.keyClick(row.leave_button, Qt.Key.Key_Space)
    assert len(bridge.service.access.devices()) == 2
    qtbot.mouseClick(row.revoke_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.sure_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(listed) == ["Pixel 8"])
    assert [device.name for device in bridge.service.access.devices()] == ["Pixel 8"]


def test_who_waits_is_answered_in_the_list(bridge: Bridge, listed: DeviceList, qtbot: QtBot) -> None:
    request = bridge.service.access.request("Pixel 8", "Android", PHONE)
    qtbot.waitUntil(lambda: titles(listed) == ["Pixel 8 · Android"])
    row = listed.rows[0]
    assert isinstance(row, RequestRow)
    assert grouped(request.code) in row.facts.text()
    qtbot.mouseClick(row.allow_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not listed.rows)
    assert status(bridge, request) == "approved"


def test_when_somebody_was_here_is_said_as_people_say_it() -> None:
    moment = now()

    def device(ago: timedelta | None, left: timedelta | None = None) -> Device:
        return Device(
            "id", "x", "", "key", PHONE, "", moment,
            seen_at=None if ago is None else moment - ago,
            expires_at=None if left is None else moment + left,
        )  # fmt: skip

    assert seen(device(None), moment) == "not seen yet"
    assert seen(device(timedelta(minutes=50)), moment) == "seen within the hour"
    assert seen(device(timedelta(days=3)), moment) == "seen 3 days ago"
    assert until(device(None), moment) == ""
    assert until(device(None, timedelta(seconds=-1)), moment) == "its time is over"
    assert until(device(None, timedelta(days=400)), moment).startswith("until ")
