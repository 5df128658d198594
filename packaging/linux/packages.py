"""What is downloaded for Linux: an archive that runs where it is unpacked, and a Debian package."""

import gzip
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
PLACE = Path("opt", "backline")
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
SYMBOLS_OF_C = re.compile(rb"GLIBC_2\.(\d+)\x00")
FILES = {
    PACKAGING / "linux" / "backline.desktop": "usr/share/applications/backline.desktop",
    PACKAGING / "server" / "backline.service": "usr/lib/systemd/system/backline.service",
    PACKAGING / "server" / "backline.sysusers": "usr/lib/sysusers.d/backline.conf",
    PACKAGING / "linux" / "copyright": "usr/share/doc/backline/copyright",
    ROOT / "ui" / "icons" / "backline.svg": "usr/share/icons/hicolor/scalable/apps/backline.svg",
}
"""What the package has beside the bundle, and where."""


def archive(bundle: Path, version: str, folder: Path) -> Path:
    """A .tar.xz of a bundle, in a folder of its own; its path. Raises CalledProcessError."""
    name = f"backline-{version}"
    path = folder / f"{name}-linux-{platform.machine()}.tar.xz"
    files = (PACKAGING / "linux" / "README.txt", ROOT / "LICENSE")
    beside = [word for file in files for word in (f"--directory={file.parent}", file.name)]
    renamed = (
        f"--transform=s,^{bundle.name},{name},S",
        rf"--transform=s,^\(README\.txt\|LICENSE\)$,{name}/&,",
    )
    owner = ("--owner=0", "--group=0", "--numeric-owner", "--sort=name", "--mode=u=rwX,go=rX")
    packed = ("--use-compress-program=xz -T0 -1", "--create", f"--file={path}")
    what = (f"--directory={bundle.parent}", bundle.name, *beside)
    subprocess.run(["tar", *renamed, *owner, *packed, *what], check=True)
    return path


def debian(bundle: Path, version: str, folder: Path) -> Path:
    """A .deb of a bundle; its path. Raises CalledProcessError."""
    architecture = ARCHITECTURES[platform.machine()]
    path = folder / f"backline_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=folder) as stage:
        root = Path(stage)
        _fill(root, bundle)
        _describe(root, version, architecture)
        subprocess.run(["chmod", "--recursive", "u=rwX,go=rX", root], check=True)
        packed = ("--root-owner-group", "-Zxz", "-z1", "--build")
        subprocess.run(["dpkg-deb", *packed, root, path], check=True)
    return path


@contextmanager
def unpacked(package: Path) -> Iterator[Path]:
    """The program of a .deb, unpacked at a place where it was not built. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)
        yield Path(folder) / PLACE / "backline"


def oldest_c(bundle: Path) -> str:
    """The oldest version of the C library that has everything a bundle asks for."""
    programs = (path for path in (bundle / "backline", *bundle.rglob("*.so*")) if path.is_file())
    asked = {int(minor) for path in programs for minor in SYMBOLS_OF_C.findall(path.read_bytes())}
    return f"2.{max(asked)}"


def _fill(root: Path, bundle: Path) -> None:
    shutil.copytree(bundle, root / PLACE, symlinks=True)
    for source, target in FILES.items():
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, root / target)
    shutil.copytree(PACKAGING / "icons" / "hicolor", root / "usr/share/icons/hicolor", dirs_exist_ok=True)
    with gzip.GzipFile(root / "usr/share/doc/backline/CHANGELOG.md.gz", "wb", mtime=0) as changes:
        changes.write((ROOT / "CHANGELOG.md").read_bytes())
    command = root / "usr/bin/backline"
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/{PLACE}/backline")


def _describe(root: Path, version: str, architecture: str) -> None:
    size = sum(path.lstat().st_size for path in root.rglob("*")) // 1024
    facts = (PACKAGING / "linux" / "control").read_text(encoding="utf-8")
    folder = root / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text(
        facts.format(version=version, architecture=architecture, size=size, c=oldest_c(root / PLACE)),
        encoding="utf-8",
    )
    for script in ("postinst", "prerm", "postrm"):
        shutil.copyfile(PACKAGING / "linux" / script, folder / script)
        (folder / script).chmod(0o755)
