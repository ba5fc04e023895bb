// A small menu beside its button, opened by mouse, finger or keyboard.
import { html, useEffect, useLayoutEffect, useRef, useState } from "../html.js";

export function Menu({ label, sign, items, look = "button" }) {
  const [isOpen, setOpen] = useState(false);
  const around = useRef(null);
  const button = useRef(null);

  useEffect(() => {
    if (!isOpen) return undefined;
    const closeOutside = (event) => around.current?.contains(event.target) || setOpen(false);
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, [isOpen]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return html`
    <span class="menu" ref=${around}>
      <button ref=${button} type="button" class=${look} aria-label=${label} title=${label} aria-haspopup="menu"
        aria-expanded=${isOpen} onClick=${() => setOpen(!isOpen)}>${sign}</button>
      ${isOpen && html`<${Items} items=${items} label=${label} close=${close} />`}
    </span>
  `;
}

function Items({ items, label, close }) {
  const list = useRef(null);
  const buttons = () => [...list.current.querySelectorAll("[role=menuitem]")];

  useLayoutEffect(() => {
    buttons()[0]?.focus();
    list.current.scrollIntoView({ block: "nearest" });
  }, []);

  function onKeyDown(event) {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") close();
    else if (event.key === "Tab") close();
    else if (to === undefined) return;
    else all.at(to % all.length).focus();
    event.preventDefault();
    event.stopPropagation();
  }

  return html`
    <span class="menu-items" role="menu" aria-label=${label} ref=${list} onKeyDown=${onKeyDown}>
      ${items.map(
        ({ words, about, onChosen }) => html`
          <button type="button" role="menuitem" tabindex="-1" onClick=${() => { close(); onChosen(); }}>
            ${words}${about && html`<small>${about}</small>`}
          </button>
        `,
      )}
    </span>
  `;
}
