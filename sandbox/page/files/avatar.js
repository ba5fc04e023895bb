// The picture beside a name: initials, in a colour of the person's own.
import { html } from "./html.js";

const COLOURS = 8;

export function Avatar({ id, name, isApp }) {
  const initials = name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("");
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return html`<span class=${`avatar ${isApp ? "app" : `colour-${sum % COLOURS}`}`} aria-hidden="true">${initials}</span>`;
}
