"""An update file that tells of a newer Backline."""

NAME = "backline.json"
NEWER = {
    "version": "99.1.0",
    "url": "https://backline.example/releases/99.1.0",
    "notes": "Everything is better.",
    "date": "2026-12-01",
}
