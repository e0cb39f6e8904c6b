// The record: sessions, and one session's trace from a whole hour down to single samples.
import uPlot from "/lib/uplot/uPlot.esm.js";
import { clock } from "/js/units.js";

const $ = (id) => document.getElementById(id);
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const theme = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
if (theme) document.documentElement.dataset.theme = theme;

let detail = null; let holds = []; let view = [0, 1]; let plot = null; let asked = 0;
// For measuring from outside: how long the newest opening took, from the choice to the drawn trace.
window.algometer = { openedMs: 0, draws: 0, points: 0 };

async function get(path) {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? "The program did not answer.");
  return body;
}

function element(tag, text, className) { const node = document.createElement(tag); if (text) node.textContent = text; if (className) node.className = className; return node; }

async function list() {
  const sessions = await get("/api/sessions");
  $("empty").hidden = sessions.length > 0;
  $("sessions").replaceChildren(...sessions.map((session) => {
    const item = element("li"); const button = element("button");
    button.append(element("span", `${session.simulated ? "◇ " : ""}${session.title}`), element("span", `${new Date(session.startedUtc).toLocaleString()} · ${clock(session.seconds)}`, "sub"));
    const more = [session.source === "live" ? "" : session.source, session.simulated ? "simulated" : "", session.gaps ? `${session.gaps} gap${session.gaps > 1 ? "s" : ""}` : "", session.end === "closed" ? "" : session.end].filter(Boolean).join(" · ");
    if (more) button.append(element("span", more, session.end === "cut off" ? "sub cut" : "sub"));
    button.dataset.id = session.id;
    button.addEventListener("click", () => open(session.id));
    item.append(button);
    return item;
  }));
  const wanted = location.hash.slice(1) || sessions[0]?.id;
  if (wanted && sessions.some((s) => s.id === wanted)) await open(wanted);
}

async function open(id) {
  const began = performance.now();
  history.replaceState(null, "", `#${id}`);
  for (const button of document.querySelectorAll("#sessions button")) button.toggleAttribute("aria-current", button.dataset.id === id);
  try {
    const points = Math.max(300, Math.round($("plot").clientWidth));
    const [opened, trace] = await Promise.all([get(`/api/sessions/${id}`), get(`/api/sessions/${id}/trace?points=${points}`)]);
    detail = opened;
    view = [0, Math.max(0.1, detail.session.seconds)];
    describe();
    draw(trace);
    window.algometer.openedMs = performance.now() - began;
    holds = [];
    const found = await get(`/api/sessions/${id}/holds`);
    if (detail === opened) { holds = found; judge(); plot.redraw(); }
  } catch (failure) { $("title").textContent = failure.message; }
}

function describe() {
  const { session, events, gaps } = detail;
  $("title").textContent = `${session.simulated ? "◇ Simulated: " : ""}${session.title}, ${new Date(session.startedUtc).toLocaleString()}`;
  $("facts").textContent = [`${session.samples.toLocaleString()} samples`, clock(session.seconds), `limit ${session.limitNewtons} N`, `device ${session.device}`, session.end,
    ...gaps.map((gap) => `${gap.count} missing: ${gap.reason}`)].join(" · ");
  const shown = events.filter((e) => !e.kind.startsWith("link-") && e.kind !== "device-reset");
  $("events-title").hidden = shown.length === 0; $("tools").hidden = false;
  $("events").replaceChildren(...shown.slice(0, 300).map((e) => {
    const item = element("li"); const button = element("button", `${clock(e.atSeconds)} ${e.kind.replaceAll("-", " ")}${e.text ? `: ${e.text}` : ""}`);
    if (/over|fault/.test(e.kind)) button.dataset.kind = "alarm";
    button.addEventListener("click", () => zoomTo(e.atSeconds - 3, e.atSeconds + 3));
    item.append(button);
    return item;
  }));
}

