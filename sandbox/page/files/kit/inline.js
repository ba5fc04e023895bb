// Mentions, links and emoji, wherever they stand. In the guide for newcomers a mention makes one that person.
import { Slack, html, useContext } from "../html.js";
import { formatted } from "./dates.js";

export function Person({ id }) {
  const { seen, isGuide, be } = useContext(Slack);
  const isMe = id === seen.me.id;
  if (isGuide) return isMe ? html`<strong>${seen.users[id]} (you)</strong>` : html`<a href=${`#as=${id}`} onClick=${(event) => (event.preventDefault(), be(id))}>${seen.users[id]}</a>`;
  return html`<span class=${`mention ${isMe ? "of-me" : ""}`}>@${seen.users[id] ?? id}</span>`;
}

export function ChannelName({ id }) {
  const { seen } = useContext(Slack);
  return html`<span class="mention">#${seen.channels.find((channel) => channel.id === id)?.name ?? id}</span>`;
}

export const Crowd = ({ words }) => html`<span class="mention crowd">@${words}</span>`;

// Read Slack's address of a message, and of the thread that it opens if it names one.
export function messageAt(url) {
  const found = /\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})(?:\?thread_ts=(\d+\.\d+))?/.exec(url);
  return found && { channel: found[1], ts: `${found[2]}.${found[3]}`, thread: found[4] ?? null };
}

// A link to one of the workspace's own messages goes there instead of leaving the page.
export function Link({ url, children }) {
  const { goTo } = useContext(Slack);
  const message = messageAt(url);
  if (message) {
    const open = (event) => {
      event.preventDefault();
      goTo(message.channel, message.ts, message.thread);
    };
    return html`<a href=${`#message-${message.ts}`} data-url=${url} onClick=${open}>${children}</a>`;
  }
  const isSafe = /^(https?|mailto):/i.test(url);
  return isSafe ? html`<a href=${url} data-url=${url} target="_blank" rel="noreferrer">${children}</a>` : html`<span>${children}</span>`;
}

export function When({ unix, format, fallback }) {
  return html`<time title=${fallback}>${formatted(unix, format)}</time>`;
}
