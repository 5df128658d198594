"""What tus refuses, each with a status of its own."""

from core.errors import BacklineError


class TusHeaderError(BacklineError):
    """A header that the protocol asks for is missing, or means nothing."""

    code = "bad_request"


class UploadNotFoundError(BacklineError):
    """There is no upload of that id, it has expired, or it is another device's."""

    code = "upload_not_found"

    def __init__(self) -> None:
        super().__init__("There is no upload of this id. It may have expired. Begin a new one.")


class OffsetMismatchError(BacklineError):
    """The bytes that come do not follow those that are there."""

    code = "offset_mismatch"


class TusVersionError(BacklineError):
    """The client speaks no version of the protocol that is spoken here."""

    code = "unsupported_version"


class TusBodyError(BacklineError):
    """The body is not said to be a part of an upload."""

    code = "unsupported_media_type"


class UploadLockedError(BacklineError):
    """Another request is at this upload."""

    code = "upload_locked"


class ChecksumMismatchError(BacklineError):
    """What came is not what was sent."""

    code = "checksum_mismatch"
