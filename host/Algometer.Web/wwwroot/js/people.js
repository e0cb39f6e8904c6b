// People and their visits.
import { reportLinks } from "/js/report-links.js";
import { $, ask, make, query, day, toast } from "/js/page.js";

let people = []; let open = null;
$("decade").append(new Option("not told", ""), ...Array.from({ length: 12 }, (_, i) => 2020 - i * 10).map((decade) => new Option(`${decade}s`, decade)));

function list() {
  const find = $("find").value.trim().toLowerCase();
  $("people").replaceChildren(...people.filter((person) => `${person.code} ${person.name ?? ""}`.toLowerCase().includes(find)).map((person) => make("li", make("button", person.name ? `${person.code} · ${person.name}` : person.code, make("small", `${person.visits} visit${person.visits === 1 ? "" : "s"}${person.birthDecade ? ` · born ${person.birthDecade}s` : ""}`), { "aria-current": String(person.id === open?.id), onclick: () => show(person) }))));
}

async function show(person) {
  open = person; $("title").textContent = person ? person.code : "New person"; $("error").textContent = "";
  for (const [id, value] of [["code", person?.code], ["name", person?.name], ["decade", person?.birthDecade], ["sex", person?.sex ?? "not-told"], ["consent-date", person?.consentDate], ["consent-text", person?.consentText], ["notes", person?.notes]]) $(id).value = value ?? "";
  $("more").hidden = !person; list();
  if (!person) { $("code").focus(); return; }
  history.replaceState(null, "", `?person=${person.id}`);
  $("visit").href = `/visit.html?person=${person.id}`; $("test").href = `/ppt.html?person=${person.id}`; $("results").href = `/results.html?person=${person.id}`; $("trends").href = `/trends.html?person=${person.id}`; $("sessions").href = `/review.html?person=${person.id}`; $("export").href = `/exports.html?person=${person.id}`; $("report").replaceChildren(...reportLinks("person", person.id));
  const { visits, techniques, escalation } = await ask(`/api/people/${person.id}/visits`); const lists = await ask("/api/visit-lists");
  $("escalation").replaceChildren(...(escalation.length ? [make("div.notice", make("strong", "Standing still – worth a talk"), make("ul", ...escalation.map((reason) => make("li", reason))))] : []));
  course(visits);
  $("visits").replaceChildren(...visits.reverse().map((view) => make("li", make("a.button", { href: `/visit.html?person=${person.id}&visit=${view.id}` }, day(view.visit.date), make("small", `${view.visit.closed ? "closed" : "open"} · ${view.visit.points.length} point${view.visit.points.length === 1 ? "" : "s"} · pain ${view.visit.intake.pain ?? "–"}`)), make("p.row", make("a", { href: `/api/reports/visit/${view.id}/report.pdf`, download: "" }, "Report (PDF)"), make("a", { href: `/api/reports/visit/${view.id}/report.pdf?plain=1`, download: "" }, "For the patient (PDF)")))));
  const names = Object.fromEntries(lists.techniques.map((technique) => [technique.id, technique.text]));
  const signed = (value, unit) => (value === null ? "–" : `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(unit === "kPa" ? 0 : 1)} ${unit}`);
  const table = (caption, heads, rows) => (rows.length ? [make("table", make("caption.soft", caption), make("thead", make("tr", ...heads.map((head) => make("th", head)))), make("tbody", ...rows.map((row) => make("tr", ...row.map((cell) => make("td", cell))))))] : []);
  $("techniques").replaceChildren(
    ...table("By technique: mean change within a visit, after less before", ["Technique", "Visits", "Movement pain", "Threshold"], techniques.map((row) => [names[row.technique] ?? row.technique, String(row.visits), row.meanPainChange === null ? "not rated" : signed(row.meanPainChange, "points"), signed(row.meanThresholdChangeKpa, "kPa")])),
    ...table("By visit", ["Visit", "Done", "Pain at intake", "Movement pain", "Threshold"], visits.filter((view) => view.visit.treatments.length).map((view) => [day(view.visit.date), [...new Set(view.visit.treatments.map((treatment) => names[treatment.technique] ?? treatment.technique))].join(", "), String(view.visit.intake.pain ?? "–"), signed(view.meanPainChange, "points"), signed(view.thresholdChangeKpa, "kPa")])));
}

// Pain at intake, visit by visit; a ring where movements got better by the rule.
function course(visits) {
  const rated = visits.filter((view) => view.visit.intake.pain !== null); const ns = "http://www.w3.org/2000/svg"; $("course").replaceChildren();
  if (rated.length < 2) return;
  const add = (name, attributes, text) => { const node = document.createElementNS(ns, name); for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value); if (text !== undefined) node.textContent = text; plot.append(node); };
  const plot = document.createElementNS(ns, "svg"); plot.setAttribute("class", "plot"); plot.setAttribute("viewBox", "0 0 300 130"); plot.setAttribute("role", "img"); plot.setAttribute("aria-label", `Pain at intake: ${rated.map((view) => view.visit.intake.pain).join(", ")}`);
  const x = (i) => 30 + (255 * i) / (rated.length - 1); const y = (pain) => 104 - pain * 9;
  add("line", { class: "axis", x1: 24, x2: 292, y1: y(0), y2: y(0) }); add("text", { x: 4, y: y(10) + 4 }, "10"); add("text", { x: 8, y: y(0) + 4 }, "0"); add("polyline", { points: rated.map((view, i) => `${x(i)},${y(view.visit.intake.pain)}`).join(" ") });
  rated.forEach((view, i) => { const better = view.outcome.some((row) => row.change === "better" || row.change === "much-better"); add("circle", { cx: x(i), cy: y(view.visit.intake.pain), r: better ? 6 : 3.5 }); add("text", { x: x(i) - 4, y: y(view.visit.intake.pain) - 9 }, view.visit.intake.pain); });
  add("text", { x: 24, y: 124 }, day(rated[0].visit.date)); add("text", { x: 292, y: 124, "text-anchor": "end" }, day(rated.at(-1).visit.date));
  $("course").append(make("p.soft", "Pain at intake by visit; a larger mark where movements got better right after treatment"), plot);
}

$("form").addEventListener("submit", async (event) => {
  event.preventDefault(); $("error").textContent = "";
  try {
    const person = await ask(open ? `/api/people/${open.id}` : "/api/people", { code: $("code").value, name: $("name").value || null, birthDecade: $("decade").value ? Number($("decade").value) : null, sex: $("sex").value, notes: $("notes").value, consentDate: $("consent-date").value || null, consentText: $("consent-text").value });
    people = await ask("/api/people"); await show(people.find((known) => known.id === person.id)); toast("Saved");
  } catch (failure) { $("error").textContent = failure.message; }
});
$("new").addEventListener("click", () => show(null)); $("find").addEventListener("input", list);
people = await ask("/api/people"); list();
const wanted = people.find((person) => person.id === query.get("person")); if (wanted) await show(wanted);
