"""A song that comes with the program, to try it on."""

from pathlib import Path

SONG = Path(__file__).with_name("song.mp3")
"""25 s, 84 BPM, 4/4, D major."""
