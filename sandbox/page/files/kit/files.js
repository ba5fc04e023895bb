// Files are uploaded as soon as they are chosen, as Slack does it; the window then names them.
import { Slack, html, useContext, useState } from "../html.js";

export async function uploaded(file, as) {
  const about = new URLSearchParams({ as, name: file.name });
  const headers = { "Content-Type": file.type || "application/octet-stream" };
  const answer = await fetch(`/upload?${about}`, { method: "POST", body: file, headers });
  if (!answer.ok) throw new Error(`${file.name} could not be uploaded.`);
  return answer.json();
}

export function Files({ id, element, chosen, onChoice, described }) {
  const { seen, tell } = useContext(Slack);
  const [isBusy, setBusy] = useState(false);
  const there = (chosen ?? []).map((one) => ({ id: one.id, name: one.name }));

  async function add(event) {
    const input = event.target;
    setBusy(true);
    try {
      const more = await Promise.all([...input.files].map((file) => uploaded(file, seen.me.id)));
      onChoice([...there, ...more.map((one) => ({ id: one.id, name: one.name }))]);
    } catch (problem) {
      tell(problem.message);
    }
    input.value = "";
    setBusy(false);
  }

  const kinds = element.filetypes?.map((kind) => `.${kind}`).join();
  return html`
    <div class="files" aria-busy=${isBusy}>
      ${there.map((one) => html`
        <p key=${one.id}>📄 ${one.name} <button type="button" class="link" aria-label=${`Remove ${one.name}`} onClick=${() => onChoice(there.filter((it) => it.id !== one.id))}>Remove</button></p>`)}
      <input type="file" id=${id} multiple=${(element.max_files ?? 10) > 1} accept=${kinds} aria-describedby=${described} onChange=${add} />
    </div>
  `;
}
