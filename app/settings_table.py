"""`backline settings`: every setting with its value and origin."""

from rich import box
from rich.console import Console
from rich.table import Table

from core.settings import Settings, config_file, load_settings


def show() -> None:
    """Print all settings."""
    loaded = load_settings()
    table = Table("setting", "value", "from", "meaning", box=box.SIMPLE)
    for name, field in Settings.model_fields.items():
        table.add_row(
            name.upper(), _text(getattr(loaded.values, name)), loaded.origins[name], field.description
        )
    console = Console()
    console.print(table)
    console.print(f"Settings file: {config_file()}", soft_wrap=True)
    if loaded.without_effect:
        console.print(f"In .env, without effect: {', '.join(loaded.without_effect)}")


def _text(value: object) -> str:
    if value is None or value == ():
        return "-"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
