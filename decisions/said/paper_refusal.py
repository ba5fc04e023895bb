"""Why did a rule say no to a paper, in words for the person who asked?"""

from decisions.words.refusal import Refusal


def too_many_papers(field: str, most: int, count: int) -> Refusal:
    return Refusal(f"A proposal carries at most {most} papers, and these are {count}.", field=field)


def paper_too_large(field: str, name: str, size: str, largest: str) -> Refusal:
    return Refusal(f"“{name}” is {size}, and a paper may be {largest} at most.", field=field)


def empty_paper(field: str, name: str) -> Refusal:
    return Refusal(f"“{name}” is empty. Please look whether it is the right file.", field=field)


def paper_elsewhere(field: str, name: str) -> Refusal:
    return Refusal(
        f"“{name}” is kept outside Slack, so Accord can't read it and fix it. Please upload the file itself.",
        field=field,
    )


def paper_is_gone(field: str, name: str) -> Refusal:
    return Refusal(
        f"Slack does not give “{name}” any more: it was deleted, or Accord may not read it. Please upload it again.",
        field=field,
    )


def paper_not_given(field: str, name: str) -> Refusal:
    return Refusal(
        f"Slack gave something else in the place of “{name}”. Please upload it again; if that does not help, "
        "Accord may lack the scope files:read.",
        field=field,
    )


def papers_do_not_come(field: str) -> Refusal:
    return Refusal("Slack did not give the papers in several tries. Please send it again a little later.", field=field)


def papers_not_kept(field: str) -> Refusal:
    return Refusal(
        "Accord can't keep the papers now. Please tell whoever runs it, and send it again later.", field=field
    )


def text_changed_meanwhile() -> Refusal:
    return Refusal("Somebody else changed the text while the papers were fetched.")
