"""Why can't a text be put like this? The sentences are for the person who wrote it."""

from decisions.words.refusal import Refusal


def topics_do_not_fit(most: int, longest: int) -> Refusal:
    return Refusal(
        f"Please name at most {most} topics, of {longest} characters or fewer each, with commas between them.",
        field="topics",
    )


def text_follows_the_draft(number: int) -> Refusal:
    return Refusal(
        f"Nothing was changed. No. {number} says who would decide together, so its text comes from the draft: change "
        "that at Accord's desk in the channel, and put it to the partners again."
    )
