// The blocks of Block Kit, as they are drawn.
import { html } from "../html.js";
import { CannotDraw } from "./cannot_draw.js";
import { Control } from "./control.js";
import { Input } from "./input.js";
import { Text } from "./mrkdwn.js";
import { RichText } from "./rich_text.js";

// `place` is where a control's press comes from; `form` is what is typed, in windows only.
export function Blocks({ blocks, place, form }) {
  return blocks.map(
    (block, number) => html`<${Block} key=${block.block_id ?? number} block=${block} place=${place} form=${form} />`,
  );
}

function Block({ block, place, form }) {
  const Drawn = DRAWN[block.type];
  if (!Drawn) return html`<div class="block"><${CannotDraw} what=${block.type} /></div>`;
  return html`<div class=${`block ${block.type}`}><${Drawn} block=${block} place=${place} form=${form} /></div>`;
}

const Picture = ({ image }) =>
  image.image_url
    ? html`<img src=${image.image_url} alt=${image.alt_text} />`
    : html`<${CannotDraw} what="an image that is a file of Slack's" />`;

function Section({ block, place, form }) {
  const { accessory } = block;
  return html`
    <div class="section-words">
      ${block.text && html`<div><${Text} of=${block.text} /></div>`}
      ${block.fields && html`<div class="fields">${block.fields.map((field) => html`<div><${Text} of=${field} /></div>`)}</div>`}
    </div>
    ${accessory?.type === "image" && html`<${Picture} image=${accessory} />`}
    ${accessory && accessory.type !== "image" && html`<${Control} element=${accessory} block=${block} place=${place} form=${form} />`}
  `;
}

const Context = ({ block }) =>
  block.elements.map((element) =>
    element.type === "image" ? html`<${Picture} image=${element} />` : html`<span><${Text} of=${element} /></span>`,
  );

const Actions = ({ block, place, form }) =>
  block.elements.map(
    (element) => html`<${Control} key=${element.action_id} element=${element} block=${block} place=${place} form=${form} />`,
  );

const DRAWN = {
  section: Section,
  header: ({ block }) => html`<h3><${Text} of=${block.text} /></h3>`,
  divider: () => html`<hr />`,
  context: Context,
  actions: Actions,
  image: ({ block }) => html`
    <figure>
      ${block.title && html`<figcaption><${Text} of=${block.title} /></figcaption>`}
      <${Picture} image=${block} />
    </figure>
  `,
  rich_text: ({ block }) => html`<${RichText} elements=${block.elements} />`,
  input: ({ block, form }) => html`<${Input} block=${block} form=${form} />`,
};
