// What stands where the sandbox can't draw something: never nothing.
import { html } from "../html.js";

export const CannotDraw = ({ what }) =>
  html`<span class="cannot-draw">The sandbox can't draw this yet: <code>${String(what)}</code></span>`;
