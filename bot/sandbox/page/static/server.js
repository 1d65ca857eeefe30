// Talking with the sandbox: actions, and the stream of changes.

const who = () => new URLSearchParams(location.search).get("la") || "lan";

export async function ask(path) {
  const response = await fetch(`/trang/${path}?la=${encodeURIComponent(who())}`);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

export async function act(action, given) {
  const response = await fetch(`/trang/${action}?la=${encodeURIComponent(who())}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Hoi-Dap": "1" },
    body: JSON.stringify(given),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

export async function upload(chat, file, caption) {
  const form = new FormData();
  form.append("chat", chat);
  form.append("caption", caption);
  form.append("file", file);
  const response = await fetch(`/trang/tai-len?la=${encodeURIComponent(who())}`, {
    method: "POST", headers: { "X-Hoi-Dap": "1" }, body: form,
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

// Calls `onNews` with every change, `onOutage` with true while the sandbox cannot be reached. Never ends.
export async function follow(onNews, onOutage) {
  let seq = 0;
  let world = "";
  for (;;) {
    try {
      const query = new URLSearchParams({ la: who(), since: seq, world });
      const response = await fetch(`/trang/thay-doi?${query}`);
      if (!response.ok) throw new Error(await response.text());
      const news = await response.json();
      if (world && news.world !== world) location.reload();
      ({ seq, world } = news);
      onOutage(false);
      onNews(news);
    } catch {
      onOutage(true);
      await new Promise((wake) => setTimeout(wake, 1000));
    }
  }
}
