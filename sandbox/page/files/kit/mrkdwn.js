// Slack's mrkdwn, as it is drawn.
import { html } from "../html.js";
import { ChannelName, Crowd, Link, Person, When } from "./inline.js";

const FENCE = /```\n?([\s\S]*?)\n?```/;
const EDGE_BEFORE = "(?<![\\p{L}\\p{N}])";
const EDGE_AFTER = "(?![\\p{L}\\p{N}])";
const pair = (sign) => `${EDGE_BEFORE}[${sign}](?=\\S)((?:<[^<>\\n]+>|[^\\n<])*?(?:<[^<>\\n]+>|[^\\s<]))[${sign}]${EDGE_AFTER}`;
const INLINE = new RegExp(`<([^<>\\n]+)>|\`([^\`\\n]+)\`|${pair("*")}|${pair("_")}|${pair("~")}`, "u");

export function Mrkdwn({ text }) {
  const fence = FENCE.exec(text);
  if (!fence) return html`${paragraphs(text)}`;
  const before = text.slice(0, fence.index).replace(/\n$/, "");
  const after = text.slice(fence.index + fence[0].length).replace(/^\n/, "");
  return html`
    ${before && paragraphs(before)}
    <pre>${unescaped(fence[1])}</pre>
    ${after && html`<${Mrkdwn} text=${after} />`}
  `;
}

export const PlainText = ({ text }) => text;

export function Text({ of }) {
  return of.type === "mrkdwn" ? html`<${Mrkdwn} text=${of.text} />` : html`<${PlainText} text=${of.text} />`;
}

// Lines that start with > are drawn together as one quotation.
function paragraphs(text) {
  const groups = [];
  for (const line of text.split("\n")) {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    const last = groups.at(-1);
    if (last && last.isQuote === Boolean(quoted)) last.lines.push(quoted ? quoted[1] : line);
    else groups.push({ isQuote: Boolean(quoted), lines: [quoted ? quoted[1] : line] });
  }
  return groups.map(({ isQuote, lines }) => {
    const drawn = lines.map((line, place) => html`${place > 0 && html`<br />`}${inline(line)}`);
    return isQuote ? html`<blockquote>${drawn}</blockquote>` : html`<span class="lines">${drawn}</span>`;
  });
}

function inline(text) {
  const found = INLINE.exec(text);
  if (!found) return unescaped(text);
  const [whole, token, code, bold, italic, struck] = found;
  const drawn =
    (token && html`${tokenDrawn(token)}`) ||
    (code && html`<code>${unescaped(code)}</code>`) ||
    (bold && html`<strong>${inline(bold)}</strong>`) ||
    (italic && html`<em>${inline(italic)}</em>`) ||
    (struck && html`<s>${inline(struck)}</s>`);
  return html`${unescaped(text.slice(0, found.index))}${drawn}${inline(text.slice(found.index + whole.length))}`;
}

function tokenDrawn(token) {
  const [what, words] = token.split(/\|(.*)/s);
  if (what.startsWith("@")) return html`<${Person} id=${what.slice(1)} />`;
  if (what.startsWith("#")) return html`<${ChannelName} id=${what.slice(1)} />`;
  if (what.startsWith("!date^")) {
    const [, unix, format] = what.split("^");
    return html`<${When} unix=${unix} format=${format} fallback=${words} />`;
  }
  if (what.startsWith("!")) return html`<${Crowd} words=${words ?? what.slice(1).split("^")[0]} />`;
  return html`<${Link} url=${unescaped(what)}>${words === undefined ? unescaped(what) : inline(words)}<//>`;
}

const unescaped = (text) => text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
