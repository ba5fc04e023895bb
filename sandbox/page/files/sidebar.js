// Who one is, and where one can go.
import { Slack, html, useContext } from "./html.js";
import { Person } from "./who.js";

export const HOME = "home";

export function Sidebar({ at }) {
  const { seen, view, be, change, goTo } = useContext(Slack);
  const rooms = seen.channels.filter((channel) => channel.kind !== "im");
  const direct = seen.channels.find((channel) => channel.kind === "im");
  return html`
    <nav class="sidebar" aria-label="People and channels">
      <h1>${seen.workspace}</h1>
      <h2 id="you-are">You are…</h2>
      <ul class="people" aria-labelledby="you-are">
        ${seen.people.map((person) => html`<${Person} key=${person.id} person=${person} isMe=${person.id === seen.me.id} be=${be} />`)}
      </ul>
      <h2>Channels</h2>
      <ul>
        ${rooms.map((channel) => html`<${Place} key=${channel.id} words=${`# ${channel.name}`} channel=${channel} isHere=${at === channel.id} go=${() => goTo(channel.id)} />`)}
      </ul>
      <h2>Apps</h2>
      <ul>
        ${seen.hasHome && html`<${Place} words="Accord · Home" isHere=${at === HOME} go=${() => goTo(HOME)} />`}
        ${direct && html`<${Place} words="Accord · Messages" channel=${direct} isHere=${at === direct.id} go=${() => goTo(direct.id)} />`}
        ${!direct && html`<li class="nothing">${seen.hasHome ? "" : "Accord has written nothing to you yet"}</li>`}
      </ul>
      <p><a href="/workspaces">Where is Accord installed?</a></p>
      <button type="button" class="to-inspector" aria-pressed=${Boolean(view.inspects)}
        onClick=${() => change({ inspects: view.inspects ? "" : "1", isDrawerOpen: false })}>
        ${view.inspects ? "Close the inspector" : "Inspector: traffic, faults, clock"}
      </button>
    </nav>
  `;
}

function Place({ words, channel, isHere, go }) {
  const count = channel?.mentions || 0;
  const isUnread = Boolean(channel?.unread);
  const news = isUnread ? `, ${channel.unread} unread` : "";
  return html`
    <li>
      <button type="button" class=${`place ${isHere ? "is-here" : ""} ${isUnread ? "is-unread" : ""}`}
        aria-current=${isHere ? "page" : undefined} aria-label=${`${words}${news}`} onClick=${go}>
        <span>${words}</span>${count > 0 && html`<span class="count">${count}</span>`}
      </button>
    </li>
  `;
}
