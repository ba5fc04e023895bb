"""What may stand in a rich_text block."""

from sandbox.block_kit.check import Check, by_type, fields, items, number, one_of, text, truth

_STYLE = fields(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "highlight", "client_highlight", "unlink", "underline"), truth),
)
_LOOK = {"style": _STYLE}
_WORDS = text(40000)

INLINE = by_type(
    {
        "text": fields({"text": _WORDS}, _LOOK),
        "link": fields({"url": text(3000)}, {"text": _WORDS, "unsafe": truth, **_LOOK}),
        "user": fields({"user_id": text(40)}, _LOOK),
        "usergroup": fields({"usergroup_id": text(40)}, _LOOK),
        "channel": fields({"channel_id": text(40)}, _LOOK),
        "broadcast": fields({"range": one_of("here", "channel", "everyone")}, _LOOK),
        "emoji": fields({"name": text(100)}, {"unicode": text(100), "url": text(3000), **_LOOK}),
        "date": fields(
            {"timestamp": number(0, 2**40), "format": text(200)}, {"fallback": text(300), "url": text(3000), **_LOOK}
        ),
        "color": fields({"value": text(20)}, _LOOK),
    },
    "rich text element",
)
_SECTION = fields({"elements": items(INLINE, 10000, 0)})
_BORDER = number(0, 1)

_PARTS: dict[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_list": fields(
        {
            "elements": items(by_type({"rich_text_section": _SECTION}, "list item"), 1000),
            "style": one_of("bullet", "ordered"),
        },
        {"indent": number(0, 8), "offset": number(0, 100000), "border": _BORDER},
    ),
    "rich_text_quote": fields({"elements": items(INLINE, 10000, 0)}, {"border": _BORDER}),
    "rich_text_preformatted": fields({"elements": items(INLINE, 10000, 0)}, {"border": _BORDER, "language": text(50)}),
}

RICH_TEXT = fields({"elements": items(by_type(_PARTS, "rich text part"), 10000)}, {"block_id": text(255)})
