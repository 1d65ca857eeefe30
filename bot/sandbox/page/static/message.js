// One message as an element of the list.

import { leadTo, nodes } from "./text.js";

const clock = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("vi-VN", { day: "numeric", month: "long", year: "numeric" });

export const timeOf = (message) => clock.format(message.date * 1000);
export const dayOf = (message) => day.format(message.date * 1000);

export function summary(message) {
  const words = message.text || message.caption || "";
  const kind = message.photo ? "🖼 Ảnh" : message.document ? `📎 ${message.document.file_name}` : message.voice ? "🎤 Tin thoại"
    : message.sticker ? message.sticker.emoji : message.location ? "📍 Vị trí" : message.contact ? "👤 Liên hệ" : "";
  return [kind, words].filter(Boolean).join(" ") || serviceText(message) || "";
}

export function serviceText(message) {
  const name = message.from ? message.from.first_name : "";
  if (message.new_chat_members) return `${message.new_chat_members.map(fullName).join(", ")} vào nhóm`;
  if (message.left_chat_member) return `${fullName(message.left_chat_member)} rời nhóm`;
  if (message.new_chat_title) return `${name} đổi tên nhóm thành “${message.new_chat_title}”`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "Nhóm được nâng cấp";
  return "";
}

// `does` holds what can be done: command, start(payload) for a link that startOf(address) says leads to the bot, press,
// follow(reply), view(photo), actions(message, button).
export function element(message, me, inGroup, does) {
  const item = document.createElement("li");
  item.dataset.id = message.message_id;
  const service = serviceText(message);
  if (service) {
    item.className = "service";
    item.textContent = service;
    return item;
  }
  const mine = Boolean(message.from) && message.from.id === me.id;
  item.className = mine ? "message mine" : "message";
  item.append(make("span", "unseen", `${mine ? "Bạn" : message.from ? fullName(message.from) : ""}: `));
  const row = make("div", "row");
  const bubble = make("div", "bubble");
  if (inGroup && !mine && message.from) bubble.append(make("div", "sender", fullName(message.from)));
  if (message.forward_origin) bubble.append(make("div", "forwarded", `Chuyển tiếp từ ${originName(message.forward_origin)}`));
  if (message.via_bot) bubble.append(make("div", "forwarded", `qua @${message.via_bot.username}`));
  if (message.reply_to_message) bubble.append(reply(message.reply_to_message, does));
  bubble.append(...media(message, does));
  const text = make("div", "text");
  text.append(...nodes(message.text || message.caption || "", message.entities || message.caption_entities, does));
  text.append(meta(message, mine));
  bubble.append(text);
  const more = make("button", "more", "⋯");
  more.type = "button";
  more.setAttribute("aria-label", "Việc với tin nhắn này");
  more.setAttribute("aria-haspopup", "menu");
  more.addEventListener("click", () => does.actions(message, more));
  bubble.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a:not(.enlarge)")) return;
    event.preventDefault();
    does.actions(message, more);
  });
  row.append(bubble, more);
  item.append(row);
  if (message.reply_markup) item.append(keyboard(message, does));
  return item;
}

function meta(message, mine) {
  const edited = message.edit_date && !message.via_bot && !(message.from && message.from.is_bot) ? "đã sửa " : "";
  const found = make("span", "meta", edited + timeOf(message));
  if (mine) {
    const ticks = make("span", "ticks", " ✓✓");
    ticks.setAttribute("aria-hidden", "true");
    found.append(ticks);
  }
  return found;
}

function media(message, does) {
  if (message.photo) {
    const picture = make("img", "photo");
    const { file_id, width, height } = message.photo.at(-1);
    Object.assign(picture, { src: `/trang/tep/${file_id}`, alt: message.caption ? "Ảnh" : "Ảnh không có lời", width, height });
    picture.style.height = "auto";
    const link = make("a", "enlarge");
    link.href = picture.src;
    link.setAttribute("aria-label", "Xem ảnh lớn");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      does.view(picture.src, message.caption || "");
    });
    link.append(picture);
    return [link];
  }
  if (message.document) {
    const card = make("a", "document");
    card.href = `/trang/tep/${message.document.file_id}`;
    card.download = message.document.file_name;
    const kind = (message.document.file_name.split(".").pop() || "").slice(0, 4).toUpperCase();
    const words = make("span", "", message.document.file_name);
    words.append(make("span", "size", sizeText(message.document.file_size)));
    const icon = make("span", "kind", kind);
    icon.setAttribute("aria-hidden", "true");
    card.append(icon, words);
    return [card];
  }
  const other = summary({ ...message, text: "", caption: "" });
  return other ? [make("div", "", other)] : [];
}

function sizeText(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function reply(replied, does) {
  const button = make("button", "reply");
  button.type = "button";
  button.append(make("b", "", replied.from ? fullName(replied.from) : ""), make("span", "", summary(replied)));
  button.addEventListener("click", () => does.follow(replied.message_id));
  return button;
}

function keyboard(message, does) {
  const keys = make("div", "keys");
  message.reply_markup.inline_keyboard.forEach((buttons, row) => {
    const line = make("div", "keyrow");
    buttons.forEach((button, column) => line.append(key(message, button, row, column, does)));
    keys.append(line);
  });
  return keys;
}

function key(message, button, row, column, does) {
  if (button.url) {
    const start = does.startOf(button.url);
    const link = make("a", "key", start === null ? `${button.text} ↗` : button.text);
    return leadTo(link, button.url, start, does);
  }
  const pressed = make("button", "key", button.text);
  pressed.type = "button";
  pressed.dataset.place = `${row},${column}`;
  pressed.addEventListener("click", () => does.press(message, button, row, column, pressed));
  return pressed;
}

function originName(origin) {
  if (origin.sender_user) return fullName(origin.sender_user);
  if (origin.sender_user_name) return origin.sender_user_name;
  return (origin.chat || origin.sender_chat || {}).title || "";
}

export const fullName = (user) => (user.is_bot ? "Hỏi Đáp Số" : [user.first_name, user.last_name].filter(Boolean).join(" "));

export function make(tag, className, text) {
  const found = document.createElement(tag);
  if (className) found.className = className;
  if (text !== undefined) found.textContent = text;
  return found;
}
