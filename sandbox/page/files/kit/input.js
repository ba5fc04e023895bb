// A window's inputs: `form` keeps what was typed until the window is sent.
import { html } from "../html.js";
import { CannotDraw } from "./cannot_draw.js";
import { Editor } from "./editor.js";
import { Files } from "./files.js";
import { Picker, isPicker } from "./pickers.js";

export function Input({ block, form }) {
  const { block_id: name, element, label, hint, optional } = block;
  const id = `${form.viewId}-${name}`;
  const error = form.errors[name];
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  const isGroup = GROUPS.includes(element.type);
  return html`
    <div class=${`field ${error ? "has-error" : ""}`}>
      ${isGroup
        ? html`<span class="label">${label.text}${optional && html` <small>(optional)</small>`}</span>`
        : html`<label class="label" for=${id} id=${`${id}-label`}>${label.text}${optional && html` <small>(optional)</small>`}</label>`}
      <${Typed} element=${element} block=${block} form=${form} id=${id} label=${label.text} described=${described} />
      ${error && html`<p class="error" id=${`${id}-error`} role="alert">${error}</p>`}
      ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint.text}</p>`}
    </div>
  `;
}

const GROUPS = ["checkboxes", "radio_buttons", "multi_static_select", "multi_users_select", "multi_channels_select", "multi_conversations_select"];
const PLAIN = { plain_text_input: "text", number_input: "number", email_text_input: "email", url_text_input: "url" };

function Typed({ element, block, form, id, label, described }) {
  const name = block.block_id;
  const onChoice = (value) => form.type(name, value);
  if (element.type === "rich_text_input") {
    return html`<${Editor} id=${id} element=${element} value=${form.valueOf(block)} onTyped=${onChoice} described=${described} />`;
  }
  if (element.type === "file_input") {
    return html`<${Files} id=${id} element=${element} chosen=${form.valueOf(block)} onChoice=${onChoice} described=${described} />`;
  }
  if (isPicker(element)) {
    return html`<${Picker} element=${element} block=${block} id=${id} label=${label} described=${described}
      chosen=${form.valueOf(block)} onChoice=${onChoice} />`;
  }
  if (element.type in PLAIN) {
    const shared = {
      id,
      value: form.valueOf(block) ?? "",
      placeholder: element.placeholder?.text,
      maxlength: element.max_length ?? 3000,
      "aria-describedby": described,
      onInput: (event) => onChoice(event.target.value),
    };
    return element.multiline
      ? html`<textarea rows="4" ...${shared}></textarea>`
      : html`<input type=${PLAIN[element.type]} autocomplete="off" ...${shared} />`;
  }
  return html`<${CannotDraw} what=${element.type} />`;
}
