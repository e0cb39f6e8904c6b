// Judgements of a session's holds: the first, and each later one beside it, with its method and settings.
import { $, ask, make, dayTime } from "/js/page.js";
import { clock } from "/js/units.js";

let session = null; let shown = [];
// onShow(analyses for the marks), onZoom(from, to)
export async function showAnalyses(id, onShow, onZoom) {
  session = id; const analyses = await ask(`/api/sessions/${id}/analyses`);
  if (session !== id) return;
  shown = analyses; const marks = analyses.map((one, index) => ({ holds: one.analysis.holds, front: index === analyses.length - 1 })); onShow(marks);
  $("verdict").replaceChildren(...analyses.map((one, index) => box(one, index, marks, onShow, onZoom)));
}

const settings = ({ options: o }) => (o ?? null) === null ? "each hold as it was planned" : [o.tool, `${o.holdSeconds} s`, o.targetNewtons === null ? null : `target ${o.targetNewtons} N`, o.bandLowNewtons === null ? null : `band ${o.bandLowNewtons}–${o.bandHighNewtons ?? ""} N`, o.possible === null ? null : `evidence ${o.possible} / ${o.likely}`].filter(Boolean).join(", ");

function box(one, index, marks, onShow, onZoom) {
  const { analysis } = one; const front = shown.length > 1 ? make("button", { type: "button", "aria-pressed": String(marks[index].front), onclick: () => { marks.forEach((mark, other) => { mark.front = other === index; }); for (const button of $("verdict").querySelectorAll("[aria-pressed]")) button.setAttribute("aria-pressed", String(button === front)); onShow(marks); } }, "In front") : null;
  return make("div.analysis", { "data-analysis": String(index + 1) }, make("p.soft", make("strong", `${index + 1} · ${index === 0 ? "First verdict" : "Verdict with other settings"}`), `${analysis.detector} · ${settings(analysis)} · ${analysis.software}${one.madeUtc ? ` · ${dayTime(one.madeUtc)}` : " · not kept"}${analysis.by ? ` · ${analysis.by}` : ""}`, front),
    ...(analysis.holds.length ? analysis.holds.map((hold) => line(hold, onZoom)) : [make("p.soft", "No hold of 5 s or more was found.")]));
}

const part = (value, digits, unit) => (value === null ? "–" : `${value.toFixed(digits)} ${unit}`);
function line(hold, onZoom) {
  const m = hold.measures;
  return make("button.hold", { type: "button", onclick: () => onZoom(hold.hold_start_s - 2, hold.hold_end_s + 2) }, make("strong", `${clock(hold.hold_start_s)}–${clock(hold.hold_end_s)} ${hold.words}`),
    m ? make("span.sub", `mean ${part(m.mean_n, 1, "N")} · in band ${part(m.in_band_s, 0, "s")} · steadiness ±${part(m.steadiness_cv_percent, 1, "%")} · tremor ${part(m.tremor_rms_percent, 2, "%")}${hold.verdict.includes("easing") ? ` · softened ${part(m.visible_easing_percent, 0, "%")} from ${clock(m.easing_began_s)}` : ""} · confidence ${hold.confidence > 0.99 ? "above 99" : (hold.confidence * 100).toFixed(0)} %`) : null);
}

export function onAgain(id, then) {
  $("again-form").onsubmit = async (event) => {
    event.preventDefault(); $("again-error").textContent = ""; const number = (name) => ($(name).value === "" ? null : Number($(name).value));
    try { await ask(`/api/sessions/${id}/analyses`, { tool: $("a-tool").value, holdSeconds: number("a-seconds") ?? 60, targetNewtons: number("a-target"), bandLowNewtons: number("a-low"), bandHighNewtons: number("a-high"), possible: number("a-possible"), likely: number("a-likely") }); await then(); } catch (failure) { $("again-error").textContent = failure.message; }
  };
}
