// A control asks "are you sure?" before it tells the app.
import { html, useEffect, useRef } from "../html.js";
import { Text } from "./mrkdwn.js";

export function Confirm({ of, onDecided }) {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  return html`
    <dialog class="window confirm" ref=${dialog} aria-label=${of.title.text} onCancel=${() => onDecided(false)}>
      <div class="window-head"><h2>${of.title.text}</h2></div>
      <div class="window-body"><${Text} of=${of.text} /></div>
      <div class="window-foot">
        <button type="button" class="button" onClick=${() => onDecided(false)}>${of.deny.text}</button>
        <button type="button" class=${`button ${of.style ?? "primary"}`} onClick=${() => onDecided(true)}>${of.confirm.text}</button>
      </div>
    </dialog>
  `;
}
