// The list of sessions: filtered and ordered by the program, fetched in pages, and only the rows in view are elements.
import { $, ask, make } from "/js/page.js";
import { clock } from "/js/units.js";

const rowHeight = 74; const pageSize = 100; const filters = ["search", "person", "kind", "from", "to", "simulated", "end", "sort"];

export class SessionList {
  // options: onOpen(id), onCompare(ids)
  constructor(options) {
    this.options = options; this.pages = new Map(); this.total = 0; this.active = 0; this.chosen = null; this.compared = new Set(); this.generation = 0;
    let typing = 0;
    $("filters").addEventListener("input", (event) => { clearTimeout(typing); typing = setTimeout(() => this.refresh(), event.target.id === "search" ? 120 : 0); });
    $("filters").addEventListener("submit", (event) => { event.preventDefault(); this.refresh(); });
    $("rows").addEventListener("scroll", () => requestAnimationFrame(() => this.draw()), { passive: true });
    $("rows").addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.draw()).observe($("rows"));
  }

  query(offset, limit = pageSize) {
    const words = new URLSearchParams({ offset, limit });
    for (const name of filters) { const value = $(name).value.trim(); if (value) words.set(name, name === "from" || name === "to" ? new Date(Date.parse(`${value}T00:00`) + (name === "to" ? 86_400_000 : 0)).toISOString() : value); }
    return `/api/sessions?${words}`;
  }

  async refresh() {
    const generation = ++this.generation;
    const page = await ask(this.query(0));
    if (generation !== this.generation) return;
    this.pages = new Map([[0, page.sessions]]); this.total = page.total; this.active = Math.min(this.active, Math.max(0, page.total - 1));
    $("count").textContent = page.all === 0 ? "Nothing has been recorded yet. A record begins by itself when a device is connected." : page.total === page.all ? `${page.total.toLocaleString()} session${page.total === 1 ? "" : "s"}` : `${page.total.toLocaleString()} of ${page.all.toLocaleString()} sessions`;
    $("sheet").style.height = `${page.total * rowHeight}px`; $("rows").scrollTop = 0;
    this.draw();
  }

  at(index) { return this.pages.get(Math.floor(index / pageSize))?.[index % pageSize]; }

  async fetch(number) {
    if (this.pages.has(number) || this.pages.get(number) === null) return;
    const generation = this.generation; this.pages.set(number, null);
    const page = await ask(this.query(number * pageSize));
    if (generation !== this.generation) return;
    this.pages.set(number, page.sessions); this.draw();
  }

  draw() {
    const box = $("rows"); const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - 4); const last = Math.min(this.total - 1, Math.ceil((box.scrollTop + box.clientHeight) / rowHeight) + 4);
    const rows = [];
    for (let index = first; index <= last; index++) { const session = this.at(index); if (session) rows.push(this.row(session, index)); else this.fetch(Math.floor(index / pageSize)).catch((failure) => { $("count").textContent = failure.message; }); }
    $("sheet").replaceChildren(...rows);
    const active = document.getElementById(`row-${this.active}`);
    if (active) box.setAttribute("aria-activedescendant", active.id); else box.removeAttribute("aria-activedescendant");
  }

  row(session, index) {
    const more = [...session.people, session.source === "live" ? "" : session.source, session.simulated ? "simulated" : "", session.gaps ? `${session.gaps} gap${session.gaps > 1 ? "s" : ""}` : "", session.end === "closed" ? "" : session.end].filter(Boolean).join(" · ");
    const row = make(`div.session${index === this.active ? ".active" : ""}`, { id: `row-${index}`, role: "option", "aria-selected": String(session.id === this.chosen), "aria-setsize": String(this.total), "aria-posinset": String(index + 1), "data-id": session.id, "data-compared": String(this.compared.has(session.id)), onclick: (event) => { this.active = index; if (event.target.closest(".tick")) this.compare(session); else this.open(session); } },
      make("span.tick", "✓", { title: "Compare", "aria-hidden": "true" }), make("strong", `${session.simulated ? "◇ " : ""}${session.title || "without title"}`), make("span.sub", `${new Date(session.startedUtc).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })} · ${clock(session.seconds)}`), make(`span.sub${session.end === "cut off" ? ".cut" : ""}`, more || "\u00a0"));
    row.style.top = `${index * rowHeight}px`;
    return row;
  }

  open(session) { this.chosen = session.id; this.draw(); this.options.onOpen(session.id); }

  compare(session) {
    if (!this.compared.delete(session.id) && this.compared.size < 4) this.compared.add(session.id);
    this.options.onCompare([...this.compared]); this.draw();
  }

  key(event) {
    const page = Math.max(1, Math.floor($("rows").clientHeight / rowHeight) - 1);
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in moves) {
      this.active = Math.min(this.total - 1, Math.max(0, this.active + moves[event.key])); const top = this.active * rowHeight; const box = $("rows");
      if (top < box.scrollTop) box.scrollTop = top; else if (top + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight - box.clientHeight;
      this.draw();
    } else if (event.key === "Enter") { const session = this.at(this.active); if (session) this.open(session); }
    else if (event.key === "c" || event.key === "C" || event.key === " ") { const session = this.at(this.active); if (session) this.compare(session); }
    else return;
    event.preventDefault(); event.stopPropagation();
  }
}
