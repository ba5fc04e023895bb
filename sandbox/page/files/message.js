// One message.
import { Avatar } from "./avatar.js";
import { Slack, html, useContext } from "./html.js";
import { Blocks } from "./kit/block.js";
import { momentOf, saidOn, timeOf } from "./kit/dates.js";
import { Menu } from "./kit/menu.js";
import { Mrkdwn } from "./kit/mrkdwn.js";
import { Elsewhere } from "./who.js";

export function Message({ message, replies = [], isInThread }) {
  const { seen } = useContext(Slack);
  const isApp = seen.bots.includes(message.user);
  const name = seen.users[message.user] ?? message.user;
  const place = { channel: message.channel, ts: message.ts };
  const moment = momentOf(message.ts);
  const when = isInThread ? saidOn(moment, presentOf(seen)) : timeOf(moment);
  return html`
    <article class=${`message ${message.isPrivate ? "is-private" : ""}`} tabindex="-1"
      id=${isInThread ? undefined : `message-${message.ts}`} aria-label=${`${name}, ${when}`}>
      <${Avatar} id=${message.user} name=${name} isApp=${isApp} />
      <div class="message-body">
        ${message.isPrivate && html`<p class="note">👁 Only visible to you</p>`}
        ${message.isBroadcast && !isInThread && html`<p class="note"><${ToThread} ts=${message.threadTs} words="replied to a thread" /></p>`}
        <div class="message-head">
          <strong>${name}</strong>${isApp && html`<span class="badge">APP</span>`}<${Elsewhere} workspace=${seen.workspaces[message.user]} />
          <time>${when}</time>
        </div>
        ${message.blocks.length
          ? html`<${Blocks} blocks=${message.blocks} place=${place} />`
          : html`<div class="block"><${Mrkdwn} text=${message.text} /></div>`}
        ${message.isEdited && html`<small class="edited">(edited)</small>`}
        ${message.files.map((file) => html`<${Attached} file=${file} />`)}
        <${Reactions} reactions=${message.reactions} />
        ${replies.length > 0 && !isInThread && html`<${Replies} message=${message} replies=${replies} />`}
      </div>
      ${!isInThread && !message.isPrivate && html`<${Tools} message=${message} />`}
    </article>
  `;
}

// The signs that can be put under a message here, by Slack's names.
const SIGNS = { "+1": "👍", raised_hand: "✋", tada: "🎉" };

function Reactions({ reactions }) {
  return Object.entries(reactions).map(
    ([emoji, who]) => html`<span class="reaction" aria-label=${`${who.length} times ${emoji}`} role="img">${SIGNS[emoji] ?? `:${emoji}:`} ${who.length}</span>`,
  );
}

// A link that downloads: what people upload is never opened here.
const Attached = ({ file }) => file?.permalink && html`<p class="attached">📄 <a href=${file.permalink} download=${file.name}>${file.name}</a></p>`;

const presentOf = (seen) => new Date(Date.now() + seen.clockOffset * 1000);

function Replies({ message, replies }) {
  const { seen } = useContext(Slack);
  const words = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  return html`<p class="replies"><${ToThread} ts=${message.ts} words=${words} /> <small>last ${saidOn(momentOf(replies.at(-1).ts), presentOf(seen))}</small></p>`;
}

function ToThread({ ts, words }) {
  const { change } = useContext(Slack);
  return html`<button type="button" class="link" onClick=${() => change({ thread: ts })}>${words}</button>`;
}

function Tools({ message }) {
  const { seen, ask, tell, change } = useContext(Slack);
  const place = { channel: message.channel, ts: message.ts };
  const use = (shortcut) => ask("message_shortcut", { ...place, callback: shortcut.callback_id }).catch((problem) => tell(problem.message));
  const react = (emoji) => ask("react", { ...place, emoji }).catch((problem) => tell(problem.message));
  const shortcuts = seen.shortcuts.filter((shortcut) => shortcut.kind === "message");
  const items = [
    { words: "Reply in thread", onChosen: () => change({ thread: message.threadTs || message.ts }) },
    ...Object.entries(SIGNS).map(([emoji, sign]) => ({ words: `React with ${sign}`, onChosen: () => react(emoji) })),
    ...shortcuts.map((shortcut) => ({ words: shortcut.name, about: "Accord", onChosen: () => use(shortcut) })),
  ];
  return html`<div class="message-tools"><${Menu} label="Message actions" sign="⋮" look="tool" items=${items} /></div>`;
}
