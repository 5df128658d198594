"""Who may come in, as the server and the command line ask for it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from core.access import pairing
from core.access.attempts import Attempts
from core.access.endpoint import Endpoint, EndpointFile
from core.access.entries import Invitation, KeptInvitation, PairAnswer, PairRequest
from core.access.register import Register, label_of
from core.errors import PairingNotFoundError
from core.jobs import now

NOT_OFTENER = "Too many pairing requests came from this address. Wait a minute, and ask again."
NO_MORE_GUESSES = "Too many wrong codes came from this address. Wait ten minutes, and try again."
WRONG_CODE = "This code lets nobody in: it is mistyped, used, or too old. `backline pair` shows a new one."


class Access(Register):
    """The book of a data folder, in which several processes may read and write at once.

    Every method is thread-safe. Those that change something wait for the disk. All of them raise StorageError
    where the folder cannot be used.
    """

    def __init__(self, root: Path, clock: Callable[[], datetime] = now) -> None:
        super().__init__(root, clock)
        self._endpoint = EndpointFile(self.folder)
        self._asked = Attempts(5, timedelta(minutes=1), NOT_OFTENER)
        self._guessed = Attempts(5, timedelta(minutes=10), NO_MORE_GUESSES)

    def waiting(self) -> list[PairRequest]:
        """Who waits to be let in, oldest first."""
        return pairing.waiting(self._book.read(), self._clock())

    def ask_at(self, address: str) -> None:
        """Note that somebody without a key knocked; once an address, so that it seldom costs a write."""
        moment = self._clock()
        state = pairing.swept(self._book.read(), moment)
        if pairing.knock(state, address, moment)[0] is not state:
            self._change(lambda state: pairing.knock(state, address, moment))

    def request(self, name: str, platform: str, address: str) -> PairRequest:
        """Ask for a key. Raises RateLimitedError."""
        moment = self._clock()
        self._asked.count(address, moment)
        labels = label_of(name) or address, label_of(platform)
        return self._change(lambda state: pairing.ask(state, *labels, address, moment))

    def poll(self, request_id: str) -> PairAnswer:
        """What became of a request; the first time after its approval with the key.

        Raises PairingNotFoundError.
        """
        moment = self._clock()
        answer = pairing.answer_to(self._book.read(), request_id, moment)
        if answer.device_id or answer.status != "approved":
            return answer
        return self._change(lambda state: pairing.hand_key(state, request_id, moment))

    def approve(self, which: str) -> PairRequest:
        """Let one in who waits; as it is then. Raises ChoiceError."""
        return self._change(lambda state: pairing.approve(state, which, self._clock()))

    def refuse(self, which: str) -> PairRequest:
        """Send one away who waits; as it is then. Raises ChoiceError."""
        return self._change(lambda state: pairing.refuse(state, which, self._clock()))

    def invite(self) -> Invitation:
        """A code that lets one device in at once."""
        return self._change(lambda state: pairing.invite(state, self._clock()))

    def invitation(self, invitation_id: str) -> KeptInvitation | None:
        """How an invitation stands; None where it was withdrawn, or ended long ago."""
        kept = self._book.read().invitations
        return next((one for one in kept if one.id == invitation_id), None)

    def take_back(self, invitation: Invitation) -> None:
        """Let an invitation's code lead nowhere."""
        self._change(lambda state: pairing.take_back(state, invitation.id))

    def redeem(self, code: str, name: str, platform: str, address: str) -> PairAnswer:
        """Let a device in for an invitation's code. Raises PairingNotFoundError, RateLimitedError."""
        moment = self._clock()
        self._guessed.count(address, moment)
        labels = label_of(name) or address, label_of(platform)
        answer = self._change(lambda state: pairing.redeem(state, code, *labels, address, moment))
        if answer is None:
            raise PairingNotFoundError(WRONG_CODE)
        self._guessed.forget(address)
        return answer

    def announce(self, endpoint: Endpoint) -> None:
        """Tell the commands where this program serves, from now on or anew. Raises StorageError."""
        self._endpoint.write(endpoint)

    def silence(self) -> None:
        """Tell them that it serves no more."""
        self._endpoint.remove()

    def endpoint(self) -> Endpoint | None:
        """Where the running server is found; None where none runs."""
        return self._endpoint.read()
