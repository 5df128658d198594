"""The window of one song: stems, sung pitch, chords and beats along one timeline."""
