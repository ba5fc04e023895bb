"""Does the page draw Block Kit as Slack does, and say so when it can't?"""

import json
import re
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.lines.socket_line import SocketLine
from sandbox import Channel, Sandbox, Shortcut, User, Workspace
from tests.browser.screen import Screen

ROOM, ANN, BEN = "C0ROOM", "U0ANN", "U0BEN"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    workspace = Workspace()
    workspace.add_user(User(ANN, "ann", "Ann Lee", title="Harbour"))
    workspace.add_user(User(BEN, "ben", "Ben Okoro", title="Clyde"))
    workspace.add_channel(Channel(ROOM, "room", {ANN, BEN, workspace.bot_user}))
    workspace.shortcuts = (Shortcut("open", "Open the form"),)
    with Sandbox.start(workspace) as started:
        yield started


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)


@pytest.fixture
def screen(sandbox: Sandbox, screens: Callable[..., Screen]) -> Screen:
    return screens(sandbox.address).opens(ANN)


@pytest.fixture
def bot(sandbox: Sandbox, client: WebClient) -> Iterator[App]:
    """An app of anybody's; its line is Accord's, for slack_sdk's own may never end (bot/lines/socket_line.py)."""
    app = App(client=client, process_before_response=True)
    line = SocketLine(app, sandbox.app_token, sandbox.api_url)
    line.connect()
    sandbox.wait_for_app()
    yield app
    line.close()


def mrkdwn(text: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text}


def test_mrkdwn_is_drawn_as_slack_does(client: WebClient, screen: Screen) -> None:
    text = (
        "*bold* _soft_ ~gone~ `code` 2*3*4 snake_case_name <https://a.example|a link> <@U0BEN> &lt;b&gt; "
        "*<https://b.example|six * beds>*\n> quoted"
    )

    client.chat_postMessage(channel=ROOM, text="words", blocks=[mrkdwn(text)])

    drawn = screen.messages.get_by_role("article")
    expect(drawn.locator("strong", has_text="bold")).to_be_visible()
    expect(drawn.locator("em")).to_have_text("soft")
    expect(drawn.locator("s")).to_have_text("gone")
    expect(drawn.locator("code")).to_have_text("code")
    expect(drawn.get_by_role("link", name="a link")).to_have_attribute("href", "https://a.example")
    expect(drawn.locator("strong").get_by_role("link", name="six * beds")).to_be_visible()
    expect(drawn).to_contain_text("2*3*4 snake_case_name a link @Ben Okoro <b>")
    expect(drawn.locator("blockquote")).to_have_text("quoted")


def test_rich_text_is_drawn_with_lists_quotes_and_mentions(client: WebClient, screen: Screen) -> None:
    def section(*elements: dict[str, object]) -> dict[str, object]:
        return {"type": "rich_text_section", "elements": list(elements)}

    parts = [
        section({"type": "text", "text": "Ask ", "style": {"bold": True}}, {"type": "user", "user_id": BEN}),
        {"type": "rich_text_list", "style": "ordered", "elements": [section({"type": "text", "text": "one"})]},
        {
            "type": "rich_text_list",
            "style": "bullet",
            "indent": 1,
            "elements": [section({"type": "text", "text": "in"})],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a  b"}]},
    ]

    client.chat_postMessage(channel=ROOM, text="words", blocks=[{"type": "rich_text", "elements": parts}])

    drawn = screen.messages.get_by_role("article")
    expect(drawn).to_contain_text("Ask @Ben Okoro")
    expect(drawn.locator("ol > li")).to_have_text("one")
    expect(drawn.locator("ul.indent-1 > li")).to_have_text("in")
    expect(drawn.locator("blockquote")).to_have_text("said")
    expect(drawn.locator("pre")).to_have_text("a  b")


def test_a_control_that_cannot_be_drawn_is_shown_as_such(client: WebClient, screen: Screen) -> None:
    moment = {"type": "datetimepicker", "action_id": "moment"}

    client.chat_postMessage(
        channel=ROOM,
        text="words",
        blocks=[{"type": "actions", "elements": [moment]}, {"type": "markdown", "text": "# Words"}],
    )

    drawn = screen.messages.get_by_role("article")
    expect(drawn.get_by_text("The sandbox can't draw this yet: datetimepicker")).to_be_visible()
    expect(drawn.get_by_text("The sandbox can't draw this yet: markdown")).to_be_visible()


def test_what_slack_refuses_is_refused_and_stands_in_the_inspector(client: WebClient, screen: Screen) -> None:
    screen.page.get_by_role("button", name=re.compile("^Inspector")).click()
    pane = screen.page.get_by_role("complementary", name="Inspector")

    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=ROOM, text="words", blocks=[mrkdwn("x" * 3001)])

    pane.get_by_role("button", name=re.compile("chat.postMessage.*invalid_blocks")).click()
    expect(pane.get_by_text(re.compile("must be less than 3001 characters"))).to_be_visible()
    expect(screen.messages.get_by_text("Nothing has been said here yet.")).to_be_visible()


