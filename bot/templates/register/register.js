// Searches and filters the list of decisions in the page. Without it, the whole list is there.
"use strict";

// As decisions/words/spelling.py does: capitals, accents and signs that nobody sees make no difference.
const folded = (words) => {
  const letters = words.normalize("NFKD").toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKD");
  const bare = letters.replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "");
  return [...bare].map((letter) => LETTERS[letter] ?? letter).join("").match(/[\p{L}\p{N}]+/gu) || [];
};

const form = document.getElementById("find");
const count = document.getElementById("count");
const none = document.getElementById("none");
const inputs = [...form.querySelectorAll("input, select")];
const wanted = (name) => document.getElementById(name)?.value ?? "";
const list = document.getElementById("records");
const rows = [...list.children].map((row) => ({
  row,
  words: WORDS[row.dataset.number],
  state: row.dataset.state,
  year: row.dataset.year,
  topics: row.dataset.topics.split("\n"),
}));
const everything = count.textContent;
let shown = rows;

function matches(it, words, topic, year, state) {
  return (
    (!topic || it.topics.includes(topic)) &&
    (!year || it.year === year) &&
    (!state || it.state === state) &&
    words.every((word) => it.words.includes(` ${word}`))
  );
}

function show() {
  const words = folded(wanted("words"));
  const filters = [wanted("topic"), wanted("year"), wanted("state")];
  const found = rows.filter((it) => matches(it, words, ...filters));
  // To hide rows one by one takes a browser ten times as long; to put back what is there already is for nothing.
  if (found.length !== shown.length || found.some((it, place) => it !== shown[place])) list.replaceChildren(...found.map((it) => it.row));
  shown = found;
  none.hidden = found.length > 0 || rows.length === 0;
  const isAll = !words.length && !filters.some(Boolean);
  count.textContent = isAll ? everything : `${found.length.toLocaleString("en-GB")} of ${rows.length.toLocaleString("en-GB")}`;
}

// The address keeps what is looked for, so that it can be sent to others and Back works.
function remember() {
  const kept = new URLSearchParams();
  for (const input of inputs) if (input.value) kept.set(input.id, input.value);
  history.replaceState(null, "", kept.size ? `#${kept}` : location.pathname + location.search);
}

function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  for (const input of inputs) input.value = kept.get(input.id) ?? "";
  show();
}

form.addEventListener("input", () => { show(); remember(); });
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("hashchange", recall);
form.hidden = rows.length === 0;
if (location.hash) recall();
