// Two to four sessions or trials: over each other or side by side, aligned at contact or at the start.
import uPlot from "/lib/uplot/uPlot.esm.js";
import { $, ask, make, query, dayTime } from "/js/page.js";
import { style } from "/js/review/trace.js";
import { clock } from "/js/units.js";

const looks = [["--accent", [], "whole line"], ["--warn", [9, 5], "dashed"], ["--sim", [2, 4], "dotted"], ["--ink", [12, 4, 2, 4], "dash and dot"]];
let items = []; let traces = []; let view = [0, 1]; let plots = []; let pending = 0;
window.algometer = { drawn: 0 };

const origin = (item) => ($("aligned").value === "contact" ? item.contactSeconds ?? item.fromSeconds : item.fromSeconds);
function extent() { return [Math.min(...items.map((item) => item.fromSeconds - origin(item))), Math.max(...items.map((item) => item.toSeconds - origin(item)))]; }

async function load() {
  items = await ask(`/api/compare?${query.getAll("item").map((item) => `item=${encodeURIComponent(item)}`).join("&")}`);
  if (items.some((item) => !(item.tipAreaSquareCentimetres > 0))) $("unit").querySelector("[value=kPa]").disabled = true;
  if (items.every((item) => item.item.startsWith("trial:"))) $("unit").value = "kPa";
  $("key").replaceChildren(...items.map((item, i) => { const line = make("canvas", { width: 88, height: 24, "aria-hidden": "true" }); return make("li", { "data-line": String(i) }, line, make("span", `${item.simulated ? "◇ simulated · " : ""}${item.title || "without title"} · ${dayTime(item.atUtc)} · ${looks[i][2]}${item.contactSeconds === null ? " · no contact found, aligned at the start" : ""}`), make("a", { href: `/review.html?session=${item.sessionId}&from=${item.fromSeconds.toFixed(3)}&to=${item.toSeconds.toFixed(3)}` }, "trace")); }));
  view = extent(); await fetchTraces();
}

async function fetchTraces() {
  const mine = ++pending; const points = Math.max(400, Math.round($("panels").clientWidth));
  const read = await Promise.all(items.map((item) => { const from = Math.max(0, item.fromSeconds, origin(item) + view[0]); const to = Math.min(item.toSeconds, origin(item) + view[1]); return to > from ? ask(`/api/sessions/${item.sessionId}/trace?points=${points}&from=${from.toFixed(6)}&to=${to.toFixed(6)}`) : { t: [], low: [], high: [], afterGap: [] }; }));
  if (mine !== pending) return; traces = read; draw();
}

function keys() {
  for (const [i, canvas] of $("key").querySelectorAll("canvas").entries()) { const g = canvas.getContext("2d"); g.clearRect(0, 0, 88, 24); g.strokeStyle = style(looks[i][0]); g.lineWidth = 4; g.setLineDash(looks[i][1].map((n) => n * 2)); g.beginPath(); g.moveTo(0, 12); g.lineTo(88, 12); g.stroke(); }
}

// The middle of each point's lowest and highest, so that lines stay apart; single samples are themselves.
function line(i) {
  const item = items[i]; const trace = traces[i]; const scale = $("unit").value === "kPa" ? 10 / item.tipAreaSquareCentimetres : 1; const gaps = new Set(trace.afterGap); const xs = []; const ys = [];
  trace.t.forEach((t, k) => { if (gaps.has(k) && k) { xs.push(t - origin(item) - 1e-6); ys.push(null); } xs.push(t - origin(item)); ys.push(trace.high[k] === null ? null : ((trace.low[k] + trace.high[k]) / 2) * scale); });
  return [xs, ys];
}

function draw() {
  for (const plot of plots) plot.destroy(); plots = []; keys(); const side = $("arranged").value === "side"; $("panels").dataset.side = String(side);
  const groups = side ? items.map((_, i) => [i]) : [items.map((_, i) => i)]; const lines = items.map((_, i) => line(i)); const top = Math.max(1, ...lines.flatMap(([, ys]) => ys.filter((y) => y !== null))) * 1.08; const low = Math.min(0, ...lines.flatMap(([, ys]) => ys.filter((y) => y !== null)));
  const boxes = groups.map((group) => { const box = make("div"); return [group, box, make("figure", ...(side ? [make("figcaption", `${items[group[0]].title} · ${dayTime(items[group[0]].atUtc)}`)] : []), box)]; });
  $("panels").replaceChildren(...boxes.map(([, , figure]) => figure));
  const axis = { stroke: style("--soft"), grid: { stroke: style("--line"), width: 1 }, ticks: { stroke: style("--line") }, font: "12px system-ui, 'DejaVu Sans', sans-serif" };
  for (const [group, box] of boxes) {
    const data = group.length === 1 ? lines[group[0]] : uPlot.join(group.map((i) => lines[i]), group.map(() => [1, 1]));
    plots.push(new uPlot({
      width: Math.max(260, box.clientWidth), height: side ? 240 : Math.min(480, Math.max(280, innerHeight - 380)), legend: { show: false }, cursor: { show: false }, padding: [10, 14, 0, 0],
      scales: { x: { time: false, min: view[0], max: view[1] }, y: { range: [low, top] } }, axes: [{ ...axis, values: (_, ticks) => ticks.map((t) => (view[1] - view[0] > 200 ? `${t < 0 ? "−" : ""}${clock(Math.abs(t))}` : `${+t.toFixed(2)} s`.replace("-", "−"))), space: 64 }, { ...axis, size: 66, values: (_, ticks) => ticks.map((n) => `${+n.toFixed(1)} ${$("unit").value}`) }],
      series: [{}, ...group.map((i) => ({ stroke: style(looks[i][0]), width: 2, dash: looks[i][1], spanGaps: false, points: { show: false } }))],
    }, data, box));
  }
  window.algometer.drawn++;
}

function show(from, to) { const [least, most] = extent(); const width = Math.min(most - least, Math.max(0.1, to - from)); const start = Math.min(Math.max(least, from), most - width); view = [start, start + width]; fetchTraces().catch(tell); }
const tell = (failure) => { $("problem").textContent = failure.message; };
const middle = () => (view[0] + view[1]) / 2; const width = () => view[1] - view[0];
const actions = { "zoom-in": () => show(middle() - width() / 4, middle() + width() / 4), "zoom-out": () => show(middle() - width(), middle() + width()), earlier: () => show(view[0] - width() / 2, view[1] - width() / 2), later: () => show(view[0] + width() / 2, view[1] + width() / 2), all: () => show(...extent()) };
for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
const keyNames = { "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", ArrowLeft: "earlier", ArrowRight: "later", Home: "all" };
addEventListener("keydown", (event) => { if (keyNames[event.key] && !event.ctrlKey && !event.metaKey && !event.target.matches("select")) { event.preventDefault(); actions[keyNames[event.key]](); } });
for (const id of ["arranged", "unit"]) $(id).addEventListener("change", () => draw());
$("aligned").addEventListener("change", () => { view = extent(); fetchTraces().catch(tell); });
let resizing = 0; addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(draw, 150); }); matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
load().catch(tell);
