// Whom one may be, for an address with nobody in it.
import { Avatar } from "./avatar.js";
import { html } from "./html.js";

export const Who = ({ seen, be }) => html`
  <main class="who-page" aria-labelledby="who-are-you">
    <h1 id="who-are-you">Who are you?</h1>
    <p>Choose somebody of ${seen.workspace}. You can be somebody else at any time.</p>
    <ul>${seen.people.map((person) => html`<${Person} key=${person.id} person=${person} be=${be} />`)}</ul>
  </main>
`;

export function Person({ person, isMe, be }) {
  const { id, name, title, workspace, unread } = person;
  const about = [name, title, workspace && `workspace ${workspace}`, unread > 0 && `${unread} unread for them alone`];
  return html`
    <li>
      <button type="button" class=${`person ${isMe ? "is-me" : ""}`} aria-current=${isMe ? "true" : undefined}
        aria-label=${about.filter(Boolean).join(", ")} onClick=${() => be(id)}>
        <${Avatar} id=${id} name=${name} />
        <span class="who"><span class="name"><span>${name}</span><${Elsewhere} workspace=${workspace} /></span><small>${title}</small></span>
        ${unread > 0 && html`<span class="count">${unread}</span>`}
      </button>
    </li>
  `;
}

// Of people who come by Slack Connect, Slack says from where.
export const Elsewhere = ({ workspace }) => workspace && html`<span class="elsewhere">${workspace}</span>`;
