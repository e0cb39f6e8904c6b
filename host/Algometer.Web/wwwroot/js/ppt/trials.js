// What was recorded so far: a table of trials, the newest first, and the means on the body.
import { BodyMap, keyOf } from "/js/body-map.js";

const $ = (id) => document.getElementById(id);
let rows = ""; let drawn = "";

const state = (entry) => (entry.counts ? "✓ counts" : entry.kind === "familiarisation" ? "○ a try" : entry.kind === "conditioning" ? "○" : "✕ does not count");
export const isDiscarded = (entry) => entry.reasons.some((reason) => reason.startsWith("Discarded"));

export function trials(entries) {
  const text = JSON.stringify(entries); if (text === rows) return; rows = text;
  $("done").hidden = entries.length === 0;
  $("trials").replaceChildren(...[...entries].reverse().map((entry) => {
    const row = document.createElement("tr"); row.dataset.counts = String(entry.counts); row.dataset.kind = entry.kind;
    const bias = entry.biasLowKpa !== null && entry.thresholdKpa !== null ? `reaction adds about ${entry.biasLowKpa.toFixed(0)}–${entry.biasHighKpa.toFixed(0)}` : "";
    const over = entry.overshootKpa ? `peak ${entry.peakKpa.toFixed(0)}` : "";
    const cells = [`${entry.place}${entry.conditioned ? " (conditioned)" : ""}${entry.round ? ` · ${entry.round}` : ""}${entry.attempt > 1 ? ` · try ${entry.attempt}` : ""}`, entry.words, entry.rate === null ? "" : `${entry.rate.toFixed(1)} kPa/s · R² ${entry.rSquared.toFixed(3)}`, ""];
    for (const cell of cells) row.insertCell().textContent = cell;
    const notes = [bias, over, entry.answeredBy === "key" && entry.thresholdKpa !== null ? "by key" : ""].filter(Boolean);
    if (notes.length) { const small = document.createElement("small"); small.className = "soft"; small.textContent = notes.join(" · "); row.cells[1].append(" ", small); }
    const mark = document.createElement("span"); mark.className = "mark"; mark.textContent = state(entry); row.cells[3].append(mark, entry.reasons.length && !entry.counts ? ` ${entry.reasons.join(" ")}` : "");
    return row;
  }));
}

export function onBody(ppt, sites) {
  const { step, entries } = ppt; const places = [...new Set(entries.map((entry) => keyOf(entry.site, entry.side)))]; const now = step ? keyOf(step.place.siteId, step.place.side) : null;
  const values = {};
  for (const key of places) {
    const good = entries.filter((entry) => keyOf(entry.site, entry.side) === key && entry.counts && entry.thresholdKpa !== null && !entry.conditioned).map((entry) => entry.thresholdKpa);
    if (good.length) values[key] = (good.reduce((a, b) => a + b, 0) / good.length).toFixed(0);
  }
  const key = JSON.stringify([sites.length, now, values]); if (key === drawn) return; drawn = key;
  const map = new BodyMap($("map"), { sites, mode: "show" }); map.chosen = new Set(places); map.mark(now, values);
}
