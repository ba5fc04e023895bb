"""Is what Slack shows exactly what is stored: each thing said once, where it belongs, and every card true?"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from handlers.courier.fetching.papers import WAITS
from handlers.gathering.proposal_view import view_of
from handlers.views.blocks.kit import Message as Said
from handlers.views.blocks.plain_words import plain_words
from handlers.views.card.proposal_card import card as card_of
from sandbox import Message
from storage.engine.database import Database
from tests.cast import CHANNEL, LEADS
from tests.chaos.facts import Proposal
from tests.chaos.world import World
from tests.reading import answers_shown, is_brief, read_message

# What only one person sees is shown at most once: Slack keeps none that one could look for.
MAY_BE_GIVEN_UP = ("receipt", "offer", "notice", "papers_refused")
COUNTED = ("receipt", "offer")
# What is not asked any more, for the text was answered or changed, or has ended.
NEEDLESS = "given up: it was answered meanwhile"
IN_THE_CHANNEL = ("card:", "outcome:", "objection:", "amendment:", "withdrawal:")
SIGNS = {"consent": "✅", "objection": "✋"}
CONCERN = "☑️"
NUMBER = re.compile(r"No\. \d+\b")


def messages(world: World, found: list[Proposal]) -> Iterator[str]:
    """Compare the bot's messages, each with its row, and those about proposals with the facts."""
    public = [it for it in _of_bot(world) if not it.only_for]
    yield from (f"nothing is known of this message: {it.text}" for it in public if not it.metadata)
    posted = Counter(_key(it) for it in public)
    yield from (f"{key} stands {count} times in Slack" for key, count in posted.items() if count > 1)
    yield from _rows_and_messages(world, {_key(it): it for it in public}, found)
    expected = {key for proposal in found for key in _keys(proposal)}
    there = {key for key in posted if key.startswith(IN_THE_CHANNEL)}
    yield from (f"{key} should stand in Slack and does not" for key in sorted(expected - there))
    yield from (f"{key} stands in Slack and should not" for key in sorted(there - expected))
    yield from _announcements(public)
    yield from _private(world)
    yield from _clockwork(world)


def cards(world: World, found: list[Proposal]) -> Iterator[str]:
    """Compare each card with the rows, and then word by word with what the bot would write now."""
    partners = {row.id: row.name for row in world.rows("SELECT id, name FROM partners")}
    shown = {_key(it): it for it in _of_bot(world)}
    for proposal in found:
        message = shown.get(f"card:{proposal.id}")
        if message:
            yield from _card(proposal, message, partners)
            yield from _as_written_now(world, proposal, message)


def _card(proposal: Proposal, message: Message, partners: dict[int, str]) -> Iterator[str]:
    posted = {"text": message.text, "blocks": message.blocks}
    drawn, standing = read_message(posted), proposal.standing()
    wanted = [f"# {proposal.title}", f"*No. {proposal.number}*"]
    is_final = proposal.agreed_revision is not None or proposal.is_withdrawn
    # A trial that is over begins its line with that.
    wanted += ["greed on"] if proposal.agreed_revision is not None else []
    wanted += ["Withdrawn on"] if proposal.is_withdrawn else []
    says_how = proposal.changes_alliance and proposal.agreed_revision is not None
    wanted += [] if proposal.is_withdrawn or says_how else [proposal.text]
    if not is_final:
        concerned = proposal.with_a_concern()
        signs = {partner: CONCERN if partner in concerned else SIGNS[kind] for partner, kind in standing.items()}
        answers = {partners[partner]: sign for partner, sign in signs.items() if partner in partners}
        # Where the card says that the others consent, it means those who decide.
        deciding = [name for partner, name in partners.items() if partner not in proposal.back()]
        shown = answers_shown(posted, deciding)
        if is_brief(posted):
            shown, answers = _objections(shown), _objections(answers)
        if shown != answers:
            yield f"the card of {proposal.id} shows the answers {shown} and should show {answers}: {drawn}"
        they = partners.keys() - proposal.back()
        whom = f"{len(they)} partners" if len(they) == len(partners) else f"{len(they)} who decide"
        consents = sum(kind == "consent" for kind in standing.values())
        answered = len(proposal.answered() & they)
        wanted += [f"{answered} of {whom} have answered" if proposal.is_sealed else f"{consents} of {whom} consent"]
    yield from (f"the card of {proposal.id} does not say {words!r}" for words in wanted if words not in drawn)
    ours = json.dumps({"proposal": proposal.id, "revision": proposal.newest}, separators=(",", ":"))[1:-1]
    if is_final == ("[Consent]" in drawn) or (not is_final and ours not in str(message.blocks)):
        yield f"the buttons of {proposal.id} are not those of its text: {drawn}"


def _objections(answers: dict[str, str]) -> dict[str, str]:
    return {partner: sign for partner, sign in answers.items() if sign == SIGNS["objection"]}


def _as_written_now(world: World, proposal: Proposal, message: Message) -> Iterator[str]:
    now = datetime.fromtimestamp(world.sandbox.workspace.now(), UTC)
    database = Database(world.database_url)
    with database.snapshot() as connection:
        said = card_of(view_of(connection, 1, proposal.id, now))
    database.close()
    drawn, wanted = read_message({"text": message.text, "blocks": message.blocks}), read_message(said)
    if drawn != wanted:
        yield f"the card of {proposal.id} is\n{drawn}\nand should be\n{wanted}"


