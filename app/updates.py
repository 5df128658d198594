"""`backline updates`: is there a newer one?"""

from pathlib import Path

from app.terminal import console
from core.errors import SettingsError
from core.release import is_bundle, release
from core.settings import load_settings
from core.updates.fetch import fetch
from core.updates.update_file import is_newer, parsed
from core.updates.updates import address_of

NO_ADDRESS = "This Backline {} to ask for newer versions. UPDATE_URL can name one."
OF_BUNDLE = "was built without an address"
OF_SOURCE = "was installed from its source and knows no address"


def show(data_dir: Path | None) -> None:
    """Ask now, and tell. Raises SettingsError where no address is known, UpdateError without an answer."""
    address = address_of(load_settings(storage_path=data_dir).values)
    if not address:
        raise SettingsError(NO_ADDRESS.format(OF_BUNDLE if is_bundle() else OF_SOURCE))
    newest, out = parsed(fetch(address)), console()
    if not is_newer(newest, release().version):
        out.print(f"Backline {release()} is the newest.")
        return
    out.print(f"Backline {newest.version} is there; this is {release()}.", soft_wrap=True)
    if newest.notes:
        out.print(newest.notes, soft_wrap=True)
    out.print(newest.url, soft_wrap=True)
