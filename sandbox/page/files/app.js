// The whole page, and what it remembers: who one is, where one looks, what is open.
import { connect } from "./connection.js";
import { Conversation } from "./conversation.js";
import { Home } from "./home.js";
import { Slack, html, useEffect, useRef, useState } from "./html.js";
import { Inspector } from "./inspector.js";
import { HOME, Sidebar } from "./sidebar.js";
import { Thread } from "./thread.js";
import { Toasts, useToasts } from "./toasts.js";
import { Who } from "./who.js";
import { Window } from "./window.js";

export function App() {
  const [seen, setSeen] = useState(null);
  const [isOnLine, setOnLine] = useState(true);
  const [view, setView] = useAddress();
  const [toasts, tell] = useToasts();
  const line = useRef(null);

  useEffect(() => {
    line.current = connect({ onSeen: setSeen, onLine: setOnLine });
  }, []);
  useEffect(() => line.current?.watch(view.as, Boolean(view.inspects)), [view.as, view.inspects]);
  useEffect(() => {
    document.title = seen?.me ? `${seen.me.name} · ${seen.workspace} (sandbox)` : "Sandbox";
  }, [seen?.me?.name]);

  if (!seen) return html`<p class="starting" role="status">${isOnLine ? "The sandbox is starting…" : STOPPED}</p>`;

  if (!seen.me) {
    return html`<div class="nobodys"><${Banner} isOnLine=${isOnLine} /><${Who} seen=${seen} be=${(person) => setView({ ...view, as: person })} /></div>`;
  }

  const at = placeOf(seen, view.at);
  const change = (more) => setView({ ...view, as: seen.me.id, at, ...more });
  const goTo = (channel, ts, thread = null) => {
    change({ at: channel, thread, shows: null, isDrawerOpen: false });
    if (ts) showMessage(ts);
  };
  const ask = (act, about) => line.current.ask(act, { as: seen.me.id, ...about });
  const be = (person) => {
    const isPublic = seen.channels.some((channel) => channel.id === at && channel.kind !== "im");
    setView({ ...view, as: person, at: isPublic ? at : null, thread: isPublic ? view.thread : null, isDrawerOpen: false });
  };
  const channel = seen.channels.find((one) => one.id === at);
  const thread = view.thread && (seen.messages[at] ?? []).find((message) => message.ts === view.thread);
  return html`
    <${Slack.Provider} value=${{ seen, at, ask, tell, goTo, change, be, view }}>
      <div class=${`page ${view.isDrawerOpen ? "has-drawer" : ""} ${thread ? "has-thread" : ""} ${view.inspects ? "has-inspector" : ""}`}>
        <${Banner} isOnLine=${isOnLine} />
        <${Sidebar} at=${at} />
        ${at === HOME ? html`<${Home} key=${seen.me.id} />` : channel && html`<${Conversation} key=${`${seen.me.id} ${at}`} channel=${channel} />`}
        ${thread && html`<${Thread} key=${thread.ts} parent=${thread} />`}
        ${view.inspects && html`<${Inspector} />`}
      </div>
      ${seen.window && html`<${Window} key=${`${seen.me.id} ${seen.window.id} ${seen.window.hash}`} view=${seen.window} />`}
      <${Toasts} toasts=${toasts} />
    <//>
  `;
}

const STOPPED = "The sandbox is not running. Start it again with “make demo”; this page comes back by itself.";

function Banner({ isOnLine }) {
  return html`
    <div class=${`banner ${isOnLine ? "" : "is-off"}`} role="status">
      ${isOnLine ? html`<strong>A sandbox.</strong> Made-up people; nothing leaves this computer.` : STOPPED}
    </div>
  `;
}

// Who one is and where one looks stand in the address: a second browser window can be somebody else.
// `shows` is a message to go to at first.
function useAddress() {
  const read = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const [view, setView] = useState(() => pick(read()));
  const change = (next) => {
    const kept = pick(next);
    history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
    setView(next);
  };
  useEffect(() => {
    const onHash = () => setView(pick(read()));
    addEventListener("hashchange", onHash);
    return () => removeEventListener("hashchange", onHash);
  }, []);
  return [view, change];
}

const pick = ({ as, at, thread, shows, inspects }) =>
  Object.fromEntries(Object.entries({ as, at, thread, shows, inspects }).filter(([, value]) => value));

function placeOf(seen, wanted) {
  if (wanted === HOME) return HOME;
  const here = seen.channels.find((channel) => channel.id === wanted);
  return (here ?? seen.channels.find((channel) => channel.kind !== "im") ?? seen.channels[0])?.id;
}

function showMessage(ts) {
  setTimeout(() => {
    const message = document.getElementById(`message-${ts}`);
    message?.scrollIntoView({ block: "start", behavior: "smooth" });
    message?.focus({ preventScroll: true });
  }, 50);
}