def _keys(proposal: Proposal) -> Iterator[str]:
    """List what everybody must have been told about a proposal."""
    yield f"card:{proposal.id}"
    yield from (f"amendment:{proposal.id}:{number}" for number in range(2, proposal.newest + 1))
    yield from (f"objection:{answer.id}" for answer in proposal.answers if answer.kind == "objection")
    if proposal.agreed_revision is not None:
        yield f"outcome:{proposal.id}"
    if proposal.is_withdrawn:
        yield f"withdrawal:{proposal.id}"


def _rows_and_messages(world: World, posted: dict[str, Message], found: list[Proposal]) -> Iterator[str]:
    rows = {row.key: row for row in world.rows("SELECT key, kind, ended_as, message_ts FROM messages")}
    speaks = {row.slack_user_id: row.partner_id for row in world.rows("SELECT * FROM representatives")}
    yield from (f"nothing is stored of {key}" for key in posted.keys() - rows.keys())
    for key, row in rows.items():
        message = posted.get(key)
        if not row.ended_as:
            yield f"{key} was never said"
        elif message and (row.ended_as, row.message_ts) != ("said", message.ts):
            yield f"{key} stands at {message.ts}, and is stored as {row.ended_as} at {row.message_ts}"
        elif row.ended_as == NEEDLESS:
            _, proposal_id, revision, person = key.split(":")
            asked = next(it for it in found if it.id == int(proposal_id))
            if not _has_gone_on(asked, int(revision), speaks[person]):
                yield f"{key} was to be said"
        elif not message and row.kind != WAITS and not row.kind.endswith(MAY_BE_GIVEN_UP):
            yield f"{key} ended as {row.ended_as!r} and does not stand in Slack"


def _has_gone_on(proposal: Proposal, revision: int, partner: int) -> bool:
    """Whether a partner did something about this text, or it was changed, or has ended."""
    ended = proposal.is_withdrawn or proposal.agreed_revision is not None
    did = any((it.revision, it.partner) == (revision, partner) for it in proposal.events)
    return ended or did or proposal.newest > revision


def _announcements(public: list[Message]) -> Iterator[str]:
    """What is said in a thread stands under the card of its proposal; nothing looks like an outcome and is none."""
    cards = {it.ts: _key(it).partition(":")[2] for it in public if _key(it).startswith("card:")}
    for it in public:
        kind, _, about = _key(it).partition(":")
        if it.text.startswith("✅ Agreed") != (kind == "outcome"):
            yield f"{_key(it)} says {it.text!r}"
        in_thread = kind in ("outcome", "withdrawal", "amendment")
        if in_thread and cards.get(it.thread_ts or "") != about.split(":")[0]:
            yield f"{_key(it)} stands in another thread"


def _private(world: World) -> Iterator[str]:
    """Nobody was shown the same receipt or offer more often than there was something to say."""
    rows = world.rows(
        "SELECT l.slack_user_id, m.kind, m.words, m.message_ts FROM messages m JOIN lanes l ON l.id = m.lane_id"
    )
    # The words of a notice may also answer a command, and such an answer is nobody's message.
    stored = Counter((row.slack_user_id, row.words) for row in rows if row.kind.endswith(COUNTED))
    whispered = Counter((it.only_for, plain_words(Said(it.text, it.blocks))) for it in _of_bot(world) if it.only_for)
    for (person, words), count in whispered.items():
        number = NUMBER.search(words)
        theirs = [row for row in rows if row.slack_user_id == person and (not number or number[0] in row.words)]
        # What may not have been seen is told directly, and says then how the matter stands by now.
        told_anew = [row for row in theirs if row.kind.endswith("receipt") and row.message_ts and row.words != words]
        if stored[person, words] and count > stored[person, words] + len(told_anew):
            yield f"{person} was told {count} times: {words}; put down were {theirs}"


def _clockwork(world: World) -> Iterator[str]:
    """One digest of one week in the channel; each lead is reminded once, and nobody else."""
    digests = [it for it in _of_bot(world) if _key(it).startswith("digest:")]
    if [it.channel for it in digests] != [CHANNEL]:
        yield f"there are {len(digests)} digests of one week: {digests}"
    reminded = world.rows(
        "SELECT l.slack_user_id, m.key FROM messages m JOIN lanes l ON l.id = m.lane_id WHERE m.kind = 'reminder'"
    )
    if sorted(str(row.slack_user_id) for row in reminded) != sorted(LEADS):
        yield f"these were reminded: {reminded}"
    direct = {key: person for person in LEADS for key in map(_key, world.person(person).direct_messages())}
    yield from (f"{row.key} did not come to {row.slack_user_id}" for row in reminded if row.key not in direct)


def _of_bot(world: World) -> list[Message]:
    kept = world.sandbox.workspace
    return [it for it in kept.messages if it.user == kept.bot_user and not it.is_deleted]


def _key(message: Message) -> str:
    return str(message.metadata["event_payload"]["key"]) if message.metadata else ""
