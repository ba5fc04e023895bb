// What the page is written with, Preact and htm, from one place.
import { createContext, h, render } from "./vendor/preact.mjs";
import htm from "./vendor/htm.mjs";

export { useContext, useEffect, useLayoutEffect, useRef, useState } from "./vendor/hooks.mjs";
export const html = htm.bind(h);
export { createContext, render };

// What every part may need: `seen` is the picture of the workspace, `ask` does something as the person shown,
// `tell` shows a sentence to them, `goTo` opens a place.
export const Slack = createContext(null);
