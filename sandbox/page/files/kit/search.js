// A list that the app fills while somebody types.
import { Slack, html, useContext, useEffect, useRef, useState } from "../html.js";

const PAUSE_MS = 200;

export function Search({ element, block, id, label, chosen, onChoice, described }) {
  const { ask, tell } = useContext(Slack);
  const [words, setWords] = useState(chosen?.text.text ?? "");
  const [options, setOptions] = useState(null);
  const [at, setAt] = useState(0);
  const timer = useRef(null);
  const list = `${id}-list`;
  useEffect(() => () => clearTimeout(timer.current), []);

  function look(typed) {
    setWords(typed);
    clearTimeout(timer.current);
    if (!typed) onChoice(null);
    if (typed.length < (element.min_query_length ?? 3)) return setOptions(null);
    timer.current = setTimeout(async () => {
      try {
        const found = await ask("look_up", { block: block.block_id, words: typed });
        setOptions(found.options);
        setAt(0);
      } catch (problem) {
        tell(problem.message);
      }
    }, PAUSE_MS);
    return undefined;
  }

  function choose(option) {
    setWords(option.text.text);
    setOptions(null);
    onChoice(option);
  }

  function leave() {
    setOptions(null);
    if (!words) onChoice(null);
  }

  function onKeyDown(event) {
    if (!options) return;
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, options.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && options[at]) choose(options[at]);
    else if (event.key === "Escape") setOptions(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return html`
    <div class="search">
      <input type="text" role="combobox" id=${id} aria-label=${id ? undefined : label} aria-describedby=${described}
        aria-expanded=${Boolean(options)} aria-controls=${list} aria-autocomplete="list" autocomplete="off"
        aria-activedescendant=${options?.length ? `${list}-${at}` : undefined}
        placeholder=${element.placeholder?.text ?? "Search…"} value=${words}
        onInput=${(event) => look(event.target.value)} onFocus=${() => look(words)} onBlur=${leave} onKeyDown=${onKeyDown} />
      <div id=${list} role="listbox" aria-label=${label} class="search-list" hidden=${!options}>
        ${options?.map(
          (option, place) => html`
            <div role="option" id=${`${list}-${place}`} aria-selected=${place === at}
              onPointerDown=${(event) => { event.preventDefault(); choose(option); }}>${option.text.text}</div>
          `,
        )}
        ${options?.length === 0 && html`<div class="search-none">Nothing found</div>`}
      </div>
    </div>
  `;
}
