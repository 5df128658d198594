"""The sound device of the computer."""

from collections.abc import Callable
from typing import Protocol

import miniaudio

from core.models import SAMPLE_RATE
from ui.player.feed import Samples

PERIOD_MS, PERIODS = 25, 3
"""What a device asks for at once, and how many of them it holds: 75 ms outlast a window that is painted."""


class NoDeviceError(Exception):
    """There is no sound device, or none that can be opened."""


class Device(Protocol):
    """A device that plays."""

    latency: float
    """Seconds from what it was given last to the ear, at most."""

    def close(self) -> None:
        """Play no more."""
        ...


OpenDevice = Callable[[Samples], Device]
"""Opens a device that plays what it gets from a generator. Raises NoDeviceError."""


class DefaultDevice:
    """What the user has chosen for sound, by miniaudio. Raises NoDeviceError."""

    latency = PERIOD_MS * PERIODS / 1000

    def __init__(self, samples: Samples) -> None:
        try:
            self._device = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.FLOAT32,
                nchannels=2,
                sample_rate=SAMPLE_RATE,
                buffersize_msec=PERIOD_MS,
                callback_periods=PERIODS,
                app_name="Backline",
            )
        except miniaudio.MiniaudioError as error:
            raise NoDeviceError from error
        try:
            if self._device.backend == "Null":
                raise NoDeviceError
            self._device.start(samples)
        except (miniaudio.MiniaudioError, NoDeviceError) as error:
            self.close()
            raise NoDeviceError from error

    def close(self) -> None:
        """Stop, and give the device back."""
        context = self._device._context
        self._device.close()
        # What miniaudio's close leaves open: the connection to the system's sound server.
        miniaudio.lib.ma_context_uninit(context)
