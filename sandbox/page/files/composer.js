// Writing, and typing a command: commands are suggested after a slash.
import { Slack, html, useContext, useRef, useState } from "./html.js";
import { uploaded } from "./kit/files.js";
import { Menu } from "./kit/menu.js";

export function Composer({ channel, thread }) {
  const { seen, ask, tell } = useContext(Slack);
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const [isClosed, setClosed] = useState(false);
  const [files, setFiles] = useState([]);
  const box = useRef(null);
  const isCommand = words.startsWith("/") && !thread;
  const typed = words.split(" ")[0];
  const offered = isCommand && !words.includes(" ") && !isClosed ? seen.commands.filter(({ name }) => name.startsWith(typed)) : [];
  const list = thread ? "commands-in-thread" : "commands";

  async function send() {
    const line = words.trim();
    if (!line && !files.length) return;
    try {
      if (isCommand) await ask("run", { line, channel: channel.id });
      else await ask("write", { text: line, channel: channel.id, thread, files });
      setWords("");
      setFiles([]);
    } catch (problem) {
      tell(problem.message);
    }
  }

  async function attach(event) {
    const input = event.target;
    try {
      setFiles([...files, ...(await Promise.all([...input.files].map((file) => uploaded(file, seen.me.id))))]);
    } catch (problem) {
      tell(problem.message);
    }
    input.value = "";
  }

  function take(command) {
    setWords(`${command.name} `);
    box.current.focus();
  }

  function onKeyDown(event) {
    const isChoosing = offered.length > 0 && !(offered.length === 1 && offered[0].name === words);
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) isChoosing ? take(offered[at] ?? offered[0]) : send();
    else if (event.key === "Tab" && isChoosing) take(offered[at] ?? offered[0]);
    else if (event.key === "ArrowDown" && isChoosing) setAt((at + 1) % offered.length);
    else if (event.key === "ArrowUp" && isChoosing) setAt((at - 1 + offered.length) % offered.length);
    else if (event.key === "Escape" && isChoosing) setClosed(true);
    else return;
    event.preventDefault();
  }

  function onInput(event) {
    setWords(event.target.value);
    setAt(0);
    setClosed(false);
  }

  const noCommands = seen.me.isOfTheApp
    ? `Accord is not installed in ${seen.workspace}, so it has no commands there.`
    : `Commands belong to the app's own workspace. ${seen.me.name} comes by Slack Connect: everything needed is on the card.`;
  const where = thread ? "Reply…" : `Message #${channel.name}`;
  return html`
    <form class="composer" onSubmit=${(event) => { event.preventDefault(); send(); }}>
      ${isCommand && !seen.me.isAtHome && html`<p class="commands-hint">${noCommands}</p>`}
      ${offered.length > 0 && html`<${Commands} list=${list} offered=${offered} at=${at} take=${take} />`}
      ${!thread && html`<${Shortcuts} />`}
      <label class="attach">📎<input type="file" multiple aria-label="Attach files" onChange=${attach} /></label>
      ${files.length > 0 && html`<small class="attached">${files.map(({ name }) => name).join(", ")}</small>`}
      <textarea rows="1" ref=${box} aria-label=${where} placeholder=${thread || !seen.me.isAtHome ? where : `${where}, or type / for commands`} value=${words}
        role="combobox" aria-expanded=${offered.length > 0} aria-controls=${list} aria-autocomplete="list"
        aria-activedescendant=${offered.length ? `${list}-${at}` : undefined} onInput=${onInput} onKeyDown=${onKeyDown}></textarea>
      <button type="submit" class="button primary" aria-label="Send">➤</button>
    </form>
  `;
}

function Commands({ list, offered, at, take }) {
  return html`
    <ul class="commands" id=${list} role="listbox" aria-label="Commands">
      ${offered.map(
        (command, place) => html`
          <li id=${`${list}-${place}`} role="option" aria-selected=${place === at}
            onPointerDown=${(event) => { event.preventDefault(); take(command); }}>
            <strong>${command.name}</strong> <em>${command.hint}</em><small>${command.description}</small>
          </li>
        `,
      )}
    </ul>
  `;
}

function Shortcuts() {
  const { seen, ask, tell } = useContext(Slack);
  const items = seen.shortcuts
    .filter((shortcut) => shortcut.kind === "global")
    .map((shortcut) => ({
      words: shortcut.name,
      about: "Accord",
      onChosen: () => ask("shortcut", { callback: shortcut.callback_id }).catch((problem) => tell(problem.message)),
    }));
  return items.length > 0 && html`<${Menu} label="Shortcuts" sign="⚡" items=${items} />`;
}
