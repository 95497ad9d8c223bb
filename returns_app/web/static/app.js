// Comfort only: every page works without this file. All words come from the page.
"use strict";

const token = () => document.querySelector('meta[name="csrf-token"]').content;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const clock = () => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" }).format(new Date());

// --- errors first: the summary takes the focus so that it is read and seen ---
function focusErrors() {
  document.querySelector("[data-error-summary]")?.focus();
}

// --- drafts: ten seconds after the last change, and when the page is left ---
const DRAFT_DELAY = 10_000;
const RETRY_DELAY = 15_000;

function draftBody(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (value instanceof File || name === "csrf_token" || name === "effort_told") data.delete(name);
  }
  for (const secret of all('input[type="password"]', form)) data.delete(secret.name);
  return new URLSearchParams(data);
}

function keepDrafts(form) {
  const status = form.querySelector("[data-draft-status]");
  let timer = 0;
  let changed = false;
  let sent = false;

  const say = (words) => { if (status) status.textContent = words.replace("{time}", clock()); };
  const later = (delay) => { clearTimeout(timer); timer = setTimeout(save, delay); };

  async function save() {
    if (!changed || sent) return;
    changed = false;
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST", body: draftBody(form), headers: { "X-CSRFToken": token() }, keepalive: true, redirect: "error",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      say(form.dataset.draftSaved);
      document.dispatchEvent(new Event("session-used"));
    } catch {
      changed = true;
      say(form.dataset.draftFailed);
      later(RETRY_DELAY);
    }
  }

  form.addEventListener("input", () => { changed = true; later(DRAFT_DELAY); });
  form.addEventListener("submit", () => { sent = true; clearTimeout(timer); });
  addEventListener("pagehide", save);
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("online", save);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  form.saveDraft = save;
}

// --- sending once: the server is the real guard, this only spares a wait ---
function sendOnce(form) {
  let busy = false;
  form.addEventListener("submit", (event) => {
    if (busy) { event.preventDefault(); return; }
    if (event.defaultPrevented || event.submitter?.hasAttribute("formtarget")) return;
    busy = true;
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", () => {
    busy = false;
    all('[aria-disabled="true"]', form).forEach((button) => button.removeAttribute("aria-disabled"));
  });
}

// --- idle: a warning while there is still time to stay, then the page is put away ---
const GRACE = 125_000;

function watchIdle() {
  const seconds = Number(document.body.dataset.idleWarningSeconds);
  const dialog = document.getElementById("idle");
  if (!seconds || !dialog) return;
  let timer = 0;
  let unsaved = false;
  const restart = () => { clearTimeout(timer); timer = setTimeout(warn, seconds * 1000); };
  // What was typed in a form without a draft stays on the screen: the server asks for a sign-in all the same.
  const putAway = () => { if (!unsaved) location.replace("/"); };

  function warn() {
    all("form[data-draft-url]").forEach((form) => form.saveDraft?.());
    dialog.showModal();
    timer = setTimeout(putAway, GRACE);
  }

  dialog.querySelector("[data-idle-stay]").addEventListener("click", async () => {
    dialog.close();
    const request = { method: "POST", headers: { "X-CSRFToken": token() }, redirect: "manual" };
    const answer = await fetch(dialog.dataset.aliveUrl, request).catch(() => null);
    if (answer?.ok) restart(); else putAway();
  });
  document.addEventListener("input", (event) => {
    if (!event.target.form?.dataset.draftUrl) unsaved = true;
  });
  document.addEventListener("session-used", () => { if (!dialog.open) restart(); });
  restart();
}

// --- "/" leads to the search; the footer switches it off (WCAG 2.1.4) ---
function shortcuts() {
  const button = document.querySelector("[data-shortcuts]");
  const search = document.getElementById("global-search");
  if (!button || !search) return;
  let on = localStorage.getItem("shortcuts") !== "off";
  const show = () => { button.textContent = on ? button.dataset.on : button.dataset.off; };
  button.hidden = false;
  show();
  button.addEventListener("click", () => { on = !on; localStorage.setItem("shortcuts", on ? "on" : "off"); show(); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (!on || typing || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
  });
}

// --- files can be dropped on the field ---
function takeDrops(zone) {
  const input = zone.querySelector('input[type="file"]');
  const hint = zone.querySelector("[data-drop-hint]");
  if (hint) hint.hidden = false;
  const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle("drop-over", on); };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// --- one more row, copied from the template of the group ---
const PLACE = "__row__";

// A row may hold rows of its own: each round writes the number of one level, the outermost first.
const numbered = (text, place) => text.split(" ").map((word) => word.replace(PLACE, place)).join(" ");

function numberRow(row, place) {
  for (const element of all("*", row)) {
    for (const name of ["id", "name", "for", "aria-describedby", "value"]) {
      const value = element.getAttribute(name);
      if (value?.includes(PLACE)) element.setAttribute(name, numbered(value, place));
    }
    if (element.content) numberRow(element.content, place);
  }
}

const own = (group, selector) => group.querySelector(`:scope > ${selector}`);

function growRows(group) {
  const template = own(group, "template[data-row-template]");
  const button = own(group, "[data-add-row]");
  if (!template || !button) return;
  let next = Number(template.dataset.next);
  button.type = "button";
  button.addEventListener("click", () => {
    const row = template.content.cloneNode(true);
    numberRow(row, next);
    next += 1;
    const first = row.querySelector("input, select, textarea");
    const groups = all("[data-rows]", row);
    template.before(row);
    groups.forEach(growRows);
    first?.focus();
    if (all(":scope > .row-item", group).length >= Number(template.dataset.most)) button.hidden = true;
  });
}

// --- an open menu closes like everybody expects ---
function closeMenus() {
  const close = (menu) => { menu.open = false; };
  document.addEventListener("click", (event) => {
    all("[data-menu][open]").filter((menu) => !menu.contains(event.target)).forEach(close);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all("[data-menu][open]").forEach((menu) => { close(menu); menu.querySelector("summary").focus(); });
  });
}

// --- on a narrow screen the tabs scroll: the current one is brought into view ---
function showCurrentTab() {
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

// --- what a form takes: fields changed and time spent typing, told once with the form, never to anybody else ---
const PAUSE = 60_000;

function countEffort(form) {
  const touched = new Set();
  let spent = 0;
  let last = 0;
  form.addEventListener("input", (event) => {
    const now = performance.now();
    if (last && now - last < PAUSE) spent += now - last;
    last = now;
    if (event.target.name && event.target.type !== "password") touched.add(event.target.name);
  });
  form.addEventListener("formdata", ({ formData }) => {
    if (touched.size) formData.set("effort_told", `${touched.size}:${Math.round(spent / 1000)}`);
  });
}

showCurrentTab();
focusErrors();
watchIdle();
shortcuts();
closeMenus();
all("form[data-draft-url]").forEach(keepDrafts);
all('form[method="post"]').forEach(sendOnce);
all('form[method="post"]').forEach(countEffort);
all("[data-drop]").forEach(takeDrops);
all("[data-rows]").forEach(growRows);
