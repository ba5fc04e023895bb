// Choosing: from a list, among people or channels, a day, a time, with ticks.
// Each picker has the choice that stands (`chosen`, as Slack keeps it) and tells a new one as the sandbox takes it.
import { Slack, html, useContext } from "../html.js";
import { Text } from "./mrkdwn.js";
import { Search } from "./search.js";

export const isPicker = (element) => element.type in PICKERS;

export function Picker({ element, ...more }) {
  const Drawn = PICKERS[element.type];
  return html`<${Drawn} element=${element} ...${more} />`;
}

const optionsOf = (element) => [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];

function List({ element, id, label, chosen, onChoice, described }) {
  const value = chosen?.value ?? "";
  const draw = (option) => html`<option value=${option.value} selected=${option.value === value}>${option.text.text}</option>`;
  return html`
    <select id=${id} aria-label=${id ? undefined : label} aria-describedby=${described}
      onChange=${(event) => onChoice(event.target.value ? { value: event.target.value } : null)}>
      <option value="" selected=${!value}>${element.placeholder?.text ?? "Choose…"}</option>
      ${(element.options ?? []).map(draw)}
      ${(element.option_groups ?? []).map((group) => html`<optgroup label=${group.label.text}>${group.options.map(draw)}</optgroup>`)}
    </select>
  `;
}

// One list for people and channels: [id, name] of everything that can be chosen.
function useThings(kind) {
  const { seen } = useContext(Slack);
  const people = seen.people.map(({ id, name }) => [id, name]);
  const channels = seen.channels.filter((channel) => channel.kind !== "im").map(({ id, name }) => [id, `#${name}`]);
  return { users: people, channels, conversations: [...channels, ...people] }[kind];
}

const Things = (kind) =>
  function ThingsPicker({ element, id, label, chosen, onChoice, described }) {
    const things = useThings(kind);
    return html`
      <select id=${id} aria-label=${id ? undefined : label} aria-describedby=${described}
        onChange=${(event) => onChoice(event.target.value || null)}>
        <option value="" selected=${!chosen}>${element.placeholder?.text ?? "Choose…"}</option>
        ${things.map(([value, name]) => html`<option value=${value} selected=${value === chosen}>${name}</option>`)}
      </select>
    `;
  };

// Several are chosen with ticks: plainer on a phone than any list for several.
function Ticks({ label, items, isOn, onTick, type = "checkbox" }) {
  const name = `ticks-${label}`;
  return html`
    <div class="ticks" role=${type === "radio" ? "radiogroup" : "group"} aria-label=${label}>
      ${items.map(
        ({ value, words, about }) => html`
          <label>
            <input type=${type} name=${name} checked=${isOn(value)} onChange=${(event) => onTick(value, event.target.checked)} />
            <span>${words}${about && html`<small>${about}</small>`}</span>
          </label>
        `,
      )}
    </div>
  `;
}

const toggled = (values, value, isOn) => (isOn ? [...values, value] : values.filter((one) => one !== value));
const asItem = (option) => ({
  value: option.value,
  words: html`<${Text} of=${option.text} />`,
  about: option.description && html`<${Text} of=${option.description} />`,
});

function Options({ element, label, chosen, onChoice }) {
  const values = (chosen ?? []).map((option) => option.value);
  const tick = (value, isOn) => onChoice(toggled(values, value, isOn).map((one) => ({ value: one })));
  return html`<${Ticks} label=${label} items=${optionsOf(element).map(asItem)} isOn=${(value) => values.includes(value)} onTick=${tick} />`;
}

function Radio({ element, label, chosen, onChoice }) {
  const tick = (value) => onChoice({ value });
  return html`<${Ticks} type="radio" label=${label} items=${element.options.map(asItem)} isOn=${(value) => chosen?.value === value} onTick=${tick} />`;
}

const SeveralThings = (kind) =>
  function SeveralThingsPicker({ label, chosen, onChoice }) {
    const things = useThings(kind);
    const values = chosen ?? [];
    const items = things.map(([value, words]) => ({ value, words }));
    const tick = (value, isOn) => onChoice(toggled(values, value, isOn));
    return html`<${Ticks} label=${label} items=${items} isOn=${(value) => values.includes(value)} onTick=${tick} />`;
  };

// Several from a list that the app fills: each found one is added to the ticks above, where it can be taken out.
// Found ones are kept whole: the sandbox tells only a moment later that they are among the options.
function SeveralFound({ chosen, onChoice, label, ...more }) {
  const there = chosen ?? [];
  const items = there.map(asItem);
  const add = (found) => found && onChoice([...there.filter((one) => one.value !== found.value), found]);
  const take = (value) => onChoice(there.filter((one) => one.value !== value));
  return html`
    <${Ticks} label=${label} items=${items} isOn=${() => true} onTick=${take} />
    <${Search} ...${more} key=${there.length} label=${label} chosen=${null} onChoice=${add} />
  `;
}

const Native = (type) =>
  function NativePicker({ id, label, chosen, onChoice, described }) {
    return html`<input type=${type} id=${id} aria-label=${id ? undefined : label} aria-describedby=${described}
      value=${chosen ?? ""} onChange=${(event) => onChoice(event.target.value || null)} />`;
  };

const PICKERS = {
  static_select: List,
  external_select: Search,
  users_select: Things("users"),
  channels_select: Things("channels"),
  conversations_select: Things("conversations"),
  multi_static_select: Options,
  multi_external_select: SeveralFound,
  multi_users_select: SeveralThings("users"),
  multi_channels_select: SeveralThings("channels"),
  multi_conversations_select: SeveralThings("conversations"),
  checkboxes: Options,
  radio_buttons: Radio,
  datepicker: Native("date"),
  timepicker: Native("time"),
};
