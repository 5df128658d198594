"""What Info.plist tells macOS of Backline."""

from typing import Any

NETWORK_REASON = (
    "Backline lets phones in your network send songs to this Mac, and announces itself so that they find it. "
    "Nothing leaves the network."
)
SERVICES = ("_backline._tcp",)
"""As `app.network.announcer` announces it; macOS lets a program announce only what stands here."""
OLDEST_SYSTEM = "14.0"
"""The oldest that wheels of PyTorch, NumPy, SciPy and PyAV for Apple's processors are made for."""
LANGUAGES = ("en", "de")
"""Without them, file dialogs and the menu of the system stay English."""

FAMILIES = ("public.audio", "public.movie")
"""Types that all sound and all video conform to."""
SYSTEM_TYPES = {
    *(".aac", ".ac3", ".aif", ".aiff", ".amr", ".au", ".avi", ".caf", ".flac", ".m4a", ".m4b", ".m4v"),
    *(".mov", ".mp2", ".mp3", ".mp4", ".mpeg", ".mpg", ".ra", ".wav", ".wave", ".wma", ".wmv"),
}
"""Files whose type macOS 14 knows to be sound or video by itself."""
IMPORTED_TYPES = {
    "org.backline.apple-lossless": ("Apple Lossless sound", "public.audio", (".alac",)),
    "com.monkeysaudio.ape": ("Monkey's Audio sound", "public.audio", (".ape",)),
    "org.matroska.mka": ("Matroska sound", "public.audio", (".mka",)),
    "org.matroska.mkv": ("Matroska video", "public.movie", (".mkv",)),
    "org.musepack": ("Musepack sound", "public.audio", (".mpc",)),
    "org.xiph.ogg-audio": ("Ogg sound", "public.audio", (".oga", ".ogg")),
    "org.xiph.ogg-video": ("Ogg video", "public.movie", (".ogv",)),
    "org.xiph.opus": ("Opus sound", "public.audio", (".opus",)),
    "org.backline.true-audio": ("True Audio sound", "public.audio", (".tta",)),
    "org.webmproject.webm": ("WebM video", "public.movie", (".webm",)),
    "com.wavpack.wv": ("WavPack sound", "public.audio", (".wv",)),
}
"""Type: what people call it, its family, its suffixes. Where another program exports one, that counts."""


def info_plist(version: str, *, menu_bar_only: bool) -> dict[str, Any]:
    """Keys beside those that PyInstaller writes. menu_bar_only: no icon in the Dock, ever."""
    return {
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": LANGUAGES[0],
        "CFBundleLocalizations": list(LANGUAGES),
        "CFBundleDocumentTypes": [_opened("Song", *FAMILIES), _opened("Folder of songs", "public.folder")],
        "UTImportedTypeDeclarations": [_declared(name) for name in IMPORTED_TYPES],
        "LSApplicationCategoryType": "public.app-category.music",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "LSUIElement": menu_bar_only,
        "NSBonjourServices": list(SERVICES),
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "MIT licence",
        "NSLocalNetworkUsageDescription": NETWORK_REASON,
        # Light and dark, as the system has it.
        "NSRequiresAquaSystemAppearance": False,
    }


def _opened(name: str, *types: str) -> dict[str, Any]:
    """A kind of document that is offered to Backline, but never opened by it on its own."""
    return {
        "CFBundleTypeName": name,
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Alternate",
        "LSItemContentTypes": list(types),
    }


def _declared(name: str) -> dict[str, Any]:
    description, family, suffixes = IMPORTED_TYPES[name]
    return {
        "UTTypeIdentifier": name,
        "UTTypeDescription": description,
        "UTTypeConformsTo": [family],
        "UTTypeTagSpecification": {"public.filename-extension": [suffix[1:] for suffix in suffixes]},
    }
