"""Zips as people send them."""

import io
import zipfile
from collections.abc import Mapping


class _Unmarked(zipfile.ZipInfo):
    """Its name is UTF-8, and it does not say so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's name
        return self.filename.encode(), self.flag_bits


def zipped(
    files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, *, marks_utf8: bool = True
) -> bytes:
    """A zip of some files; names may be paths, those of folders end with a slash."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            info = (zipfile.ZipInfo if marks_utf8 else _Unmarked)(name)
            archive.writestr(info, data, compress_type=method)
    return content.getvalue()
