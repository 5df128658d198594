"""tus spoken by hand, header by header."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

import httpx

UPLOADS = "/api/v1/uploads"
TUS = {"Tus-Resumable": "1.0.0"}
BODY = {"Content-Type": "application/offset+octet-stream"}


@dataclass(frozen=True)
class Plain:
    """One client. headers: with every request."""

    http: httpx.Client
    headers: dict[str, str]

    def begin(self, length: int, filename: str = "song.flac", **metadata: str) -> httpx.Response:
        """POST /uploads."""
        said = {"Upload-Length": str(length), "Upload-Metadata": encoded(filename=filename, **metadata)}
        return self.http.post(UPLOADS, headers=TUS | said | self.headers)

    def begun(self, length: int, filename: str = "song.flac", **metadata: str) -> str:
        """The address of a new upload."""
        answer = self.begin(length, filename, **metadata)
        assert answer.status_code == 201, answer.text
        return answer.headers["location"]

    def part(self, url: str, offset: int, data: bytes, **headers: str) -> httpx.Response:
        """PATCH."""
        said = {"Upload-Offset": str(offset)} | {name.replace("_", "-"): it for name, it in headers.items()}
        return self.http.patch(url, content=data, headers=TUS | BODY | said | self.headers)

    def head(self, url: str) -> httpx.Response:
        """HEAD."""
        return self.http.head(url, headers=TUS | self.headers)

    def delete(self, url: str) -> httpx.Response:
        """DELETE."""
        return self.http.delete(url, headers=TUS | self.headers)

    def state(self, url: str) -> httpx.Response:
        """GET."""
        return self.http.get(url, headers=self.headers)


def encoded(**metadata: str) -> str:
    """An Upload-Metadata."""
    return ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in metadata.items())


def checksum(algorithm: str, data: bytes) -> str:
    """An Upload-Checksum."""
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, data).digest()).decode()}"


def original(data_folder: Path, job_id: str) -> bytes:
    """The song as it lies in its job's folder."""
    (path,) = (data_folder / "jobs" / job_id).glob("original*")
    return path.read_bytes()
