// Here the page begins.
import { App } from "./app.js";
import { html, render } from "./html.js";

const root = document.getElementById("page");
root.replaceChildren();
render(html`<${App} />`, root);
