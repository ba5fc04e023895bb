// Slack's rich text, as it is drawn.
import { html } from "../html.js";
import { ChannelName, Crowd, Link, Person, When } from "./inline.js";
import { CannotDraw } from "./cannot_draw.js";

export function RichText({ elements }) {
  return elements.map((part) => html`<${Part} part=${part} />`);
}

function Part({ part }) {
  const inside = part.elements.map((element) => html`<${Element} element=${element} />`);
  if (part.type === "rich_text_section") return html`<div class="rich-section">${inside}</div>`;
  if (part.type === "rich_text_quote") return html`<blockquote>${inside}</blockquote>`;
  if (part.type === "rich_text_preformatted") return html`<pre>${inside}</pre>`;
  if (part.type === "rich_text_list") {
    const items = part.elements.map((item) => html`<li><${Part} part=${item} /></li>`);
    const indent = `indent-${Math.min(part.indent ?? 0, 8)}`;
    return part.style === "ordered"
      ? html`<ol class=${indent} start=${1 + (part.offset ?? 0)}>${items}</ol>`
      : html`<ul class=${indent}>${items}</ul>`;
  }
  return html`<${CannotDraw} what=${part.type} />`;
}

function Element({ element }) {
  return styled(bare(element), element.style ?? {});
}

function bare(element) {
  switch (element.type) {
    case "text":
      return lines(element.text);
    case "link":
      return html`<${Link} url=${element.url}>${element.text || element.url}<//>`;
    case "user":
      return html`<${Person} id=${element.user_id} />`;
    case "channel":
      return html`<${ChannelName} id=${element.channel_id} />`;
    case "usergroup":
      return html`<${Crowd} words=${element.usergroup_id} />`;
    case "broadcast":
      return html`<${Crowd} words=${element.range} />`;
    case "emoji":
      return emoji(element);
    case "date":
      return html`<${When} unix=${element.timestamp} format=${element.format} fallback=${element.fallback} />`;
    case "color":
      return html`<code>${element.value}</code>`;
    default:
      return html`<${CannotDraw} what=${element.type} />`;
  }
}

const lines = (text) => text.split("\n").map((line, place) => html`${place > 0 && html`<br />`}${line}`);

function emoji({ name, unicode }) {
  const sign = unicode && String.fromCodePoint(...unicode.split("-").map((code) => parseInt(code, 16)));
  return html`<span role="img" aria-label=${name}>${sign || `:${name}:`}</span>`;
}

function styled(drawn, style) {
  let result = drawn;
  if (style.code) result = html`<code>${result}</code>`;
  if (style.strike) result = html`<s>${result}</s>`;
  if (style.italic) result = html`<em>${result}</em>`;
  if (style.underline) result = html`<u>${result}</u>`;
  if (style.bold) result = html`<strong>${result}</strong>`;
  return result;
}
