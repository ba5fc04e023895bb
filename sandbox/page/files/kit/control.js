// Buttons, menus and lists outside of inputs: each use is told to the app at once.
import { Slack, html, useContext, useRef, useState } from "../html.js";
import { CannotDraw } from "./cannot_draw.js";
import { Confirm } from "./confirm.js";
import { messageAt } from "./inline.js";
import { Menu } from "./menu.js";
import { Text } from "./mrkdwn.js";
import { Picker, isPicker } from "./pickers.js";

export function Control({ element, block, place, form }) {
  const { ask, tell } = useContext(Slack);
  const [isBusy, setBusy] = useState(false);
  const [unconfirmed, setUnconfirmed] = useState(null);
  const isUnderWay = useRef(false);

  async function send(choice) {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    try {
      await ask("press", { ...place, block: block.block_id, action: element.action_id, choice, typed: form?.typed });
    } catch (problem) {
      tell(problem.message);
    }
    isUnderWay.current = false;
    setBusy(false);
  }

  const use = (choice) => (element.confirm ? setUnconfirmed({ choice }) : send(choice));
  const decided = (isMeant) => {
    setUnconfirmed(null);
    if (isMeant) send(unconfirmed.choice);
  };
  return html`
    <${Drawn} element=${element} use=${use} isBusy=${isBusy} />
    ${unconfirmed && html`<${Confirm} of=${element.confirm} onDecided=${decided} />`}
  `;
}

function Drawn({ element, use, isBusy }) {
  if (element.type === "button") return html`<${Button} element=${element} use=${use} isBusy=${isBusy} />`;
  if (element.type === "overflow") return html`<${Overflow} element=${element} use=${use} />`;
  if (isPicker(element)) {
    const label = element.placeholder?.text ?? "Choose";
    return html`<${Picker} element=${element} label=${label} chosen=${element.initial_option} onChoice=${use} />`;
  }
  return html`<${CannotDraw} what=${element.type} />`;
}

function Button({ element, use, isBusy }) {
  const { goTo } = useContext(Slack);
  const look = `button ${element.style ?? ""}`;
  const label = element.accessibility_label;
  const words = html`<${Text} of=${element.text} />`;
  if (element.url) {
    const message = messageAt(element.url);
    const open = (event) => {
      use();
      if (!message) return;
      event.preventDefault();
      goTo(message.channel, message.ts, message.thread);
    };
    return html`<a class=${look} href=${element.url} target="_blank" rel="noreferrer" aria-label=${label} onClick=${open}>${words}</a>`;
  }
  return html`<button type="button" class=${look} aria-label=${label} aria-busy=${isBusy} onClick=${() => use()}>${words}</button>`;
}

function Overflow({ element, use }) {
  const items = element.options.map((option) => ({
    words: option.text.text,
    about: option.description?.text,
    onChosen: () => use({ value: option.value }),
  }));
  return html`<${Menu} label="More" sign="⋯" items=${items} />`;
}
