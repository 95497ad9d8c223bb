// Keeps one page for days without a connection: the queue, which holds no data of returnees, and the files it is made of.
"use strict";

const SHELL = "returns-shell-1";
const PAGE = "/deliveries/queue";

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const kept = await caches.open(SHELL);
    const answer = await fetch(PAGE, { redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.clone().text();
    const files = [...text.matchAll(/(?:href|src)="(\/(?:static|assets|vendor)\/[^"]+)"/g)].map((found) => found[1]);
    await kept.put(PAGE, answer);
    await kept.addAll([...new Set(files)]);
    await self.skipWaiting();
  })());
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith((async () => {
    try {
      return await fetch(event.request);
    } catch (fault) {
      const kept = await (await caches.open(SHELL)).match(event.request.mode === "navigate" ? PAGE : event.request);
      if (kept) return kept;
      throw fault;
    }
  })());
});
