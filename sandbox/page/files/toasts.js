// How a person is told that something did not work.
import { html, useRef, useState } from "./html.js";

const SHOWN_MS = 8000;

export function useToasts() {
  const [toasts, setToasts] = useState([]);
  const number = useRef(0);
  const tell = (words) => {
    number.current += 1;
    const toast = { id: number.current, words };
    setToasts((shown) => [...shown, toast]);
    setTimeout(() => setToasts((shown) => shown.filter((one) => one !== toast)), SHOWN_MS);
  };
  return [toasts, tell];
}

export const Toasts = ({ toasts }) => html`
  <div class="toasts" role="alert">${toasts.map(({ id, words }) => html`<p key=${id}>${words}</p>`)}</div>
`;
