// Mentions, links and emoji, wherever they stand.
import { Slack, html, useContext } from "../html.js";
import { formatted } from "./dates.js";

export function Person({ id }) {
  const { seen } = useContext(Slack);
  const isMe = id === seen.me.id;
  return html`<span class=${`mention ${isMe ? "of-me" : ""}`}>@${seen.users[id] ?? id}</span>`;
}

export function ChannelName({ id }) {
  const { seen } = useContext(Slack);
  return html`<span class="mention">#${seen.channels.find((channel) => channel.id === id)?.name ?? id}</span>`;
}

export const Crowd = ({ words }) => html`<span class="mention crowd">@${words}</span>`;

// A link to one of the workspace's own messages goes there instead of leaving the page.
export function Link({ url, children }) {
  const { goTo } = useContext(Slack);
  const message = /\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})/.exec(url);
  if (message) {
    const [, channel, seconds, micros] = message;
    const ts = `${seconds}.${micros}`;
    const open = (event) => {
      event.preventDefault();
      goTo(channel, ts);
    };
    return html`<a href=${`#message-${ts}`} data-url=${url} onClick=${open}>${children}</a>`;
  }
  const isSafe = /^(https?|mailto):/i.test(url);
  return isSafe ? html`<a href=${url} data-url=${url} target="_blank" rel="noreferrer">${children}</a>` : html`<span>${children}</span>`;
}

export function When({ unix, format, fallback }) {
  return html`<time title=${fallback}>${formatted(unix, format)}</time>`;
}
