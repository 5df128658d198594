"""Sound in and out: decode, resample, encode. Shapes: (samples, channels), or (samples,) for mono."""
