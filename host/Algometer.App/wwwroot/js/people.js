// People and their visits.
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
  $("visit").href = `/visit.html?person=${person.id}`; $("test").href = `/ppt.html?person=${person.id}`; $("results").href = `/results.html?person=${person.id}`;
  const { visits, techniques, escalation } = await ask(`/api/people/${person.id}/visits`); const lists = await ask("/api/visit-lists");
  $("escalation").replaceChildren(...(escalation.length ? [make("div.notice", make("strong", "Standing still – worth a talk"), make("ul", ...escalation.map((reason) => make("li", reason))))] : []));
  $("visits").replaceChildren(...visits.reverse().map((view) => make("li", make("a.button", { href: `/visit.html?person=${person.id}&visit=${view.id}` }, day(view.visit.date), make("small", `${view.visit.closed ? "closed" : "open"} · ${view.visit.points.length} point${view.visit.points.length === 1 ? "" : "s"} · pain ${view.visit.intake.pain ?? "–"}`)))));
  const names = Object.fromEntries(lists.techniques.map((technique) => [technique.id, technique.text]));
  $("techniques").replaceChildren(...(techniques.length ? [make("table", make("caption.soft", "Movement pain, after less before, by technique"), make("thead", make("tr", make("th", "Technique"), make("th", "Visits"), make("th", "Mean change"))), make("tbody", ...techniques.map((row) => make("tr", make("td", names[row.technique] ?? row.technique), make("td", String(row.visits)), make("td", row.meanPainChange === null ? "not rated" : `${row.meanPainChange > 0 ? "+" : row.meanPainChange < 0 ? "−" : ""}${Math.abs(row.meanPainChange).toFixed(1)} points`)))))] : []));
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