// Each hold with its verdict; the trace shows its states as a band along the bottom, by colour, pattern and letter.
const stateLooks = { settling: ["--soft", "·"], steady: ["--accent", "–"], "possibly-easing": ["--band", "▽"], easing: ["--band", "▼"], "backing-off": ["--warn", "↑"], "re-pressing": ["--warn", "↓"], "cannot-judge": ["--sim", "?"] };
function judge() {
  $("verdict").hidden = holds.length === 0;
  $("verdict").replaceChildren(...holds.map((hold) => {
    const button = element("button"); const measures = hold.measures;
    button.append(element("strong", `${clock(hold.hold_start_s)}–${clock(hold.hold_end_s)} ${hold.words}`));
    const part = (value, digits, unit) => (value === null ? "–" : `${value.toFixed(digits)} ${unit}`);
    if (measures) button.append(element("span", `mean ${part(measures.mean_n, 1, "N")} · in band ${part(measures.in_band_s, 0, "s")} · steadiness ±${part(measures.steadiness_cv_percent, 1, "%")} · tremor ${part(measures.tremor_rms_percent, 2, "%")}${hold.verdict.includes("easing") ? ` · easing ${part(measures.visible_easing_percent, 0, "%")} from ${clock(measures.easing_began_s)}` : ""} · confidence ${hold.confidence > 0.99 ? "above 99" : (hold.confidence * 100).toFixed(0)} %`, "sub"));
    button.addEventListener("click", () => zoomTo(hold.hold_start_s - 2, hold.hold_end_s + 2));
    return button;
  }));
}

function drawStates(u) {
  const { ctx, bbox } = u; const height = 14 * devicePixelRatio; const top = bbox.top + bbox.height - height;
  for (const hold of holds) {
    ctx.save(); ctx.beginPath(); ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height); ctx.clip();
    ctx.strokeStyle = style("--warn"); ctx.lineWidth = 2 * devicePixelRatio; ctx.setLineDash([8, 6]); ctx.beginPath();
    let before = -Infinity;
    for (const [t, force] of hold.passive ?? []) { const x = u.valToPos(t, "x", true); const y = u.valToPos(force, "y", true); if (t - before > 2) ctx.moveTo(x, y); else ctx.lineTo(x, y); before = t; }
    ctx.stroke(); ctx.setLineDash([]);
    const began = hold.verdict.includes("easing") ? hold.measures?.easing_began_s : null;
    if (began !== null && began !== undefined) {
      const x = u.valToPos(began, "x", true); ctx.strokeStyle = ctx.fillStyle = style("--band"); ctx.beginPath(); ctx.moveTo(x, bbox.top); ctx.lineTo(x, bbox.top + bbox.height); ctx.stroke();
      ctx.textAlign = "left"; ctx.fillText("▼ easing began", x + 6, bbox.top + bbox.height - 26 * devicePixelRatio);
    }
    ctx.restore();
  }
  for (const hold of holds) for (const { from_s: from, to_s: to, state } of hold.states) {
    const left = Math.max(bbox.left, u.valToPos(from, "x", true)); const right = Math.min(bbox.left + bbox.width, u.valToPos(to, "x", true));
    if (right <= left) continue;
    const [colour, sign] = stateLooks[state] ?? stateLooks.steady;
    ctx.globalAlpha = state === "easing" ? 0.85 : state === "steady" || state === "settling" ? 0.2 : 0.5; ctx.fillStyle = style(colour); ctx.fillRect(left, top, right - left, height); ctx.globalAlpha = 1;
    if (right - left > 12 * devicePixelRatio) { ctx.fillStyle = style("--ink"); ctx.textAlign = "center"; ctx.fillText(sign, (left + right) / 2, top + height); }
  }
}

