// The page: which chat is open, what stands in it, what one types.

import { act, ask, follow, upload } from "./server.js";
import { avatar, chatItem } from "./chats.js";
import { dayOf, element, make, summary } from "./message.js";
import { closeResults, drawMenu, enterPanel, lookUp } from "./panels.js";
import { closeActions, copy, openActions, pickChat, showAlert, toast, viewPhoto } from "./popups.js";

const at = (id) => document.getElementById(id);
const state = { who: null, open: null, messages: new Map(), unread: new Map(), drafts: new Map(), reply: null, editing: null, typing: 0 };
const drawn = new Map();

const chat = () => state.who.chats.find((one) => String(one.id) === state.open);
const isBotChat = () => chat()?.kind === "bot";

async function begin() {
  state.who = await ask("toi");
  at("people").replaceChildren(...state.who.people.map((one) => {
    const option = new Option(`${one.name} (${one.about})`, one.key);
    option.selected = one.key === state.who.me.key;
    return option;
  }));
  const wanted = decodeURIComponent(location.hash.slice(1));
  const first = state.who.chats.find((one) => String(one.id) === wanted);
  if (first) open(String(first.id));
  else if (matchMedia("(min-width: 760px)").matches) open(String(state.who.chats[0].id));
  drawChats();
  follow(onNews, onOutage);
}

function onNews(news) {
  if (news.who) state.who = news.who;
  const fresh = state.messages.size > 0;
  for (const [id, messages] of Object.entries(news.chats || {})) {
    if (fresh) {
      countUnread(id, messages);
      openReply(id, messages);
    }
    state.messages.set(id, messages);
  }
  for (const id of news.typing || []) if (String(id) === state.open) showTyping();
  at("outage").hidden = news.bot_up;
  if (!news.bot_up) at("outage").textContent = "Bot đang tắt, tin của bạn sẽ được trả lời khi bot chạy lại.";
  drawChats();
  if (state.open && state.open in (news.chats || {})) drawMessages();
  drawState();
}

// A message may ask for a reply to itself, of all or of whom it mentions: it is opened, as Telegram's apps do.
function openReply(id, messages) {
  const before = state.messages.get(id)?.at(-1)?.message_id || 0;
  const mentioned = (one) => (one.entities || []).some((part) => part.user?.id === state.who.me.id);
  const asking = messages.filter((one) => one.message_id > before && one.force_reply).at(-1);
  if (!asking || id !== state.open || state.editing) return;
  if (!asking.force_reply.selective || mentioned(asking)) quote(asking, null);
}

function onOutage(away) {
  if (!away) return;
  at("outage").hidden = false;
  at("outage").textContent = "Mất kết nối với máy chủ dùng thử, đang nối lại…";
}

function countUnread(id, messages) {
  const before = state.messages.get(id)?.at(-1)?.message_id || 0;
  const count = messages.filter((one) => one.message_id > before && one.from?.id !== state.who.me.id).length;
  if (id === state.open && count) state.typing = 0;
  if (id !== state.open || document.hidden) state.unread.set(id, (state.unread.get(id) || 0) + count);
}

function drawChats() {
  const count = [...state.unread.values()].reduce((sum, one) => sum + one, 0);
  document.title = `${count ? `(${count}) ` : ""}${state.who.me.name}: dùng thử Hỏi Đáp Số`;
  at("chats").replaceChildren(...state.who.chats.map((one) => {
    const id = String(one.id);
    const shown = { last: state.messages.get(id)?.at(-1), unread: state.unread.get(id) || 0, current: id === state.open };
    return chatItem(one, state.who, shown, () => open(id, true));
  }));
}

function open(id, focus = false) {
  if (state.open !== id) {
    drawn.clear();
    at("messages").replaceChildren();
    stopQuoting();
    if (state.open) state.drafts.set(state.open, at("text").value);
    at("text").value = state.drafts.get(id) || "";
    state.typing = 0;
  }
  state.open = id;
  state.unread.delete(id);
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  at("app").dataset.view = "chat";
  at("room").hidden = false;
  const one = chat();
  at("room-title").textContent = one.title;
  at("room-avatar").replaceWith(Object.assign(avatar(one, state.who.bot), { id: "room-avatar" }));
  closePanels();
  grow();
  drawChats();
  drawMessages();
  drawState();
  toBottom();
  if (focus && !at("composer").hidden) toBox();
}

// Not on a touch screen, where the keyboard would jump up.
function toBox() {
  if (matchMedia("(hover: hover)").matches) at("text").focus();
}