def test_a_control_asks_first_when_it_shall(bot: App, client: WebClient, screen: Screen) -> None:
    pressed: list[str] = []

    @bot.action("go")
    def press(ack: Ack, body: dict[str, Any]) -> None:
        pressed.append(body["user"]["id"])
        ack()

    question = {"title": plain("Sure?"), "text": plain("It is final."), "confirm": plain("Yes"), "deny": plain("No")}
    button = {"type": "button", "text": plain("Go"), "action_id": "go", "confirm": question}
    client.chat_postMessage(channel=ROOM, text="words", blocks=[{"type": "actions", "elements": [button]}])
    go = screen.messages.get_by_role("button", name="Go", exact=True)

    go.click()
    screen.window.get_by_role("button", name="No").click()
    expect(screen.window).to_have_count(0)
    assert pressed == []
    go.click()
    screen.window.get_by_role("button", name="Yes").click()
    expect(screen.window).to_have_count(0)

    expect(go).to_have_attribute("aria-busy", "false")
    assert pressed == [ANN]


def test_every_input_of_a_window_comes_back_as_it_was_filled_in(bot: App, client: WebClient, screen: Screen) -> None:
    sent: list[dict[str, dict[str, dict[str, object]]]] = []

    @bot.view("form")
    def send(ack: Ack, body: dict[str, Any]) -> None:
        sent.append(body["view"]["state"]["values"])
        ack()

    options = [{"text": plain(words), "value": words.lower()} for words in ("Red", "Blue")]
    elements: dict[str, dict[str, Any]] = {
        "Words": {"type": "plain_text_input"},
        "Day": {"type": "datepicker"},
        "Colour": {"type": "static_select", "options": options},
        "Colours": {"type": "checkboxes", "options": options},
        "Only one": {"type": "radio_buttons", "options": options},
        "Who": {"type": "users_select"},
        "Who else": {"type": "multi_users_select"},
        "Number": {"type": "number_input", "is_decimal_allowed": False},
    }
    blocks = [
        {"type": "input", "block_id": name, "label": plain(name), "element": {**element, "action_id": "typed"}}
        for name, element in elements.items()
    ]
    chosen = {"type": "static_select", "action_id": "b", "placeholder": plain("Beside"), "initial_option": options[1]}
    blocks.append({"type": "section", "text": plain("Colour"), "accessory": {**chosen, "options": options}})
    view = {"type": "modal", "callback_id": "form", "title": plain("Form"), "submit": plain("Send"), "blocks": blocks}

    @bot.shortcut("open")
    def open_form(ack: Ack, body: dict[str, Any]) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    screen.page.get_by_role("button", name="Shortcuts").click()
    screen.page.get_by_role("menuitem", name="Open").click()
    person = screen.window

    expect(person.get_by_label("Beside")).to_have_value("blue")
    person.get_by_label("Words").fill("Hello")
    person.get_by_label("Day").fill("2026-12-01")
    person.get_by_label("Colour", exact=True).select_option("Blue")
    person.get_by_role("group", name="Colours").get_by_label("Red").check()
    person.get_by_role("radiogroup", name="Only one").get_by_label("Blue").check()
    person.get_by_label("Who", exact=True).select_option("Ben Okoro")
    person.get_by_role("group", name="Who else").get_by_label("Ann Lee").check()
    person.get_by_label("Number").fill("7")
    screen.sends("Send")

    values = {
        name: next(iter(value for key, value in state["typed"].items() if key != "type"))
        for name, state in sent[0].items()
    }
    assert values == {
        "Words": "Hello",
        "Day": "2026-12-01",
        "Colour": options[1],
        "Colours": [options[0]],
        "Only one": options[1],
        "Who": BEN,
        "Who else": [ANN],
        "Number": "7",
    }


