"""What is said of phones."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from core.access.entries import Device, PairRequest
from ui.language import tr

JUST_NOW = timedelta(minutes=2)


def grouped(code: str) -> str:
    """Six digits as they are compared: `482 913`."""
    return f"{code[:3]}\N{NO-BREAK SPACE}{code[3:]}"


def what(entry: Device | PairRequest) -> str:
    """The kind of device, as far as it told."""
    return entry.platform or (tr("without a key") if entry.kind == "address" else tr("device"))


def seen(device: Device, now: datetime) -> str:
    """When it was here last."""
    if device.seen_at is None:
        return tr("not seen yet")
    # It is noted once an hour.
    if now - device.seen_at < timedelta(hours=1) + JUST_NOW:
        return tr("seen within the hour")
    return tr("seen {when}", when=day_of(device.seen_at, now))


def until(device: Device, now: datetime) -> str:
    """How long it may come in; empty for ever."""
    if device.expires_at is None:
        return ""
    if not device.may_enter(now):
        return tr("its time is over")
    return tr("until {when}", when=day_of(device.expires_at, now))


def day_of(moment: datetime, now: datetime) -> str:
    """A day as it is said today."""
    there, today = moment.astimezone().date(), now.astimezone().date()
    days = (today - there).days
    if days in (0, 1, -1):
        return {0: tr("today"), 1: tr("yesterday"), -1: tr("tomorrow")}[days]
    if 1 < days < 7:
        return tr("{days} days ago", days=days)
    return QLocale().toString(QDate(there.year, there.month, there.day), QLocale.FormatType.LongFormat)


def time_of(moment: datetime) -> str:
    """A time of the day, as the system writes it."""
    local = moment.astimezone()
    shown = QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
    return QLocale().toString(shown.time(), QLocale.FormatType.ShortFormat)
