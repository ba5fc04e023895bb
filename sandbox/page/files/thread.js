// A thread, beside the channel.
import { Composer } from "./composer.js";
import { Slack, html, useContext, useEffect, useRef } from "./html.js";
import { Message } from "./message.js";

export function Thread({ parent }) {
  const { seen, change } = useContext(Slack);
  const end = useRef(null);
  const head = useRef(null);
  const replies = seen.messages[parent.channel].filter((message) => message.threadTs === parent.ts);
  const channel = seen.channels.find((one) => one.id === parent.channel);
  useEffect(() => head.current.focus(), []);
  useEffect(() => end.current.scrollIntoView({ block: "nearest" }), [replies.length]);
  return html`
    <aside class="thread" aria-label="Thread">
      <header class="conversation-head">
        <h2 tabindex="-1" ref=${head}>Thread</h2>
        <button type="button" class="close" aria-label="Close the thread" onClick=${() => change({ thread: null })}>×</button>
      </header>
      <div class="messages" role="log" aria-label="Replies" tabindex="0">
        <${Message} message=${parent} isInThread=${true} />
        <p class="day"><span>${replies.length === 1 ? "1 reply" : `${replies.length} replies`}</span></p>
        ${replies.map((reply) => html`<${Message} key=${reply.ts} message=${reply} isInThread=${true} />`)}
        <div ref=${end}></div>
      </div>
      ${channel && !channel.isArchived && html`<${Composer} channel=${channel} thread=${parent.ts} />`}
    </aside>
  `;
}