def test_what_was_found_is_chosen_before_the_page_sees_that_it_is_offered(
    bot: App, client: WebClient, sandbox: Sandbox, screens: Callable[..., Screen]
) -> None:
    found = {"text": plain("Ben Okoro"), "value": "ben"}
    element = {"type": "multi_external_select", "action_id": "who", "min_query_length": 1}
    asked = {"type": "input", "block_id": "who", "label": plain("Who"), "element": element}
    view = {"type": "modal", "callback_id": "form", "title": plain("Form"), "submit": plain("Send"), "blocks": [asked]}
    sent: list[Any] = []
    bot.options("who")(lambda ack: ack(options=[found]))

    @bot.shortcut("open")
    def open_form(ack: Ack, body: dict[str, Any]) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @bot.view("form")
    def send(ack: Ack, body: dict[str, Any]) -> None:
        sent.append(body["view"]["state"]["values"]["who"]["who"])
        ack()

    screen = screens(sandbox.address)
    is_late = late_pictures(screen.page)
    screen.opens(ANN)
    screen.page.get_by_role("button", name="Shortcuts").click()
    screen.page.get_by_role("menuitem", name="Open").click()
    expect(screen.window).to_be_visible()

    is_late.set()
    screen.window.get_by_role("combobox", name="Who").fill("Ben")
    screen.window.get_by_role("option", name="Ben Okoro").click()

    expect(screen.window.get_by_role("checkbox", name="Ben Okoro")).to_be_checked()
    is_late.clear()
    screen.sends("Send")
    assert sent[0]["selected_options"] == [found]


def late_pictures(page: Page) -> Event:
    """Return what keeps the page, while it is set, from seeing what changed; answers come at once."""
    is_late = Event()

    def between(line: WebSocketRoute) -> None:
        sandbox = line.connect_to_server()
        sandbox.on_message(lambda words: None if is_late.is_set() and "seen" in json.loads(words) else line.send(words))

    page.route_web_socket(re.compile("/live$"), between)
    return is_late


def test_the_home_tab_is_drawn_and_its_controls_work(
    bot: App, sandbox: Sandbox, client: WebClient, screen: Screen
) -> None:
    pressed: list[str] = []
    sandbox.workspace.events = frozenset({"app_home_opened"})
    button = {"type": "button", "text": plain("Go"), "action_id": "go"}
    home = {"type": "home", "blocks": [mrkdwn("Welcome home"), {"type": "actions", "elements": [button]}]}

    @bot.event("app_home_opened")
    def publish(event: dict[str, Any]) -> None:
        client.views_publish(user_id=event["user"], view=home)

    @bot.action("go")
    def press(ack: Ack, body: dict[str, Any]) -> None:
        pressed.append(body["view"]["type"])
        ack()

    screen.page.get_by_role("button", name="Accord · Home").click()
    screen.page.get_by_role("main").get_by_role("button", name="Go").click()

    expect(screen.page.get_by_role("main")).to_contain_text("Welcome home")
    sandbox.wait_until(lambda: pressed == ["home"])
