// What opens above the text box while one types: the bot's commands, and its inline results.

import { make } from "./message.js";
import { moved } from "./popups.js";

const at = (id) => document.getElementById(id);
const PAUSE = 250;
let asked = 0;
let waiting = 0;

// `choose(command)` sends one of the commands; an empty list closes the menu.
export function drawMenu(commands, choose) {
  at("menu").replaceChildren(...commands.map((one) =>
    option(`/${one.command}`, one.description, () => choose(one.command))));
  at("menu").hidden = commands.length === 0;
  at("commands").setAttribute("aria-expanded", String(commands.length > 0));
}

// Looks up what the bot offers once the typing pauses: `find()` gives {results} or null, `choose(result, found)` posts one.
export function lookUp(find, choose) {
  closeResults();
  waiting = setTimeout(async () => {
    const number = ++asked;
    show([unpickable("Đang tìm…")]);
    const found = await find();
    if (number !== asked || !found) return;
    show(found.results.length
      ? found.results.map((one) => option(one.title, one.description, () => choose(one, found)))
      : [unpickable("Bot không có gợi ý nào cho câu này.")]);
  }, PAUSE);
}

export function closeResults() {
  asked++;
  clearTimeout(waiting);
  at("results").hidden = true;
}

// The first or last thing to choose gets the focus; gives whether a panel is open.
export function enterPanel(event) {
  const panel = [at("menu"), at("results")].find((one) => !one.hidden);
  return Boolean(panel) && moved(panel, event);
}

function show(options) {
  at("results").replaceChildren(...options);
  at("results").hidden = false;
}

function option(title, description, choose) {
  const button = make("button");
  button.type = "button";
  button.setAttribute("role", "option");
  button.append(make("b", "", title), make("span", "", description));
  button.addEventListener("click", choose);
  return button;
}

function unpickable(words) {
  const button = option("", words, () => {});
  button.disabled = true;
  return button;
}

for (const id of ["menu", "results"]) {
  at(id).addEventListener("keydown", (event) => {
    if (event.key === "Escape") at("text").focus();
    else moved(at(id), event);
  });
}
