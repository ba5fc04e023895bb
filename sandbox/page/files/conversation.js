// A channel, or the app's direct messages.
import { Composer } from "./composer.js";
import { Slack, html, useContext, useEffect, useLayoutEffect, useRef, useState } from "./html.js";
import { dayKey, dayOf, momentOf } from "./kit/dates.js";
import { Mrkdwn } from "./kit/mrkdwn.js";
import { Message } from "./message.js";

const NEAR_THE_END_PX = 120;

export function Conversation({ channel }) {
  const { seen, change } = useContext(Slack);
  const all = seen.messages[channel.id] ?? [];
  const shown = all.filter((message) => !message.threadTs || message.isBroadcast);
  const newFrom = useRef(channel.unread ? shown.filter((message) => message.user !== seen.me.id).at(-channel.unread)?.ts : null);
  const isDirect = channel.kind === "im";
  return html`
    <main class="conversation" aria-label=${isDirect ? "Messages from Accord" : `Channel ${channel.name}`}>
      <header class="conversation-head">
        <button type="button" class="to-drawer" aria-label="People and channels" onClick=${() => change({ isDrawerOpen: true })}>☰</button>
        <h2>${isDirect ? "Accord" : `# ${channel.name}`}</h2>
        <small>${isDirect ? `its messages to ${seen.me.name}` : aboutChannel(channel)}</small>
        <span class="as">You are <strong>${seen.me.name}</strong></span>
      </header>
      ${!isDirect && html`<${Welcome} />`}
      <${Messages} channel=${channel} shown=${shown} all=${all} newFrom=${newFrom.current} />
      ${!isDirect && (channel.isArchived ? html`<p class="nothing">This channel is archived: nobody can write here.</p>` : html`<${Composer} channel=${channel} />`)}
    </main>
  `;
}

const aboutChannel = ({ isShared, isArchived }) =>
  [isShared && "shared by Slack Connect", isArchived && "archived"].filter(Boolean).join(", ");

const WELCOMED = "welcomed";

function Welcome() {
  const slack = useContext(Slack);
  const { seen } = slack;
  const [isOver, setOver] = useState(localStorage.getItem(WELCOMED) === seen.welcome);
  if (isOver || !seen.welcome) return null;
  const end = () => {
    localStorage.setItem(WELCOMED, seen.welcome);
    setOver(true);
  };
  return html`
    <section class="welcome" aria-label="Welcome">
      <${Slack.Provider} value=${{ ...slack, isGuide: true }}><div><${Mrkdwn} text=${seen.welcome} /></div><//>
      <button type="button" class="close" aria-label="Close the welcome" onClick=${end}>×</button>
    </section>
  `;
}

function Messages({ channel, shown, all, newFrom }) {
  const { seen, ask, goTo, view } = useContext(Slack);
  const list = useRef(null);
  const [isAtEnd, setAtEnd] = useState(!view.shows);
  const last = shown.at(-1);
  const now = new Date(Date.now() + seen.clockOffset * 1000);

  // Stay where the newest stands, unless somebody reads further up.
  useLayoutEffect(() => {
    if (isAtEnd) list.current.scrollTop = list.current.scrollHeight;
  });
  useEffect(() => {
    if (view.shows) goTo(channel.id, view.shows, view.thread);
  }, [view.shows]);
  useEffect(() => {
    if (last && channel.unread) ask("read", { channel: channel.id, ts: last.ts }).catch(() => {});
  }, [last?.ts, channel.unread]);

  // A browser may report a scroll after its list is gone: only the event still knows it.
  const onScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
    setAtEnd(scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX);
  };
  const toEnd = () => list.current.scrollTo({ top: list.current.scrollHeight, behavior: "smooth" });
  return html`
    <div class="messages" role="log" aria-label="Messages" tabindex="0" ref=${list} onScroll=${onScroll}>
      ${shown.length === 0 && html`<p class="nothing">Nothing has been said here yet.</p>`}
      ${shown.map((message, place) => {
        const moment = momentOf(message.ts);
        const isNewDay = place === 0 || dayKey(moment) !== dayKey(momentOf(shown[place - 1].ts));
        return html`
          ${isNewDay && html`<div key=${`day-${message.ts}`} class="day"><span>${dayOf(moment, now)}</span></div>`}
          ${message.ts === newFrom && html`<div key="new" class="new"><span>New</span></div>`}
          <${Message} key=${message.ts} message=${message} replies=${all.filter((one) => one.threadTs === message.ts)} />
        `;
      })}
    </div>
    ${!isAtEnd && html`<button type="button" class="to-end" onClick=${toEnd}>Newest ↓</button>`}
  `;
}
