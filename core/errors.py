"""Errors that a person reads: one sentence that says what happened, to which file, and what to do."""


class BacklineError(Exception):
    """Base of every expected error; `code` is the API document's word for it."""

    code = "internal_error"


class InvalidAudioError(BacklineError):
    """The file holds no sound that can be read, or more of it than is allowed."""

    code = "invalid_audio"


class FileTooLargeError(BacklineError):
    """The upload is over the size limit."""

    code = "file_too_large"


class StorageError(BacklineError):
    """The disk is full or the folder cannot be written."""

    code = "storage_limit_exceeded"


class NoSpaceError(StorageError):
    """The disk has too little room for a song. Names no folder."""


class UnavailableError(BacklineError):
    """Nothing is accepted yet, or no more."""

    code = "unavailable"


class WeightsError(BacklineError):
    """A model's weights are missing, damaged, or could not be downloaded."""

    code = "model_unavailable"


class UnreachableError(WeightsError):
    """The server of a model's weights cannot be reached, or the connection to it breaks off."""


class UpdateError(BacklineError):
    """There is no telling whether there is a newer Backline: no network, or no update file."""


class CancelledError(BacklineError):
    """Someone stopped the job."""

    code = "cancelled"


class SettingsError(BacklineError):
    """A setting has a value that means nothing."""

    code = "validation_error"


class CorrectionError(BacklineError):
    """A correction that means nothing for its song. field: which one, such as `chords.2`."""

    code = "validation_error"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class JobNotFoundError(BacklineError):
    """There is no job of that id."""

    code = "job_not_found"

    def __init__(self) -> None:
        super().__init__("There is no job of this id. It may have been deleted.")


class BatchNotFoundError(BacklineError):
    """There is no job of such a batch."""

    code = "not_found"

    def __init__(self) -> None:
        super().__init__("There is no batch of this id. Its songs may have been deleted.")


class StemNotFoundError(BacklineError):
    """The job has no stem of that name."""

    code = "stem_not_found"


class NotRequestedError(BacklineError):
    """The job was sent without the stage that makes this."""

    code = "not_requested"


class NotReadyError(BacklineError):
    """The job has not completed yet."""

    code = "not_ready"


class NotFailedError(BacklineError):
    """Only a failed job can be tried again."""

    code = "not_failed"


class NotQueuedError(BacklineError):
    """Only a job that waits can be moved to the front."""

    code = "not_queued"


class WorkerError(BacklineError):
    """The process that analyses songs died."""

    code = "worker_failed"


class DeviceError(BacklineError):
    """The device that was asked for is not there, or does not work."""

    code = "device_unavailable"


class UnauthorizedError(BacklineError):
    """The request brings nothing that lets it in, or a key that is not known."""

    code = "unauthorized"


class ForbiddenHostError(BacklineError):
    """The request names a host that is not this computer: a web page may have led it here."""

    code = "forbidden_host"


class ForbiddenOriginError(BacklineError):
    """A web page of another site wants to change something."""

    code = "forbidden_origin"


class NotOwnerError(BacklineError):
    """What only the owner, or the computer itself, may do."""

    code = "not_owner"


class RateLimitedError(BacklineError):
    """Too much at once. retry_after: whole seconds until it may be tried again, at least 1."""

    code = "rate_limited"

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class PairingNotFoundError(BacklineError):
    """There is no pairing request of that id, or no more."""

    code = "not_found"
