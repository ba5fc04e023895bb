// A window that the app opened: filled in, sent, closed.
import { Slack, html, useContext, useEffect, useLayoutEffect, useRef, useState } from "./html.js";
import { Blocks } from "./kit/block.js";

// Where typing begins: the first input, else the button that sends. Not on a phone, whose keyboard would cover the words.
const FIRST = ".field :is(input, textarea, select, [contenteditable]), [type=submit]";
const NEEDED = "Please complete this required field.";

export function Window({ view }) {
  const { seen, ask, tell } = useContext(Slack);
  const dialog = useRef(null);
  const [typed, setTyped] = useTyped(`${view.id} ${view.hash}`);
  const [missing, setMissing] = useState({});
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    const opener = document.activeElement;
    dialog.current.showModal();
    const hasKeys = matchMedia("(pointer: fine)").matches;
    (hasKeys ? dialog.current.querySelector(FIRST) : dialog.current)?.focus();
    return () => opener?.focus?.();
  }, []);

  const errors = { ...byBlock(view), ...missing };
  const form = {
    viewId: view.id,
    typed,
    errors,
    valueOf: (block) => (block.block_id in typed ? shown(block, typed[block.block_id]) : standing(view, block)),
    type(name, value) {
      setTyped((before) => ({ ...before, [name]: value }));
      setMissing(({ [name]: _gone, ...rest }) => rest);
    },
  };

  async function send(event) {
    event.preventDefault();
    if (isBusy) return;
    const empty = view.blocks.filter((block) => block.type === "input" && !block.optional && isEmpty(form.valueOf(block)));
    setMissing(Object.fromEntries(empty.map((block) => [block.block_id, NEEDED])));
    if (empty.length) return;
    await doing(() => ask("submit", { typed }));
  }

  async function doing(act) {
    setBusy(true);
    try {
      await act();
    } catch (problem) {
      tell(problem.message);
    }
    setBusy(false);
  }

  const close = (event) => {
    event.preventDefault();
    doing(() => ask("close"));
  };
  useEffect(() => {
    dialog.current?.querySelector(".error")?.scrollIntoView({ block: "center" });
  }, [Object.keys(errors).join()]);
  return html`
    <dialog class="window" tabindex="-1" ref=${dialog} aria-labelledby="window-title" onCancel=${close}>
      <form onSubmit=${send} novalidate>
        <div class="window-head">
          <h2 id="window-title">${view.title.text}</h2>
          <button type="button" class="close" aria-label=${seen.windowsBelow ? "Back" : "Close"} onClick=${close}>${seen.windowsBelow ? "‹" : "×"}</button>
        </div>
        <div class="window-body" tabindex="0" role="group" aria-labelledby="window-title"><${Blocks} blocks=${view.blocks} place=${{ view: view.id }} form=${form} /></div>
        <div class="window-foot">
          <small>Accord</small>
          <button type="button" class="button" onClick=${close}>${view.close?.text ?? "Cancel"}</button>
          ${view.submit && html`<button type="submit" class="button primary" aria-busy=${isBusy}>${view.submit.text}</button>`}
        </div>
      </form>
    </dialog>
  `;
}

// What was typed outlives a reload of the page, as long as the window is open.
function useTyped(key) {
  const [typed, setTyped] = useState(() => JSON.parse(sessionStorage.getItem(key) ?? "{}"));
  // At once: an effect that waits for the paint would miss what was typed just before the reload.
  useLayoutEffect(() => sessionStorage.setItem(key, JSON.stringify(typed)), [typed]);
  return [typed, setTyped];
}

// What stands in an input as the app set it, or as it was typed before: the one value beside its type.
function standing(view, block) {
  const { type: _type, ...kept } = view.state.values[block.block_id]?.[block.element.action_id] ?? {};
  return Object.values(kept)[0];
}

// A choice is told by its value; an input shows the whole option.
function shown({ element }, value) {
  const options = [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
  const whole = (choice) => options.find((option) => option.value === choice.value) ?? choice;
  if (Array.isArray(value)) return value.map((one) => (one?.value ? whole(one) : one));
  return value?.value ? whole(value) : value;
}

// The sandbox tells errors by label, as a person reads them.
function byBlock(view) {
  const labelled = view.blocks.filter((block) => block.type === "input" && view.errors[block.label.text]);
  return Object.fromEntries(labelled.map((block) => [block.block_id, view.errors[block.label.text]]));
}

const isEmpty = (value) => !value || (Array.isArray(value) && !value.length) || (typeof value === "string" && !value.trim());
