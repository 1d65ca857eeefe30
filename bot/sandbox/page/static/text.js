// Text with the Bot API's entities as nodes. Content never becomes markup: only text nodes and known elements.

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function nodes(text, entities, does) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, sorted, 0, text.length, does);
}

function build(text, entities, from, to, does) {
  const found = [];
  let at = from;
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    if (entity.offset < at) continue;
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset > at) found.push(text.slice(at, entity.offset));
    const inner = [];
    while (entities.length && entities[0].offset < end) inner.push(entities.shift());
    const element = made(entity, text.slice(entity.offset, end), does);
    element.append(...build(text, inner, entity.offset, end, does));
    found.push(element);
    at = end;
  }
  if (at < to) found.push(text.slice(at, to));
  return found;
}

function made(entity, words, does) {
  if (TAGS[entity.type]) return document.createElement(TAGS[entity.type]);
  if (entity.type === "text_link") return link(entity.url, does);
  if (entity.type === "url") return link(/^[a-z]+:\/\//i.test(words) ? words : `http://${words}`, does);
  if (entity.type === "email") return link(`mailto:${words}`, does);
  if (entity.type === "phone_number") return link(`tel:${words.replace(/[^+\d]/g, "")}`, does);
  if (entity.type === "spoiler") return spoiler();
  if (entity.type === "bot_command") return command(words, does);
  return document.createElement("span");
}

const link = (address, does) => leadTo(document.createElement("a"), address, does.startOf(address), does);

// Makes a link lead to an address; to the chat with the bot when it is one of the bot's own (`start` is not null).
export function leadTo(element, address, start, does) {
  if (/^(https?:|mailto:|tel:)/i.test(address)) element.href = address;
  element.target = "_blank";
  element.rel = "noopener noreferrer";
  if (start !== null) {
    element.addEventListener("click", (event) => {
      event.preventDefault();
      does.start(start);
    });
  }
  return element;
}

function spoiler() {
  const element = document.createElement("span");
  element.className = "spoiler";
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", "Chữ bị che, bấm để xem");
  const open = () => {
    element.classList.add("open");
    element.removeAttribute("role");
    element.removeAttribute("aria-label");
  };
  element.addEventListener("click", open);
  element.addEventListener("keydown", (event) => event.key === "Enter" && open());
  return element;
}

function command(words, does) {
  const element = document.createElement("a");
  element.href = "#";
  element.addEventListener("click", (event) => {
    event.preventDefault();
    does.command(words);
  });
  return element;
}
