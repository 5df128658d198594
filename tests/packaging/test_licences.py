"""What bundles hold is listed with its terms, and what may not be given on is in none of them."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import av
import pytest
from packaging.utils import canonicalize_name

from core.release import licences
from core.weights.catalogue import HTDEMUCS
from core.weights.wheels import PACKAGED
from tests.conftest import ROOT

pytest.importorskip("cyclonedx", reason="needs cyclonedx-python-lib, as a build of a bundle does")
pytest.importorskip("PyInstaller", reason="needs PyInstaller")
sys.path.append(str(ROOT / "packaging"))

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from encoders import is_stand_in, stand_in, without_gpl
from licences import SBOM, TEXT
from licences_page import installed, licence_page
from licences_rules import read_rules, standard_texts
from licences_weights import forbidden_weights

SCRIPT = ROOT / "packaging" / "licences.py"
PROGRAM = "import av, h11, orjson\nprint(av.open(__import__('sys').argv[1]).duration)\n"
"""A small one of a pure package, one with an extension, and one with libraries of others."""
RULES = read_rules()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle as PyInstaller makes it."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "small.py").write_text(PROGRAM, encoding="utf-8")
    excluded = [f"--exclude-module={module}" for module in ("readline", "numpy", "PIL")]
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR", *excluded, "small.py"],
        cwd=folder,
        check=True,
        timeout=200,
    )
    return folder / "dist" / "small"


@pytest.fixture
def bundle(built: Path, tmp_path: Path) -> Path:
    """A copy of the bundle, with nothing under the GPL."""
    copy = shutil.copytree(built, tmp_path / "bundle", symlinks=True)
    for path in encoders(copy):
        stand_in(path)
    return copy


def encoders(folder: Path) -> Iterator[Path]:
    """The libraries of x264 and x265."""
    return (path for path in folder.rglob("libx26*") if path.is_file() and not path.is_symlink())


def listed(bundle: Path) -> subprocess.CompletedProcess[str]:
    """What the script says of a bundle, into which it writes."""
    command = [sys.executable, SCRIPT, "--bundle", bundle, "--output", bundle]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.slow
def test_a_bundle_is_listed_by_what_lies_in_it(bundle: Path) -> None:
    done = listed(bundle)
    assert done.stderr == ""
    assert (done.returncode, done.stdout) == (0, "")

    sbom = (bundle / SBOM).read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom) is None
    components = {component["name"]: component for component in json.loads(sbom)["components"]}
    assert {"av", "h11", "orjson", "Python", "PyInstaller", "preact"} <= components.keys()
    assert not {"torch", "fastapi", "pytest", "numpy"} & components.keys()
    assert components["h11"]["version"] == distribution("h11").version
    assert components["h11"]["purl"] == f"pkg:pypi/h11@{distribution('h11').version}"
    crates = {component["purl"].partition("/")[0] for component in components["orjson"]["components"]}
    assert crates == {"pkg:cargo"}
    inside = {component["name"] for component in components["av"]["components"]}
    assert {"FFmpeg", "LAME", "opus"} <= inside
    assert not {"x264", "x265"} & inside

    assert licences(bundle / "_internal" / "core" / "release.json") == bundle / TEXT
    text = (bundle / TEXT).read_text(encoding="utf-8")
    h11 = distribution("h11")
    (licence,) = (file for file in h11.files or [] if file.name == "LICENSE.txt")
    assert Path(str(licence.locate())).read_text(encoding="utf-8").strip() in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text


@pytest.mark.slow
def test_libraries_under_the_gpl_end_the_build(bundle: Path, built: Path) -> None:
    for path in encoders(built):
        shutil.copy(path, bundle / path.relative_to(built))
    done = listed(bundle)
    assert done.returncode == 1
    assert "x264 is under GPL-2.0-or-later" in done.stderr
    assert "x265 is under GPL-2.0-or-later" in done.stderr
    assert not (bundle / TEXT).exists()


@pytest.mark.slow
def test_what_nobody_knows_ends_the_build(bundle: Path) -> None:
    (bundle / "_internal" / "libmystery.so.1").write_bytes(b"?")
    (bundle / "_internal" / HTDEMUCS.editions[0].files[0].filename).write_bytes(b"weights?")
    done = listed(bundle)
    assert done.returncode == 1
    assert "Nobody knows what this is, or under which terms: libmystery.so.1." in done.stderr
    assert "955717e8.safetensors may not be redistributed: users download it." in done.stderr


def test_a_folder_that_is_no_bundle(tmp_path: Path) -> None:
    done = listed(tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip() == f"{tmp_path} is no bundle: build it first."


@pytest.mark.slow
def test_the_bundle_decodes_without_encoders_of_video(bundle: Path) -> None:
    assert all(is_stand_in(path) for path in encoders(bundle))
    song = ROOT / "core" / "example" / "song.mp3"
    done = subprocess.run([bundle / "small", song], capture_output=True, text=True, check=True)
    with av.open(str(song)) as opened:
        assert int(done.stdout) == opened.duration


def test_a_table_of_pyinstaller_gets_stand_ins(tmp_path: Path) -> None:
    pytest.importorskip("ziglang")
    others = [
        ("av.libs/libavcodec.so.62", "/there/libavcodec.so.62", "BINARY"),
        ("libx264-1.so.165", "av.libs/libx264-1.so.165", "SYMLINK"),
        ("docs/x264.txt", "/there/x264.txt", "DATA"),
    ]
    entries = [*others, ("av.libs\\libx264-165-f3.dll", "C:\\there\\libx264-165-f3.dll", "BINARY")]
    *same, (there, here, kind) = without_gpl(entries, tmp_path)
    assert same == others
    assert (there, kind) == (entries[-1][0], "BINARY")
    assert is_stand_in(Path(here))


@pytest.mark.parametrize(
    ("target", "name", "magic"),
    [
        ("x86_64-linux-gnu.2.28", "libx264-d6.so.165", b"\x7fELF"),
        ("aarch64-linux-gnu.2.28", "libx265-d6.so.216", b"\x7fELF"),
        ("x86_64-windows-gnu", "libx265-d6.dll", b"MZ"),
    ],
)
def test_stand_ins_are_made_for_every_system(tmp_path: Path, target: str, name: str, magic: bytes) -> None:
    pytest.importorskip("ziglang")
    made = stand_in(tmp_path / name, target)
    assert made.read_bytes().startswith(magic)
    assert is_stand_in(made)
    assert b"x264_encoder_open_165" in made.read_bytes()


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("MIT AND Apache-2.0 WITH LLVM-exception", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("LicenseRef-Something", False),
        ("", False),
    ],
)
def test_which_licences_a_bundle_may_hold(licence: str, allowed: bool) -> None:
    assert (RULES.objection("something", licence) is None) == allowed


def test_a_reason_is_for_one_part_under_one_licence() -> None:
    licence = "LicenseRef-Intel-Simplified-Software-License"
    assert RULES.objection("Intel oneMKL", licence) is None
    assert RULES.objection("Something else", licence) is not None
    assert RULES.objection("Intel oneMKL", "GPL-3.0-only") is not None


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("libavcodec-5e6b81c2.so.62.28.102", "FFmpeg"),
        ("avcodec-62-984de33114b7fa384296817dec999c9d.dll", "FFmpeg"),
        ("libavcodec.62.28.102.dylib", "FFmpeg"),
        ("libx264-165-f3a909470ddc2d85ed21eda3d0fb7954.dll", "x264"),
        ("libssl.so.3", "OpenSSL"),
        ("libcrypto-3-x64.dll", "OpenSSL"),
        ("libz.so.1", "zlib"),
        ("libzstd.so.1", "Zstandard"),
        ("vcruntime140_1.dll", "Microsoft Visual C++ runtime"),
        ("libreadline.so.8", "GNU Readline"),
        ("libsomething.so.1", None),
    ],
)
def test_libraries_are_known_by_their_files(filename: str, name: str | None) -> None:
    known = RULES.library(filename)
    assert (known and known.name) == name


def test_copyleft_licences_come_with_their_texts() -> None:
    for library in RULES.libraries:
        if "LGPL" in library.licence:
            texts = {path.stem for path in standard_texts(library.licence)}
            assert any(text.startswith("LGPL") for text in texts), library.name
    assert {path.stem for path in standard_texts("LGPL-3.0-only")} == {"LGPL-3.0", "GPL-3.0"}


def test_the_page_lists_what_is_installed() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    tested = dict(line.split("==") for line in lines if not line.startswith("#"))
    tested = {canonicalize_name(name): version for name, version in tested.items()}
    for each in installed():
        version = tested.get(canonicalize_name(each.name))
        if version is not None and version != each.version.partition("+")[0]:
            pytest.skip(f"{each.name} {each.version} is installed, not the {version} of constraints.txt")
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert page == licence_page(RULES), "run `python packaging/licences.py --page docs/licences.md`"


def test_every_package_that_the_program_needs_may_be_in_a_bundle() -> None:
    found = [RULES.objection(each.name, RULES.licence_of(each)) for each in installed()]
    assert [said for said in found if said] == []


def test_the_page_of_the_phones_is_listed_in_the_version_that_it_is_built_of() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for each in RULES.page:
        assert lock[f"node_modules/{each['name']}"]["version"] == each["version"]
    built = json.loads((ROOT / "app" / "page" / "licences.json").read_text(encoding="utf-8"))
    listed = {each["name"] for each in (*built, *RULES.page)}
    assert json.loads((ROOT / "web" / "package.json").read_text())["dependencies"].keys() <= listed


def test_something_is_said_of_all_weights() -> None:
    assert RULES.weights.keys() == PACKAGED.keys()


def test_weights_that_may_not_be_given_on_are_known_by_name_and_by_content(tmp_path: Path) -> None:
    named = tmp_path / "955717e8-8726e21a.th"
    named.write_bytes(b"")
    other = tmp_path / "model.safetensors"
    other.write_bytes(b"")
    assert forbidden_weights([named, other]) == [named]
    shared = forbidden_weights(path for path in (ROOT.parent / "shared").rglob("*") if path.is_file())
    if not shared:
        pytest.skip("HTDemucs's weights are not on this computer")
    renamed = tmp_path / "innocent.bin"
    renamed.symlink_to(shared[0])
    assert forbidden_weights([renamed]) == [renamed]


def test_no_weights_that_may_not_be_given_on_are_in_the_tree() -> None:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("needs git, to know what is in the tree")
    paths = [ROOT / name for name in done.stdout.split("\0") if name]
    assert len(paths) > 500
    assert forbidden_weights(path for path in paths if path.is_file()) == []


def test_no_weights_that_may_not_be_given_on_are_in_what_a_spec_bundles() -> None:
    from spec_common import analysis

    paths = [Path(source) for source, _ in analysis()["datas"]]
    names = {path.name for path in paths}
    assert {file.filename for each in PACKAGED.values() for file in each.files} <= names
    assert forbidden_weights(path for path in paths if path.is_file()) == []
