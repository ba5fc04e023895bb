// An editor with bold words and lists, whose text becomes Slack's rich text.
import { Slack, html, render, useContext, useLayoutEffect, useRef } from "../html.js";
import { fromPage, isEmpty } from "./editor_text.js";
import { RichText } from "./rich_text.js";

const TOOLS = [
  ["bold", "Bold", html`<strong>B</strong>`],
  ["italic", "Italic", html`<em>I</em>`],
  ["strikeThrough", "Strikethrough", html`<s>S</s>`],
  ["insertUnorderedList", "Bulleted list", "•"],
  ["insertOrderedList", "Numbered list", "1."],
];

export function Editor({ id, value, onTyped, described }) {
  const area = useRef(null);
  const slack = useContext(Slack);

  // The browser owns what is written; it is filled once, and read back at every key.
  useLayoutEffect(() => {
    if (value?.elements) fill(area.current, value, slack);
    document.execCommand("defaultParagraphSeparator", false, "div");
  }, []);

  const read = () => {
    const typed = fromPage(area.current);
    area.current.classList.toggle("is-empty", isEmpty(typed));
    onTyped(isEmpty(typed) ? null : typed);
  };
  const format = (command) => {
    area.current.focus();
    document.execCommand(command);
    read();
  };
  const paste = (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  };
  return html`
    <div class="editor">
      <div class="tools" role="toolbar" aria-label="Formatting">
        ${TOOLS.map(
          ([command, words, sign]) => html`
            <button type="button" aria-label=${words} title=${words} onPointerDown=${(event) => event.preventDefault()}
              onClick=${() => format(command)}>${sign}</button>
          `,
        )}
      </div>
      <div id=${id} class="written" contenteditable="true" role="textbox" aria-multiline="true" tabindex="0"
        aria-labelledby=${`${id}-label`} aria-describedby=${described} ref=${area} onInput=${read} onPaste=${paste}></div>
    </div>
  `;
}

function fill(area, value, slack) {
  const scratch = document.createElement("div");
  const drawn = html`<${RichText} elements=${withoutNames(value.elements)} />`;
  render(html`<${Slack.Provider} value=${slack}>${drawn}<//>`, scratch);
  area.replaceChildren(...scratch.childNodes);
}

// Mentions and the like are kept whole as text here: the editor writes words, links and lists.
const withoutNames = (parts) =>
  parts.map((part) =>
    part.elements
      ? { ...part, elements: withoutNames(part.elements) }
      : ["text", "link"].includes(part.type) ? part : { type: "text", text: part.fallback ?? part.name ?? part.user_id ?? part.range ?? "" },
  );
