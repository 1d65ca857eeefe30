// One chat as an element of the list of chats.

import { fullName, make, summary, timeOf } from "./message.js";

// `shown` is what the list knows of it: its last message, the count of unread ones, whether it is open.
export function chatItem(chat, who, { last, unread, current }, open) {
  const button = make("button");
  button.type = "button";
  button.setAttribute("aria-label", chat.title + (unread ? `, ${unread} tin mới` : ""));
  if (current) button.setAttribute("aria-current", "true");
  const middle = make("span", "middle");
  const top = make("span", "top");
  top.append(make("span", "name", chat.title), make("span", "when", last ? timeOf(last) : ""));
  middle.append(top, make("div", "last", last ? lastWords(chat, last, who.me) : chat.about));
  button.append(avatar(chat, who.bot), middle);
  if (unread) button.append(make("span", "unread", unread));
  button.addEventListener("click", open);
  const item = make("li");
  item.append(button);
  return item;
}

export function avatar(chat, bot) {
  const whose = chat.kind === "bot" ? bot.id : chat.id;
  const circle = make("span", `avatar c${Math.abs(whose) % 5}`, chat.title.trim()[0]);
  circle.setAttribute("aria-hidden", "true");
  return circle;
}

function lastWords(chat, last, me) {
  const by = last.from?.id === me.id ? "Bạn: " : chat.kind === "group" && last.from ? `${fullName(last.from)}: ` : "";
  return by + summary(last);
}
