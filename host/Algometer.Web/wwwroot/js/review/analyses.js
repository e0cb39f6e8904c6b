// Judgements of a session's holds: the first, and each later one beside it, with its method and settings.
import { $, ask, make, dayTime } from "/js/page.js";
import { clock } from "/js/units.js";
import { HoldStrip } from "/js/hold-strip.js";

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

// The same strip as beside a running hold: the axis lies around the band, so that a fall of a tenth is seen from across the room.
const step = 0.5;
async function draw(hold, canvas, caption) {
  const from = hold.hold_start_s; const seconds = hold.hold_end_s - from; const count = Math.ceil(seconds / step); if (!(seconds > 0) || count > 1200) return;
  const trace = await ask(`/api/sessions/${encodeURIComponent(session)}/trace?from=${from}&to=${hold.hold_end_s}&points=${Math.max(200, 4 * count)}`);
  const sums = Array.from({ length: count }, () => [0, 0]); const passive = Array(count).fill(null);
  trace.t.forEach((t, i) => { const at = Math.floor((t - from) / step); if (trace.low[i] === null || at < 0 || at >= count) return; sums[at][0] += (trace.low[i] + trace.high[i]) / 2; sums[at][1]++; });
  for (const [t, newtons] of hold.passive ?? []) { const at = Math.floor((t - from) / step); if (at >= 0 && at < count) passive[at] = newtons; }
  const forces = sums.map(([sum, n]) => (n ? sum / n : null)); const mean = hold.measures?.mean_n ?? 0; const low = hold.plan?.band_low_n ?? mean * 0.85; const high = hold.plan?.band_high_n ?? mean * 1.15; if (!(high > low)) return;
  const room = 0.015 * (low + high); const onset = hold.verdict.includes("easing") ? hold.measures?.easing_began_s ?? null : null; const drop = hold.verdict.includes("easing") ? hold.measures?.visible_easing_percent ?? null : null;
  canvas.hidden = false;
  new HoldStrip(canvas, caption).set({
    strip: { startSeconds: from, stepSeconds: step, floorNewtons: Math.max(0, low * 0.75 - room), topNewtons: high + room, forces, passive, lows: Array(count).fill(low) },
    hold: { running: false, targetSeconds: Math.min(seconds, hold.plan?.hold_s ?? seconds), lowNewtons: low, plannedLowNewtons: low, highNewtons: high },
    easing: { onsetSeconds: onset, verdict: hold.words, title: hold.title ?? "", dropPercent: drop, dropDeviationPercent: hold.measures?.visible_easing_sd_percent ?? 0 },
  }, (newtons) => newtons.toFixed(1));
}

const part = (value, digits, unit) => (value === null ? "–" : `${value.toFixed(digits)} ${unit}`);
function line(hold, onZoom) {
  const m = hold.measures;
  const canvas = make("canvas.strip", { role: "img", ariaLabel: `The whole hold: ${hold.words}`, hidden: true }); const caption = make("p.strip-words");
  draw(hold, canvas, caption).catch(() => { canvas.hidden = true; });
  return make("div.judged", make("button.hold", { type: "button", onclick: () => onZoom(hold.hold_start_s - 2, hold.hold_end_s + 2) }, make("strong", `${clock(hold.hold_start_s)}–${clock(hold.hold_end_s)} ${hold.words}`),
    m ? make("span.sub", `mean ${part(m.mean_n, 1, "N")} · in band ${part(m.in_band_s, 0, "s")} · steadiness ±${part(m.steadiness_cv_percent, 1, "%")} · tremor ${part(m.tremor_rms_percent, 2, "%")}${hold.verdict.includes("easing") ? ` · softened ${part(m.visible_easing_percent, 0, "%")} from ${clock(m.easing_began_s)}` : ""} · ${hold.confidence === null ? "not judged" : `confidence ${hold.confidence > 0.99 ? "above 99" : (hold.confidence * 100).toFixed(0)} %`}`) : null,
    hold.plan ? make("span.sub", hold.plan.words) : null), caption, canvas);
}

export function onAgain(id, then) {
  $("again-form").onsubmit = async (event) => {
    event.preventDefault(); $("again-error").textContent = ""; const number = (name) => ($(name).value === "" ? null : Number($(name).value));
    try { await ask(`/api/sessions/${id}/analyses`, { tool: $("a-tool").value, holdSeconds: number("a-seconds") ?? 60, targetNewtons: number("a-target"), bandLowNewtons: number("a-low"), bandHighNewtons: number("a-high"), possible: number("a-possible"), likely: number("a-likely") }); await then(); } catch (failure) { $("again-error").textContent = failure.message; }
  };
}
