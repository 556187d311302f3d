"""The time and fresh names, from the system."""

import base64
import os
from datetime import UTC, datetime


class SystemClock:
    """`domain.ports.Clock` on the machine's own clock and randomness."""

    def now(self) -> datetime:
        """The present moment in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)

    def new_id(self) -> str:
        """Ten lower-case letters and digits: 50 random bits in base 32."""
        return base64.b32encode(os.urandom(7))[:10].decode("ascii").lower()
