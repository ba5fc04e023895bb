// What goes over the line, and what shall go wrong, for whoever wants to see how it holds.
import { Slack, html, useContext, useState } from "./html.js";
import { timeOf } from "./kit/dates.js";

const METHODS = [
  ["*", "any call"],
  ["chat.postMessage", "chat.postMessage (a new message)"],
  ["chat.update", "chat.update (a changed card)"],
  ["chat.postEphemeral", "chat.postEphemeral (a private one)"],
  ["views.open", "views.open (a window)"],
];

export function Inspector() {
  const { seen, change } = useContext(Slack);
  return html`
    <aside class="inspector" aria-label="Inspector">
      <header class="conversation-head">
        <h2>Inspector</h2>
        <button type="button" class="close" aria-label="Close the inspector" onClick=${() => change({ inspects: "" })}>×</button>
      </header>
      <div class="inspector-body" tabindex="0" role="group" aria-label="Bot, clock, faults and traffic">
        <${Bot} />
        <${Clock} />
        <${Channel} />
        <${Faults} waiting=${seen.inspector?.faults ?? []} />
        <${AnotherApp} shown=${seen.inspector} />
        <${Traffic} lines=${seen.inspector?.traffic ?? []} />
      </div>
    </aside>
  `;
}

function Order({ act, about, children, look = "" }) {
  const { ask, tell } = useContext(Slack);
  const [isBusy, setBusy] = useState(false);
  const order = async () => {
    setBusy(true);
    await ask(act, about).catch((problem) => tell(problem.message));
    setBusy(false);
  };
  return html`<button type="button" class=${`button small ${look}`} aria-busy=${isBusy} disabled=${isBusy} onClick=${order}>${children}</button>`;
}

function Bot() {
  const { seen } = useContext(Slack);
  return html`
    <section aria-labelledby="inspect-bot">
      <h3 id="inspect-bot">The bot</h3>
      <p role="status">${seen.botIsHere ? `🟢 Connected (${seen.botLine ? `line ${seen.botLine}` : "over HTTP"})` : "🔴 Not connected"}</p>
      <div class="orders">
        <${Order} act="drop_connection">Drop its connection<//>
        ${seen.botIsControlled && html`<${Order} act="kill_bot" look="danger">Kill it<//><${Order} act="start_bot">Start it<//>`}
      </div>
    </section>
  `;
}

function Clock() {
  const { seen } = useContext(Slack);
  const now = new Date(Date.now() + seen.clockOffset * 1000);
  return html`
    <section aria-labelledby="inspect-clock">
      <h3 id="inspect-clock">The clock</h3>
      <p>It is ${timeOf(now)} on ${now.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" })} here.</p>
      <div class="orders">
        <${Order} act="move_clock" about=${{ days: 1 }}>To tomorrow at ten<//>
        <${Order} act="move_clock" about=${{ days: 7 }}>A week on, at ten<//>
      </div>
    </section>
  `;
}

function Channel() {
  const { seen, at } = useContext(Slack);
  const channel = seen.channels.find((one) => one.id === at && one.kind !== "im");
  if (!channel) return null;
  const about = { channel: channel.id };
  return html`
    <section aria-labelledby="inspect-channel">
      <h3 id="inspect-channel">The channel # ${channel.name}</h3>
      <p>Its id is <code>${channel.id}</code>.</p>
      <div class="orders">
        ${channel.isArchived ? html`<${Order} act="unarchive" about=${about}>Open it again<//>` : html`<${Order} act="archive" about=${about}>Archive it<//>`}
        <${Order} act="change_channel_id" about=${about}>Give it another id<//>
      </div>
    </section>
  `;
}

function Faults({ waiting }) {
  const [method, setMethod] = useState("*");
  const about = { method };
  return html`
    <section aria-labelledby="inspect-faults">
      <h3 id="inspect-faults">Let something go wrong</h3>
      <label class="fault-of">With the next
        <select value=${method} onChange=${(event) => setMethod(event.target.value)}>
          ${METHODS.map(([value, words]) => html`<option value=${value}>${words}</option>`)}
        </select>
      </label>
      <div class="orders">
        <${Order} act="rate_limit" about=${about}>Rate-limit it<//>
        <${Order} act="fail" about=${about}>Fail (503)<//>
        <${Order} act="lose_reply" about=${about}>Do it, lose the reply<//>
        <${Order} act="answer_with_page" about=${{ ...about, done: true }}>Do it, answer with a web page<//>
        <${Order} act="answer_with_page" about=${about}>Don't do it, answer with a web page<//>
      </div>
      <p>With the next press or command</p>
      <div class="orders">
        <${Order} act="deliver_twice">Deliver it twice<//>
        <${Order} act="lose_ack">Lose its acknowledgement<//>
      </div>
      <ul class="waiting" aria-label="Faults that wait">${waiting.map((fault) => html`<li>⚠️ ${fault}</li>`)}</ul>
      ${waiting.length > 0 && html`<${Order} act="clear_faults">Take them back<//>`}
    </section>
  `;
}

function AnotherApp({ shown }) {
  const [url, setUrl] = useState(shown?.requestUrl ?? "");
  if (!shown) return null;
  const over = shown.requestUrl ? `over signed HTTP to ${shown.requestUrl}` : "over Socket Mode";
  return html`
    <section aria-labelledby="inspect-another">
      <h3 id="inspect-another">Another app</h3>
      <details>
        <summary>Any Slack app can use this workspace</summary>
        <p>Kill the bot above and start yours with these. Presses and commands are delivered ${over}.</p>
        <dl>${Object.entries(shown.connection).map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl>
        <label class="fault-of">Its request URL, if it takes HTTP
          <input type="url" value=${url} placeholder="http://127.0.0.1:3000/slack/events" onInput=${(event) => setUrl(event.target.value)} />
        </label>
        <div class="orders">
          <${Order} act="deliver_to" about=${{ url }}>Deliver there<//>
          ${shown.requestUrl && html`<${Order} act="deliver_to" about=${{ url: "" }}>Back to Socket Mode<//>`}
        </div>
      </details>
    </section>
  `;
}

function Traffic({ lines }) {
  return html`
    <section aria-labelledby="inspect-traffic">
      <h3 id="inspect-traffic">Traffic, newest first</h3>
      <ol class="traffic">${[...lines].reverse().map((line) => html`<${Exchange} key=${line.number} line=${line} />`)}</ol>
    </section>
  `;
}

function Exchange({ line }) {
  const { ask, tell } = useContext(Slack);
  const [details, setDetails] = useState(null);
  async function toggle() {
    if (details) return setDetails(null);
    try {
      return setDetails((await ask("details", { record: line.number })).details);
    } catch (problem) {
      return tell(problem.message);
    }
  }
  const time = new Date(line.at * 1000).toLocaleTimeString("en-GB");
  return html`
    <li class=${line.isBad ? "is-bad" : ""}>
      <button type="button" aria-expanded=${Boolean(details)} onClick=${toggle}>
        <time>${time}</time>
        <span>${line.kind === "call" ? "←" : "→"} ${line.name}</span>
        <span class="outcome">${line.outcome} · ${line.ms} ms</span>
      </button>
      ${details?.parts.map(([title, body]) => html`<h4>${title}</h4><pre tabindex="0">${typeof body === "string" ? body : JSON.stringify(body, null, 1)}</pre>`)}
    </li>
  `;
}
