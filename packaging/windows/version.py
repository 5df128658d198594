"""The version resource: what the properties of a program show in Windows's Explorer."""

from packaging.version import Version

TEMPLATE = """\
VSVersionInfo(
    ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, OS=0x40004, fileType=0x1),
    kids=[
        StringFileInfo([StringTable("040904B0", [{strings}])]),
        VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
    ],
)
"""
"""As `PyInstaller.utils.win32.versioninfo` reads it. American English in UTF-16."""


def version_text(version: str, program: str, description: str) -> str:
    """The resource of one program. version: such as 1.2.0. program: its file's name."""
    strings = {
        "CompanyName": "Backline",
        "FileDescription": description,
        "FileVersion": version,
        "InternalName": program.removesuffix(".exe"),
        "LegalCopyright": "MIT licence",
        "OriginalFilename": program,
        "ProductName": "Backline",
        "ProductVersion": version,
    }
    return TEMPLATE.format(
        numbers=numbers(version),
        strings=", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items()),
    )


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version as Windows compares it: four numbers, without what makes it a pre-release."""
    release = Version(version).release
    major, minor, patch, build, *_ = (*release, 0, 0, 0, 0)
    return major, minor, patch, build
