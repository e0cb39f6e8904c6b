// How a person's thresholds and pain went over time. The band is the first value ± MDC: what lies in it is within measurement error.
import { $, ask, make, query, day } from "/js/page.js";
import { reportLinks } from "/js/report-links.js";

const ns = "http://www.w3.org/2000/svg";
const svg = (name, attributes, text) => { const node = document.createElementNS(ns, name); for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value); if (text !== undefined) node.textContent = text; return node; };
const signed = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(0)}`;
const verdict = (change) => (change === null ? "–" : `${change.real === true ? "●" : change.real === false ? "○" : ""} ${signed(change.kpa)} kPa${change.real === true ? ", real change" : change.real === false ? ", within measurement error" : ", not judged"}`.trim());

// Ring or disc by row; a row that has the focus marks its point.
function table(headings, rows, points) {
  return make("div.scroll", make("table.stacks", make("thead", make("tr", ...headings.map((name) => make("th", name)))), make("tbody", ...rows.map((cells, i) => make("tr", { tabIndex: 0, onfocus: () => points[i]?.classList.add("now"), onblur: () => points[i]?.classList.remove("now"), onkeydown: (event) => { const next = { ArrowDown: event.currentTarget.nextElementSibling, ArrowUp: event.currentTarget.previousElementSibling }[event.key]; if (next) { next.focus(); event.preventDefault(); } } }, ...cells.map((cell, at) => make("td", headings[at] ? { "data-label": headings[at] } : {}, cell)))))));
}

function frame(label, top, ticks, unit) {
  const plot = svg("svg", { class: "plot", viewBox: "0 0 420 200", role: "img", "aria-label": label }); const y = (value) => 170 - (150 * value) / top;
  for (const tick of ticks) plot.append(svg("line", { class: "axis", x1: 40, x2: 410, y1: y(tick), y2: y(tick) }), svg("text", { x: 34, y: y(tick) + 4, "text-anchor": "end" }, String(tick)));
  plot.append(svg("text", { x: 4, y: 12 }, unit)); return [plot, y];
}

function threshold(line, mdc) {
  const highest = Math.max(...line.values.map((value) => value.kpa ?? value.aboveKpa ?? 0), (line.firstKpa ?? 0) + (mdc ?? 0)) * 1.1; const step = [10, 20, 50, 100, 200, 500].find((size) => highest / size <= 5) ?? 1000; const top = Math.ceil(highest / step) * step;
  const [plot, y] = frame(`${line.place}: ${line.values.map((value) => `${day(value.atUtc)} ${value.kpa === null ? `above ${value.aboveKpa.toFixed(0)}` : value.kpa.toFixed(0)} kPa`).join(", ")}`, top, Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step), "kPa");
  const first = Date.parse(line.values[0].atUtc); const span = Date.parse(line.values.at(-1).atUtc) - first; const x = (value) => (span ? 52 + (346 * (Date.parse(value.atUtc) - first)) / span : 225); const points = [];
  if (mdc !== null && line.firstKpa !== null) { const high = y(Math.min(top, line.firstKpa + mdc)); plot.append(svg("rect", { class: "band", x: 40, width: 370, y: high, height: y(Math.max(0, line.firstKpa - mdc)) - high }), svg("line", { class: "first", x1: 40, x2: 410, y1: y(line.firstKpa), y2: y(line.firstKpa) })); }
  let run = []; const flush = () => { if (run.length > 1) plot.append(svg("polyline", { points: run.join(" ") })); run = []; };
  for (const value of line.values) if (value.kpa === null) flush(); else run.push(`${x(value).toFixed(1)},${y(value.kpa).toFixed(1)}`); flush();
  let free = -Infinity;
  for (const value of line.values) {
    const at = x(value); const height = y(value.kpa ?? value.aboveKpa); const point = value.kpa === null ? svg("path", { class: "over", d: `M${at - 6} ${height + 5}h12l-6-11z` }) : svg("circle", { class: value.sinceFirst?.real === true ? "real" : "ring", cx: at, cy: height, r: 5 });
    plot.append(point); points.push(point); if (at - free > 34) { plot.append(svg("text", { class: "value", x: at, y: height - 10 }, value.kpa === null ? `>${value.aboveKpa.toFixed(0)}` : value.kpa.toFixed(0))); free = at; }
  }
  plot.append(svg("text", { x: 40, y: 190 }, day(line.values[0].atUtc))); if (span) plot.append(svg("text", { x: 410, y: 190, "text-anchor": "end" }, day(line.values.at(-1).atUtc)));
  return make("div.trend", { "data-trend": line.key }, make("h3", `${line.simulated ? "◇ Simulated: " : ""}${line.place} `, make("small.soft", line.protocol)), plot,
    table(["Day", "Mean", "Since the first", "Since the one before", ""], line.values.map((value) => [day(value.atUtc), value.kpa === null ? `above ${value.aboveKpa.toFixed(0)} kPa` : `${value.kpa.toFixed(0)} kPa`, verdict(value.sinceFirst), verdict(value.sincePrevious), make("a", { href: `/results.html?run=${value.runId}` }, "run")]), points));
}

function pain(line) {
  const [plot, y] = frame(`${line.name}: ${line.visits.map((visit) => `${day(visit.date)} ${visit.before ?? "not rated"}${visit.after === null ? "" : ` then ${visit.after}`}`).join(", ")}`, 10, [0, 2, 4, 6, 8, 10], ""); const x = (i) => (line.visits.length > 1 ? 52 + (346 * i) / (line.visits.length - 1) : 225); const points = []; const pairs = line.visits.some((visit) => visit.after !== null);
  line.visits.forEach((visit, i) => {
    if (visit.before !== null && visit.after !== null) plot.append(svg("line", { class: "stem", x1: x(i), x2: x(i), y1: y(visit.before), y2: y(visit.after) }));
    const before = visit.before === null ? null : svg("circle", { class: pairs ? "ring" : "real", cx: x(i), cy: y(visit.before), r: 5 }); if (before) plot.append(before, svg("text", { class: "value", x: x(i) - (pairs ? 13 : 0), y: y(visit.before) + (pairs ? 4 : -9) }, visit.before));
    const after = visit.after === null ? null : svg("circle", { class: "real", cx: x(i), cy: y(visit.after), r: 5 }); if (after) plot.append(after, svg("text", { class: "value", x: x(i) + 13, y: y(visit.after) + 4 }, visit.after)); points.push(after ?? before);
  });
  plot.append(svg("text", { x: 40, y: 190 }, day(line.visits[0].date))); if (line.visits.length > 1) plot.append(svg("text", { x: 410, y: 190, "text-anchor": "end" }, day(line.visits.at(-1).date)));
  const words = { "much-better": "●● much better", better: "● better", worse: "▲ worse", same: "○ about the same", "not-rated": "–" };
  return make("div.trend", make("h3", line.name), plot, table(pairs ? ["Day", "Before", "Right after", "Judged"] : ["Day", "Pain"], line.visits.map((visit) => (pairs ? [day(visit.date), String(visit.before ?? "–"), String(visit.after ?? "–"), words[visit.change] ?? "–"] : [day(visit.date), String(visit.before ?? "–")])), points));
}

async function show(id) {
  $("problem").textContent = "";
  try {
    const course = await ask(`/api/people/${encodeURIComponent(id)}/trends`); history.replaceState(null, "", `?person=${id}`); $("report").replaceChildren(...reportLinks("person", id));
    $("mdc").textContent = course.mdcKpa === null ? "No smallest detectable change (MDC) is entered: no band is drawn and no change is judged. Enter the one of your own study with its source on the results page." : `Band: first value ± MDC95 ${course.mdcKpa} kPa (${course.mdcSource}). ○ within measurement error, ● real change, ▲ above the cut-off. Only values of one protocol are joined.`;
    $("thresholds").replaceChildren(...(course.thresholds.length ? course.thresholds.map((line) => threshold(line, course.mdcKpa)) : [make("p.soft", "No thresholds yet.")]));
    $("rule").textContent = `○ before treatment, ● right after. ${course.painRule}`; const rated = course.pain.filter((line) => line.visits.length); $("pain").replaceChildren(...(rated.length ? rated.map(pain) : [make("p.soft", "No visit with a rating yet.")]));
    window.algometer = { trends: course.thresholds.length };
  } catch (failure) { $("problem").textContent = failure.message; }
}

const people = await ask("/api/people"); $("person").append(...people.map((person) => new Option(person.name ? `${person.code} · ${person.name}` : person.code, person.id)));
$("person").addEventListener("change", () => show($("person").value));
const wanted = query.get("person") ?? people[0]?.id; if (wanted) { $("person").value = wanted; await show(wanted); } else $("problem").textContent = "There is nobody yet: add a person first.";
