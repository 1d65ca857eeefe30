// What opens above the chat: a toast, an alert, the menu of a message, the choice of a chat.

import { make } from "./message.js";

const at = (id) => document.getElementById(id);
let hiding = 0;
let opener = null;

// Its place is always there, empty, so that screen readers hear what comes into it.
export function toast(text) {
  at("toast").textContent = text;
  clearTimeout(hiding);
  hiding = setTimeout(() => (at("toast").textContent = ""), 4000);
}

export const copy = (text) => navigator.clipboard.writeText(text).then(
  () => toast("Đã chép."),
  () => toast("Trình duyệt không cho chép. Hãy bôi đen rồi chép."),
);

export function viewPhoto(address, caption) {
  const dialog = at("viewer");
  Object.assign(dialog.querySelector("img"), { src: address, alt: caption || "Ảnh" });
  dialog.querySelector("p").textContent = caption;
  dialog.onclick = () => dialog.close();
  dialog.showModal();
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
  opener = button;
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
    if (moved(menu, event)) return;
    if (event.key !== "Escape" && event.key !== "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    closeActions();
    button.focus();
  };
}

// Arrow keys move among the children of a list, round and round; gives whether the key was one.
export function moved(list, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return false;
  const items = [...list.children];
  const now = items.indexOf(document.activeElement);
  items[now < 0 && step < 0 ? items.length - 1 : (now + step + items.length) % items.length].focus();
  event.preventDefault();
  return true;
}

export function closeActions() {
  at("actions").hidden = true;
}

document.addEventListener("click", (event) => {
  if (!at("actions").contains(event.target) && !opener?.contains(event.target)) closeActions();
});