function drawMessages() {
  const messages = state.messages.get(state.open) || [];
  const near = isNearBottom();
  const wanted = [];
  let day = "";
  for (const message of messages) {
    if (dayOf(message) !== day) {
      day = dayOf(message);
      wanted.push(keep(`day ${day}`, day, () => make("li", "day", day)));
    }
    const key = JSON.stringify(message);
    wanted.push(keep(`message ${message.message_id}`, key, () => element(message, state.who.me, !isBotChat(), does)));
  }
  settle(at("messages"), wanted);
  // Before the first news it is not known whether the chat is empty.
  const started = messages.length > 0 || !state.messages.has(state.open);
  at("empty").hidden = started;
  at("about").textContent = isBotChat() ? state.who.bot.description || "Bot này làm được gì?" : "Chưa có tin nhắn nào.";
  at("begin").hidden = started || !isBotChat();
  at("composer").hidden = messages.length === 0 && isBotChat();
  if (near) toBottom();
  else at("down").hidden = false;
}

// The element already on the page while nothing in it has changed: focus and screen readers are left in peace.
function keep(name, key, build) {
  const known = drawn.get(name);
  if (known?.key === key) return known.element;
  const found = { key, element: build() };
  if (known?.element.contains(document.activeElement)) {
    const place = document.activeElement.dataset.place;
    requestAnimationFrame(() => {
      const again = found.element.querySelector(`[data-place="${place}"]`) || found.element.querySelector(".key, .more");
      again?.focus({ preventScroll: true });
    });
  }
  drawn.set(name, found);
  return found.element;
}

function settle(list, wanted) {
  const stay = new Set(wanted);
  for (const child of [...list.children]) if (!stay.has(child)) child.remove();
  wanted.forEach((child, index) => {
    if (list.children[index] !== child) list.insertBefore(child, list.children[index] || null);
  });
}

function drawState() {
  if (!state.open) return;
  at("room-state").textContent = state.typing > Date.now() ? "đang nhập…" : chat().about;
}

function showTyping() {
  state.typing = Date.now() + 5000;
  setTimeout(drawState, 5100);
}

const does = {
  command: (words) => say(words),
  start: (payload) => {
    open(String(state.who.chats[0].id));
    say(`/start ${payload}`.trim());
  },
  // What a link to this bot starts it with ("" for the bare link), or null for any other address.
  startOf: (address) => {
    const found = URL.canParse(address) ? new URL(address) : null;
    const ours = `/${state.who.bot.username}`.toLowerCase();
    return found?.hostname === "t.me" && found.pathname.toLowerCase() === ours ? found.searchParams.get("start") || "" : null;
  },
  view: viewPhoto,
  follow: (id) => {
    const found = at("messages").querySelector(`[data-id="${id}"]`);
    if (!found) return toast("Tin gốc không còn ở đây.");
    found.scrollIntoView({ block: "center" });
    found.classList.add("flash");
    setTimeout(() => found.classList.remove("flash"), 1300);
  },
  press: async (message, button, row, column, key) => {
    if (key.ariaBusy === "true") return;
    if (button.copy_text) return copy(button.copy_text.text);
    const inline = button.switch_inline_query ?? button.switch_inline_query_current_chat;
    if (inline !== undefined) return switchInline(inline, button.switch_inline_query === undefined);
    key.setAttribute("aria-busy", "true");
    const answer = await tried(act("press", { chat: state.open, message: message.message_id, row, column }));
    key.removeAttribute("aria-busy");
    if (answer?.text && answer.show_alert) showAlert(answer.text);
    else if (answer?.text) toast(answer.text);
  },
  actions: (message, button) => openActions(button, [
    ["Trả lời", () => quote(message, null)],
    ["Chuyển tiếp", () => forward(message)],
    ...(isEditable(message) ? [["Sửa", () => quote(null, message)]] : []),
    ...(message.text || message.caption ? [["Sao chép", () => copy(message.text || message.caption)]] : []),
    ...(message.from?.id === state.who.me.id ? [["Xóa", () => tried(act("delete", { chat: state.open, message: message.message_id }))]] : []),
  ]),
};

const isEditable = (message) =>
  message.from?.id === state.who.me.id && Boolean(message.text) && !message.forward_origin && !message.via_bot;

async function forward(message) {
  const to = await pickChat(state.who.chats);
  if (!to) return;
  if (await tried(act("forward", { chat: state.open, message: message.message_id, to }))) open(String(to));
}

async function switchInline(query, here) {
  const to = here ? state.open : await pickChat(state.who.chats);
  if (!to) return;
  open(String(to));
  at("composer").hidden = false;
  at("text").value = `@${state.who.bot.username} ${query}`;
  at("text").focus();
  typed();
}

function quote(reply, editing) {
  state.reply = reply;
  state.editing = editing;
  const message = reply || editing;
  at("quoting").hidden = false;
  at("quoted").textContent = `${editing ? "Sửa" : "Trả lời"}: ${summary(message)}`;
  if (editing) at("text").value = editing.text;
  at("text").focus();
  grow();
}

function stopQuoting() {
  if (state.editing) at("text").value = "";
  state.reply = state.editing = null;
  at("quoting").hidden = true;
}

