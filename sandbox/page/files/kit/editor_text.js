// What stands in the editor, read as Slack's rich text.
const STYLES = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", S: "strike", STRIKE: "strike", DEL: "strike", CODE: "code", U: "underline" };
const BLOCKS = ["DIV", "P", "UL", "OL", "BLOCKQUOTE", "PRE"];

export function fromPage(area) {
  const parts = [];
  let loose = [];
  const endLine = () => {
    if (loose.length) parts.push(section(loose));
    loose = [];
  };
  for (const node of area.childNodes) {
    if (BLOCKS.includes(node.nodeName)) {
      endLine();
      parts.push(...partsOf(node));
    } else if (node.nodeName === "BR") {
      loose.push({ type: "text", text: "\n" });
    } else {
      loose.push(...inline(node, {}));
    }
  }
  endLine();
  return { type: "rich_text", elements: joined(parts) };
}

const words = (part) => part.elements?.map(words).join("") ?? part.text ?? part.url ?? "";
export const isEmpty = (rich) => !words(rich).trim();

function partsOf(node) {
  if (node.nodeName === "UL" || node.nodeName === "OL") return listParts(node, drawnIndent(node));
  if (node.nodeName === "BLOCKQUOTE") return [{ type: "rich_text_quote", elements: inlineOf(node) }];
  if (node.nodeName === "PRE") return [{ type: "rich_text_preformatted", elements: inlineOf(node) }];
  const nested = [...node.children].filter((child) => ["UL", "OL"].includes(child.nodeName));
  if (nested.length) return [...node.childNodes].flatMap((child) => (nested.includes(child) ? listParts(child, drawnIndent(child)) : lineOf(child)));
  return [section(inlineOf(node))];
}

const lineOf = (node) => {
  const elements = inline(node, {});
  return elements.length ? [section(elements)] : [];
};

// A list that came filled in says in its class how deep it stands, and where its numbers begin.
const drawnIndent = (list) => Number(/indent-(\d)/.exec(list.className)?.[1] ?? 0);

function listParts(list, indent) {
  const style = list.nodeName === "OL" ? "ordered" : "bullet";
  const numbers = list.start > 1 ? { offset: list.start - 1 } : {};
  const parts = [];
  for (const item of list.children) {
    if (["UL", "OL"].includes(item.nodeName)) {
      parts.push(...listParts(item, indent + 1));
      continue;
    }
    const deeper = [...item.children].filter((child) => ["UL", "OL"].includes(child.nodeName));
    const own = [...item.childNodes].filter((child) => !deeper.includes(child)).flatMap((child) => inline(child, {}));
    const last = parts.at(-1);
    if (last?.indent === indent && last.style === style) last.elements.push(section(own));
    else parts.push({ type: "rich_text_list", style, indent, ...numbers, elements: [section(own)] });
    parts.push(...deeper.flatMap((child) => listParts(child, indent + 1)));
  }
  return parts;
}

const section = (elements) => ({ type: "rich_text_section", elements: merged(trimmedEnd(elements)) });
const inlineOf = (node) => merged(trimmedEnd([...node.childNodes].flatMap((child) => inline(child, {}))));

function inline(node, style) {
  const look = Object.keys(style).length ? { style } : {};
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.data.replace(/\u00a0/g, " ");
    return text ? [{ type: "text", text, ...look }] : [];
  }
  if (node.nodeName === "BR") return [{ type: "text", text: "\n" }];
  if (node.nodeName === "A") return [{ type: "link", url: node.dataset.url ?? node.href, text: node.textContent, ...look }];
  const more = STYLES[node.nodeName] ? { ...style, [STYLES[node.nodeName]]: true } : style;
  return [...node.childNodes].flatMap((child) => inline(child, more));
}

// Each line of the page is a section of its own; Slack writes lines of one section with line ends.
function joined(parts) {
  const together = [];
  for (const part of parts) {
    const last = together.at(-1);
    if (part.type === "rich_text_section" && last?.type === "rich_text_section") {
      last.elements = merged([...last.elements, { type: "text", text: "\n" }, ...part.elements]);
    } else {
      together.push(part);
    }
  }
  return together.filter((part) => part.elements.length);
}

// A last line end is only the editor's own, so that the cursor has a place to stand.
function trimmedEnd(elements) {
  const last = elements.at(-1);
  return last?.text === "\n" && last.type === "text" ? elements.slice(0, -1) : elements;
}

function merged(elements) {
  const result = [];
  for (const element of elements) {
    const last = result.at(-1);
    const isSame = last?.type === "text" && element.type === "text" && JSON.stringify(last.style) === JSON.stringify(element.style);
    if (isSame) result[result.length - 1] = { ...last, text: last.text + element.text };
    else result.push(element);
  }
  return result;
}
