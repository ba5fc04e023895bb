"""What the inspector shows of the traffic and of the faults that wait."""

from typing import Any

from sandbox.faults import Fault, Faults
from sandbox.page.controls import Connection
from sandbox.traffic import Call, Delivery, Traffic
from sandbox.workspace import Json

MOST_SHOWN = 150


def overview(traffic: Traffic, faults: Faults, connection: Connection) -> Json:
    """List the newest traffic, a line each, the faults that wait, and how any app connects."""
    return {
        "connection": {
            "SLACK_API_URL": connection.api_url,
            "SLACK_BOT_TOKEN": connection.bot_token,
            "SLACK_APP_TOKEN": connection.app_token,
            "SLACK_SIGNING_SECRET": connection.signing_secret,
        },
        "requestUrl": connection.request_url,
        "traffic": [_line(record) for record in list(traffic.everything)[-MOST_SHOWN:]],
        "faults": [_waiting(fault) for fault in faults.waiting()] + _waiting_deliveries(faults),
    }


def details(traffic: Traffic, number: int) -> Json | None:
    """Show one exchange whole, as it went over the line."""
    for record in traffic.everything:
        if record.number == number:
            return _call_details(record) if isinstance(record, Call) else _delivery_details(record)
    return None


def _line(record: Call | Delivery) -> Json:
    shown: Json = {"number": record.number, "at": record.at, "ms": round(record.seconds * 1000)}
    if isinstance(record, Call):
        return shown | {"kind": "call", "name": record.method} | _end_of_call(record)
    name = _delivered_name(record) + (f" (try {record.attempt + 1})" if record.attempt else "")
    return shown | {"kind": "delivery", "name": name} | _end_of_delivery(record)


def _end_of_call(call: Call) -> Json:
    if not call.is_over:
        return {"outcome": "…", "isBad": False}
    if not call.status:
        return {"outcome": "line cut, no answer", "isBad": True}
    error = call.answer.get("error") or ("not Slack's JSON" if "not_slacks" in call.answer else "")
    if call.status != 200:
        return {"outcome": f"{call.status} {error or ''}".strip(), "isBad": True}
    return {"outcome": error or "ok", "isBad": bool(error)}


def _end_of_delivery(delivery: Delivery) -> Json:
    if delivery.is_acked:
        return {"outcome": "acknowledged", "isBad": False}
    return {"outcome": delivery.error or "…", "isBad": bool(delivery.error)}


def _delivered_name(delivery: Delivery) -> str:
    payload = delivery.payload
    what = payload.get("command") or payload.get("event", {}).get("type") or payload.get("type") or delivery.kind
    actions = payload.get("actions") or [{}]
    which = actions[0].get("action_id") or payload.get("view", {}).get("callback_id") or payload.get("callback_id")
    return f"{what} · {which}" if which else str(what)


def _call_details(call: Call) -> Json:
    answer: Any = call.answer or ("(the line was cut)" if call.is_over else "(not yet)")
    sent = f"POST /api/{call.method}"
    return _line(call) | {"parts": [[sent, call.arguments], [f"Answer, HTTP {call.status or '-'}", answer]]}


def _delivery_details(delivery: Delivery) -> Json:
    ack = (delivery.ack or "(empty)") if delivery.is_acked else (delivery.error or "(not yet)")
    return _line(delivery) | {"parts": [[f"Delivered as {delivery.kind}", delivery.payload], ["Acknowledgement", ack]]}


def _waiting(fault: Fault) -> str:
    what = "loses its reply" if fault.lose_reply else f"answers {fault.status} {fault.error or fault.garbled}"
    if fault.is_late:
        what = f"is carried out and {what}"
    which = "call" if fault.method == "*" else fault.method
    return f"the next {which} {what}" if fault.times == 1 else f"the next {fault.times} of {which}: {what}"


def _waiting_deliveries(faults: Faults) -> list[str]:
    told = {"duplicate": "is delivered twice", "lose_ack": "loses its acknowledgement"}
    return [f"the next press or command {words}" for name, words in told.items() if getattr(faults.deliveries, name)]
