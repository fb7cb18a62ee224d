"""The known questions, fetched once for each state of the corpus."""

from collections.abc import Sequence

from citaat.serving.articles import KnownQuestion
from citaat.serving.desk import State
from citaat.serving.service import Service
from citaat.serving.workers import Unavailable


class Known:
    """Questions that the articles answer: to choose from, and to complete what somebody types."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._state: State | None = None
        self._questions: Sequence[KnownQuestion] = ()

    async def questions(self) -> Sequence[KnownQuestion]:
        """Those of the corpus as it is; none when nobody has time to look."""
        state = self._service.watch.state
        if state != self._state:
            try:
                self._questions = await self._service.answering.call("known", state)
                self._state = state
            except Unavailable:
                return ()
        return self._questions
