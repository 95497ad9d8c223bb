// Deliveries recorded without a connection wait on this device, sealed under a key that can't leave it, until the
// server has said that it has them. All words come from the page.
"use strict";

(() => {
  const QUEUE = "returns-queue";
  const place = document.querySelector("[data-queue]");
  if (!place || !window.indexedDB || !crypto.subtle) return;
  const words = place.dataset;
  const account = words.account;
  const wait = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

  const opened = new Promise((done, failed) => {
    const request = indexedDB.open(QUEUE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys");
      request.result.createObjectStore("items", { keyPath: "id" });
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

  async function store(name, mode = "readonly") {
    return (await opened).transaction(name, mode).objectStore(name);
  }

  async function key() {
    const found = await wait((await store("keys")).get("device"));
    if (found) return found;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await wait((await store("keys", "readwrite")).put(made, "device"));
    return made;
  }

  async function seal(bytes, id) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const additionalData = new TextEncoder().encode(id);
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, await key(), bytes) };
  }

  async function open(sealed, id) {
    const additionalData = new TextEncoder().encode(id);
    return crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv, additionalData }, await key(), sealed.data);
  }

  const items = async () => (await wait((await store("items")).getAll())).filter((item) => item.account === account);
  const keep = async (item) => wait((await store("items", "readwrite")).put(item));
  const drop = async (id) => wait((await store("items", "readwrite")).delete(id));

  // --- what is waiting, in words
  async function show() {
    const waiting = await items();
    const refused = waiting.filter((item) => item.state === "refused");
    place.hidden = waiting.length === 0 && !words.sentNow;
    const lines = [];
    if (words.sentNow) lines.push(words.sent.replace("{number}", words.sentNow));
    if (waiting.length > refused.length) lines.push(words.queued.replace("{number}", waiting.length - refused.length));
    for (const item of refused) lines.push(`${words.refused} ${item.reason}`);
    const list = place.querySelector("[data-queue-list]");
    list.replaceChildren(...lines.map((line) => {
      const entry = document.createElement("li");
      entry.textContent = line;
      return entry;
    }));
    place.querySelector("[data-queue-send]").hidden = waiting.length === 0;
    place.querySelector("[data-queue-drop]").hidden = refused.length === 0;
  }

  // --- one form is kept instead of lost
  async function queue(form) {
    const data = new FormData(form);
    const photo = data.get("receipt");
    const fields = [...data].filter(([name, value]) => typeof value === "string" && name !== "csrf_token");
    const id = data.get("request_key");
    const told = { fields, url: form.dataset.queueUrl, whole: form.hasAttribute("data-queue-whole"), line: id };
    const item = { id, account, state: "queued", at: Date.now(), delivery: "", reason: "" };
    item.fields = await seal(new TextEncoder().encode(JSON.stringify(told)), id);
    if (photo instanceof File && photo.size) {
      item.photo = await seal(await photo.arrayBuffer(), id);
      item.photoName = photo.name;
      item.photoType = photo.type;
    }
    await keep(item);
  }

  // --- sending: a fresh token first, then the fields, then the photo; deleted after the server's receipt
  async function token() {
    const answer = await fetch(words.tokenUrl, { redirect: "error", cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).token;
  }

  async function post(url, body, csrf) {
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": csrf }, redirect: "error" });
    const said = await answer.json();
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    return { ok: answer.ok, ...said };
  }

  async function photoOf(item) {
    return new File([await open(item.photo, item.id)], item.photoName, { type: item.photoType });
  }

  async function sendOne(item, csrf) {
    const told = JSON.parse(new TextDecoder().decode(await open(item.fields, item.id)));
    if (!item.delivery) {
      const body = new FormData();
      told.fields.forEach(([name, value]) => body.append(name, value));
      if (told.whole && item.photo) body.append("receipt", await photoOf(item));
      const answer = await post(told.url, body, csrf);
      if (!answer.ok) return refuse(item, answer.refused);
      item.delivery = answer.receipt;
      await keep(item);
    }
    if (item.photo && !told.whole) {
      const body = new FormData();
      body.append("receipt", await photoOf(item));
      const answer = await post(item.delivery, body, csrf);
      if (!answer.ok) return refuse(item, answer.refused);
    }
    await drop(item.id);
    words.sentNow = String(Number(words.sentNow || 0) + 1);
    return undefined;
  }

  async function refuse(item, reason) {
    item.state = "refused";
    item.reason = reason || "";
    await keep(item);
  }

  let sending = false;
  async function send(again = false) {
    if (sending) return;
    sending = true;
    try {
      const waiting = (await items()).filter((item) => again || item.state === "queued");
      if (waiting.length) {
        const csrf = await token();
        for (const item of waiting) await sendOne(item, csrf);
      }
    } catch {
      // No connection, or signed out: it stays where it is and is tried again.
    } finally {
      sending = false;
      await show();
    }
  }

  const form = document.querySelector("form[data-queue-url]");
  form?.addEventListener("submit", async (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await queue(form);
    form.reset();
    form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    await show();
    place.scrollIntoView({ block: "start" });
  }, { capture: true });

  place.querySelector("[data-queue-send]").addEventListener("click", () => send(true));
  place.querySelector("[data-queue-drop]").addEventListener("click", async () => {
    for (const item of await items()) if (item.state === "refused") await drop(item.id);
    await show();
  });
  addEventListener("online", () => send());
  if (navigator.onLine) send(); else show();

  // The page that shows the queue opens without a connection too; it holds no data of returnees.
  const trusted = window.trustedTypes?.createPolicy("returns-worker", { createScriptURL: (url) => url });
  const script = words.workerUrl;
  navigator.serviceWorker?.register(trusted ? trusted.createScriptURL(script) : script, { scope: "/deliveries/queue" });
})();
