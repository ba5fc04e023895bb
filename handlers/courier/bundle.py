"""Keeps a bundle's message true, as the front desk is kept, while anything stands in it."""

from handlers.courier.front_desk import DeskRound
from handlers.courier.once import fingerprint
from handlers.gathering.bundles import bundle_now
from handlers.gathering.proposal_view import next_midnight
from handlers.views.blocks.kit import Message
from handlers.views.card.bundle import bundle_message
from storage.outbox import attempts, bundles
from storage.outbox.attempts import OutboxMessage


class BundleRound(DeskRound):
    """One pass over the message of one bundle."""

    def run(self) -> str:
        shown = super().run()
        with self._database.transaction() as connection:
            is_over = not bundle_now(connection, self._lane.alliance_id, self._number, self._now()).there
            if is_over and shown:
                bundles.close(connection, self._lane.id)
        self.next_change_at = None if is_over and shown else self.next_change_at
        return shown

    @property
    def _number(self) -> int:
        return int((self._lane.slack_user_id or "").removeprefix(bundles.BUNDLE))

    def _put_down_anew(self) -> list[OutboxMessage]:
        lane, now = self._lane, self._now()
        with self._database.transaction() as connection:
            bundles.open_anew(connection, lane.alliance_id, lane.id, self._number, lane.card_ts, now)
            return attempts.unsaid(connection, lane.id)

    def _pin(self, place: str) -> None:
        """The desk is what is pinned."""

    def _read(self) -> tuple[Message, str]:
        with self._database.snapshot() as connection:
            bundle = bundle_now(connection, self._lane.alliance_id, self._number, self._now())
        said = bundle_message(bundle)
        self.next_change_at = next_midnight(self._now(), bundle.alliance.timezone)
        return said, fingerprint(said.text, said.blocks)
