"""The data folder: its space, its sweeping, its moves and backups."""
