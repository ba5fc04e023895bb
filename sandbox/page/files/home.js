// The app's Home tab.
import { Slack, html, useContext, useEffect } from "./html.js";
import { Blocks } from "./kit/block.js";

export function Home() {
  const { seen, ask, change, tell } = useContext(Slack);
  useEffect(() => {
    if (seen.hasHome) ask("open_home").catch((problem) => tell(problem.message));
  }, []);
  return html`
    <main class="conversation" aria-label="Accord's Home">
      <header class="conversation-head">
        <button type="button" class="to-drawer" aria-label="People and channels" onClick=${() => change({ isDrawerOpen: true })}>☰</button>
        <h2>Accord · Home</h2>
        <span class="as">You are <strong>${seen.me.name}</strong></span>
      </header>
      <div class="messages home" tabindex="0">
        ${seen.home
          ? html`<${Blocks} blocks=${seen.home.blocks} place=${{ view: seen.home.id }} />`
          : html`<p class="nothing">${seen.hasHome ? "The app has put nothing on its Home tab yet." : AWAY}</p>`}
      </div>
    </main>
  `;
}

const AWAY = "There is no Home tab here: either the app has none, or you come by Slack Connect and it belongs to the app's own workspace.";