// The text box is empty at once, so that a second Enter sends nothing twice; what could not be sent comes back.
async function say(text) {
  if (!text.trim()) return;
  const { open: chatId, editing, reply } = state;
  at("text").value = "";
  state.editing = null;
  stopQuoting();
  closePanels();
  grow();
  toBottom();
  const sent = editing
    ? act("edit", { chat: chatId, text, message: editing.message_id })
    : act("send", { chat: chatId, text, reply_to: reply?.message_id });
  if (await tried(sent)) return;
  if (state.open !== chatId) state.drafts.set(chatId, text);
  else if (!at("text").value) at("text").value = text;
  grow();
}

// What is typed goes along as the caption of the first; all of them answer what is quoted.
async function sendFiles(files) {
  const { open: chatId, editing, reply } = state;
  if (!editing) stopQuoting();
  for (const file of files) {
    const caption = editing ? "" : at("text").value;
    if (!editing) at("text").value = "";
    grow();
    if (!(await tried(upload(chatId, file, caption.trim(), reply?.message_id)))) at("text").value = caption;
  }
  toBottom();
}

async function tried(work) {
  try {
    return await work;
  } catch (error) {
    toast(error.message || "Không làm được, hãy thử lại.");
    return null;
  }
}

function typed() {
  grow();
  const text = at("text").value;
  showMenu(/^\/\w*$/.test(text) ? text.slice(1) : null);
  const inline = text.match(new RegExp(`^@${state.who.bot.username}\\s([\\s\\S]*)$`, "i"));
  if (!inline) return closeResults();
  const here = state.open;
  lookUp(() => tried(act("inline", { chat: here, query: inline[1] })), async (one, found) => {
    at("text").value = "";
    closePanels();
    grow();
    toBottom();
    toBox();
    await tried(act("choose", { id: found.id, result: one.id }));
  });
}

// The commands that begin as typed; none for null. In a group, a command says which bot is meant.
function showMenu(typedName) {
  const known = typedName === null ? [] : state.who.bot.commands[chat()?.kind] || [];
  const target = isBotChat() ? "" : `@${state.who.bot.username}`;
  drawMenu(known.filter((one) => one.command.startsWith(typedName)), (command) => {
    toBox();
    say(`/${command}${target}`);
  });
}

function closePanels() {
  showMenu(null);
  closeResults();
  closeActions();
}

function grow() {
  const text = at("text");
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight + 2, 132)}px`;
}

function isNearBottom() {
  const scroll = at("scroll");
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
}

function toBottom() {
  at("scroll").scrollTop = at("scroll").scrollHeight;
  at("down").hidden = true;
}

at("people").addEventListener("change", (event) => {
  location.href = `/?la=${event.target.value}`;
});
at("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
});
at("back").addEventListener("click", () => {
  at("app").dataset.view = "list";
  state.drafts.set(state.open, at("text").value);
  state.open = null;
  history.replaceState(null, "", location.pathname + location.search);
  drawChats();
  at("chats").querySelector("button")?.focus();
});
at("begin").addEventListener("click", () => say("/start"));
at("down").addEventListener("click", toBottom);
at("scroll").addEventListener("scroll", () => isNearBottom() && (at("down").hidden = true), { passive: true });
at("unquote").addEventListener("click", () => {
  stopQuoting();
  grow();
});
at("commands").addEventListener("click", () => {
  showMenu(at("menu").hidden ? "" : null);
  at("menu").firstChild?.focus();
});
at("text").addEventListener("input", typed);
at("text").addEventListener("keydown", (event) => {
  // While an input method composes (Telex, VNI), Enter ends the word and sends nothing.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    say(at("text").value);
  }
  if (event.isComposing || enterPanel(event)) return;
  if (event.key === "ArrowUp" && !at("text").value) {
    const mine = (state.messages.get(state.open) || []).filter(isEditable);
    if (mine.length) quote(null, mine.at(-1));
  }
});
at("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  say(at("text").value);
});
at("attach").addEventListener("click", () => at("file").click());
at("file").addEventListener("change", () => {
  const files = [...at("file").files];
  at("file").value = "";
  sendFiles(files);
});
at("text").addEventListener("paste", (event) => {
  if (!event.clipboardData.files.length) return;
  event.preventDefault();
  sendFiles([...event.clipboardData.files]);
});
at("room").addEventListener("dragover", (event) => event.preventDefault());
at("room").addEventListener("drop", (event) => {
  event.preventDefault();
  if (!at("composer").hidden) sendFiles([...event.dataTransfer.files]);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!at("quoting").hidden) stopQuoting();
  closePanels();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden || !state.open) return;
  state.unread.delete(state.open);
  drawChats();
});

if (localStorage.getItem("theme")) document.documentElement.dataset.theme = localStorage.getItem("theme");
begin().catch((error) => {
  at("chats").replaceChildren(make("li", "note", error.message));
});