function draw(trace) {
  const t = []; const low = []; const high = [];
  const gapAt = new Set(trace.afterGap);
  trace.t.forEach((at, i) => {
    // A gap is a hole in the line, never a bridge.
    if (gapAt.has(i) && i > 0) { t.push(at - 1e-6); low.push(null); high.push(null); }
    t.push(at); low.push(trace.low[i]); high.push(trace.high[i]);
  });
  const single = trace.count.every((n) => n === 1);
  window.algometer.points = trace.t.length;
  $("resolution").textContent = single ? `${trace.t.length} single samples` : `${trace.count.reduce((a, b) => a + b, 0).toLocaleString()} samples, lowest and highest drawn; dashed: passive relaxation alone`;
  plot?.destroy();
  const axis = { stroke: style("--soft"), grid: { stroke: style("--line"), width: 1 }, ticks: { stroke: style("--line") }, font: "12px system-ui, 'DejaVu Sans', sans-serif" };
  const line = { stroke: style("--accent"), width: 1.6, spanGaps: false, points: { show: single && trace.t.length < 400, size: 5 } };
  plot = new uPlot({
    width: Math.max(260, $("plot").clientWidth), height: Math.max(300, Math.min(560, $("plot").clientHeight)), legend: { show: false },
    cursor: { drag: { x: true, y: false, setScale: false } }, padding: [18, 12, 0, 0],
    scales: { x: { time: false, min: view[0], max: view[1] }, y: { range: (_, min, max) => [Math.min(0, min ?? 0), Math.max(5, (max ?? 0) * 1.08)] } },
    axes: [{ ...axis, values: (_, ticks) => ticks.map((at) => (view[1] - view[0] > 100 ? clock(at) : `${+at.toFixed(3)} s`)), space: 70 }, { ...axis, size: 62, values: (_, ticks) => ticks.map((n) => `${+n.toFixed(2)} N`) }],
    series: [{}, line, line],
    bands: [{ series: [2, 1], fill: `color-mix(in srgb, ${style("--accent")} 35%, transparent)` }],
    hooks: {
      setSelect: [(u) => { if (u.select.width > 4) zoomTo(u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x")); }],
      draw: [marks],
    },
  }, [t, low, high], $("plot"));
  window.algometer.draws++;
}

function marks(u) {
  const { ctx, bbox } = u; ctx.save(); ctx.font = `${11 * devicePixelRatio}px system-ui, 'DejaVu Sans', sans-serif`; ctx.textBaseline = "bottom";
  const limit = u.valToPos(detail.session.limitNewtons, "y", true);
  drawStates(u);
  if (limit > bbox.top) { ctx.strokeStyle = style("--alarm"); ctx.setLineDash([8, 5]); ctx.lineWidth = 1.5; ctx.beginPath(); ctx.moveTo(bbox.left, limit); ctx.lineTo(bbox.left + bbox.width, limit); ctx.stroke(); ctx.setLineDash([]); }
  for (const e of detail.events) {
    const shape = e.kind === "mark" ? "◆" : e.kind === "over-pressure" ? "▲" : e.kind === "easing" ? "▼" : e.kind === "stop" ? "■" : null;
    if (!shape || e.atSeconds < view[0] || e.atSeconds > view[1]) continue;
    const x = u.valToPos(e.atSeconds, "x", true);
    ctx.strokeStyle = ctx.fillStyle = style(e.kind === "over-pressure" ? "--alarm" : "--band"); ctx.lineWidth = 1;
    ctx.beginPath(); ctx.moveTo(x, bbox.top); ctx.lineTo(x, bbox.top + bbox.height); ctx.stroke();
    ctx.textAlign = "center"; ctx.fillText(shape, x, bbox.top - 1);
  }
  ctx.restore();
}

async function zoomTo(from, to) {
  if (!detail) return;
  const end = Math.max(0.1, detail.session.seconds); const width = Math.min(end, Math.max(0.05, to - from));
  const start = Math.min(Math.max(0, from), end - width); view = [start, start + width];
  const mine = ++asked;
  const trace = await get(`/api/sessions/${detail.session.id}/trace?from=${view[0].toFixed(6)}&to=${view[1].toFixed(6)}&points=${Math.max(300, $("plot").clientWidth)}`);
  if (mine === asked) draw(trace);
}

const middle = () => (view[0] + view[1]) / 2; const width = () => view[1] - view[0];
const actions = {
  "zoom-in": () => zoomTo(middle() - width() / 4, middle() + width() / 4), "zoom-out": () => zoomTo(middle() - width(), middle() + width()),
  earlier: () => zoomTo(view[0] - width() / 2, view[1] - width() / 2), later: () => zoomTo(view[0] + width() / 2, view[1] + width() / 2), all: () => zoomTo(0, Infinity),
};
for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
const keys = { "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", ArrowLeft: "earlier", ArrowRight: "later", Home: "all" };
addEventListener("keydown", (event) => { if (keys[event.key] && detail && !event.ctrlKey && !event.metaKey && !event.target.matches("input, select")) { event.preventDefault(); actions[keys[event.key]](); } });
$("plot").addEventListener("dblclick", actions.all);
let resizing = 0;
addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => zoomTo(view[0], view[1]), 150); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => zoomTo(view[0], view[1]));
list().catch((failure) => { $("title").textContent = failure.message; });
