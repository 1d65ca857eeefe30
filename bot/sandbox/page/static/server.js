// Talking with the sandbox: actions, and the stream of changes.

const who = () => new URLSearchParams(location.search).get("la") || "lan";

export const ask = (path) => answered(path, {});

export const act = (action, given) => answered(action, {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-Hoi-Dap": "1" },
  body: JSON.stringify(given),
});

export async function upload(chat, file, caption, replyTo) {
  const form = new FormData();
  form.append("chat", chat);
  form.append("caption", caption);
  if (replyTo) form.append("reply_to", replyTo);
  form.append("file", file);
  return answered("tai-len", { method: "POST", headers: { "X-Hoi-Dap": "1" }, body: form });
}

// What the server answers; an Error with words for people when it refuses or is not there.
async function answered(path, options) {
  const response = await fetch(`/trang/${path}?la=${encodeURIComponent(who())}`, options).catch(() => {
    throw new Error("Không gửi được: mất kết nối với máy chủ dùng thử.");
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
