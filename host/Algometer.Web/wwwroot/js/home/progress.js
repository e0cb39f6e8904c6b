// How it goes, for the patient: days as marks that never scold, ratings as small plots, honest words beside them.
import { make } from "/js/page.js";
import { day, number, t } from "/js/home/words.js";

const ns = "http://www.w3.org/2000/svg";
const add = (parent, name, attributes, text) => { const node = document.createElementNS(ns, name); for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value); if (text !== undefined) node.textContent = text; parent.append(node); return node; };

function marks(days) {
  return make("ol.days", { "aria-label": t("progress.days") }, ...days.map((entry) => {
    const kind = entry.sessions > 0 ? "done" : entry.stopped ? "stopped" : "rest"; const words = `${day(entry.day)}: ${t(`progress.day-${kind}`)}`;
    return make("li", { "data-kind": kind, title: words }, make("span.heard", words), make("i", { "done": "✓", "stopped": "◇", "rest": "·" }[kind], { "aria-hidden": "true" }));
  }));
}

// Ratings from 0 to 10 over the days; a dot a session, so that it is plain without colour.
function plot(days, of, label) {
  const points = days.map((entry, index) => [index, of(entry)]).filter(([, value]) => value !== null); const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", "0 0 300 104"); svg.setAttribute("class", "trend"); svg.setAttribute("role", "img"); svg.setAttribute("aria-label", `${label}: ${points.map(([, value]) => number(value)).join(", ") || "–"}`);
  const x = (index) => 26 + (index * 262) / Math.max(1, days.length - 1); const y = (value) => 92 - value * 8.2;
  for (const value of [0, 5, 10]) { add(svg, "line", { x1: 20, x2: 292, y1: y(value), y2: y(value) }); add(svg, "text", { x: 0, y: y(value) + 4 }, String(value)); }
  if (points.length > 1) add(svg, "polyline", { points: points.map(([index, value]) => `${x(index)},${y(value)}`).join(" ") });
  for (const [index, value] of points) add(svg, "circle", { cx: x(index), cy: y(value), r: 4.5 });
  return svg;
}

export function progressCard({ progress, days }) {
  const trend = (title, of, kind) => make("div.trend-card", make("h3", title), days.some((entry) => of(entry) !== null) ? plot(days, of, title) : null, make("p", t(progress[kind].text)));
  return make("section.progress", { "aria-label": t("progress.title") }, make("h2", t("progress.title")),
    make("p.lead", t("progress.streak", { 0: number(progress.streakDays) })), make("p.soft", t("progress.days")), marks(days),
    make("p.key", ...["done", "stopped", "rest"].map((kind) => make("span", { "data-kind": kind }, make("i", { done: "✓", stopped: "◇", rest: "·" }[kind], { "aria-hidden": "true" }), t(`progress.day-${kind}`)))),
    make("div.trends", trend(t("progress.pain"), (entry) => entry.pain, "pain"), trend(t("progress.movement"), (entry) => entry.before, "movement")),
    progress.plateau.length ? make("div.notice", make("i", "ⓘ", { "aria-hidden": "true" }), make("div", make("strong", t("progress.talk")), make("ul", ...progress.plateau.map((reason) => make("li", t(reason.text)))))) : null,
    make("p.soft", t("progress.no-promise")), make("div.actions", make("a.button", t("progress.export"), { href: "/api/home/export", download: "home-sessions.json" })));
}
