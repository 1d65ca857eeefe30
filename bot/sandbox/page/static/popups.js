// What opens above the chat: a toast, an alert, the menu of a message, the choice of a chat.

import { make } from "./message.js";

const at = (id) => document.getElementById(id);
let hiding = 0;

export function toast(text) {
  const shown = at("toast");
  shown.textContent = text;
  shown.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (shown.hidden = true), 4000);
}

export function showAlert(text) {
  const dialog = at("alert");
  dialog.querySelector("p").textContent = text;
  dialog.querySelector("button").onclick = () => dialog.close();
  dialog.showModal();
}

// Resolves to the id of the chat picked, or null.
export function pickChat(chats) {
  const dialog = at("picker");
  return new Promise((resolve) => {
    const done = (id) => {
      dialog.onclose = null;
      dialog.close();
      resolve(id);
    };
    dialog.querySelector("ul").replaceChildren(...chats.map((one) => {
      const button = make("button", "", one.title);
      button.type = "button";
      button.addEventListener("click", () => done(one.id));
      const item = make("li");
      item.append(button);
      return item;
    }));
    dialog.querySelector(".plain").onclick = () => done(null);
    dialog.onclose = () => resolve(null);
    dialog.showModal();
  });
}

// A menu of [label, deed] beside a button; arrows move, Escape gives the focus back.
export function openActions(button, deeds) {
  const menu = at("actions");
  menu.replaceChildren(...deeds.map(([label, deed]) => {
    const item = make("button", "", label);
    item.type = "button";
    item.setAttribute("role", "menuitem");
    item.addEventListener("click", () => {
      closeActions();
      deed();
    });
    return item;
  }));
  menu.hidden = false;
  const place = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(place.bottom + 4, innerHeight - height - 8))}px`;
  menu.firstChild.focus();
  menu.onkeydown = (event) => {
    const items = [...menu.children];
    const now = items.indexOf(document.activeElement);
    if (event.key === "ArrowDown") items[(now + 1) % items.length].focus();
    else if (event.key === "ArrowUp") items[(now + items.length - 1) % items.length].focus();
    else if (event.key === "Escape" || event.key === "Tab") button.focus();
    else return;
    event.preventDefault();
    if (event.key === "Escape" || event.key === "Tab") closeActions();
  };
  setTimeout(() => document.addEventListener("click", closeActions, { once: true }));
}

export function closeActions() {
  at("actions").hidden = true;
}
