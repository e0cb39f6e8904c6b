// A visit in steps. Every change is saved; nothing typed is lost when somebody else changed the visit meanwhile.
import { $, ask, make, query, day, toast } from "/js/page.js";
import { BodyDrawing, keyOf } from "/js/body-map.js";
import { holdWords, treatments } from "/js/visit/treatments.js";

const personId = query.get("person"); let id = query.get("visit"); let revision = 0; let visit = null; let last = null; let at = Math.max(0, Math.min(6, Number(query.get("step") ?? 1) - 1)) || 0; let view = null;
const [lists, catalogue, person, all] = await Promise.all([ask("/api/visit-lists"), ask("/api/sites"), ask(`/api/people/${personId}`), ask(`/api/people/${personId}/visits`)]);
const runs = await ask(`/api/ppt/runs?person=${personId}`);
$("person").textContent = person.name ? `${person.code} · ${person.name}` : person.code; $("person").href = `/patients/${personId}`;
const words = (list, key) => lists[list].find((known) => known.id === key)?.text ?? key;
const siteName = (key) => catalogue.sites.find((site) => site.id === key)?.name ?? key;
const today = () => { const now = new Date(); return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`; };
const empty = () => ({ date: today(), preset: "", intake: { marks: [], travels: "", bringsOn: "", timesOfDay: [], pain: null, reliefHours: null, planDonePercent: null, concerns: [] }, before: [], points: [], treatments: [], after: [], pptBefore: null, pptAfter: null, expectations: [], plan: [], nextReview: null, notes: "", closed: false });

let timer = 0; let saving = Promise.resolve();
function changed() { $("saved").textContent = "Saving …"; clearTimeout(timer); timer = setTimeout(save, 400); mark(); }
function save() {
  clearTimeout(timer);
  saving = saving.then(async () => {
    try {
      view = id ? await ask(`/api/visits/${id}`, { revision, visit }) : await ask(`/api/people/${personId}/visits`, visit);
      id = view.id; revision = view.revision; history.replaceState(null, "", `?person=${personId}&visit=${id}`);
      $("saved").textContent = `Saved ${new Date().toLocaleTimeString()}`; $("error").textContent = ""; $("outcome")?.replaceWith(outcome());
    } catch (failure) { $("saved").textContent = "Not saved"; $("error").textContent = failure.status === 409 ? "Somebody else changed this visit meanwhile. What you typed is still here: copy what is needed, then reload the page." : failure.message; }
  });
  return saving;
}
window.algometer = { get saved() { return revision; }, save };

const field = (label, node) => make("label.field", label, node);
const text = (label, object, key, area = false) => field(label, make(area ? "textarea" : "input", { value: object[key] ?? "", maxLength: 4000, oninput: (event) => { object[key] = event.target.value; changed(); } }));
const number = (label, get, set, most) => field(label, make("input", { type: "number", min: 0, max: most, inputMode: "numeric", value: get() ?? "", oninput: (event) => { set(event.target.value === "" ? null : Number(event.target.value)); changed(); } }));
const choose = (label, options, get, set) => { const node = make("select", { onchange: (event) => { set(event.target.value); changed(); } }, ...options.map(([value, name]) => new Option(name, value))); node.value = get() ?? ""; return field(label, node); };
const check = (label, get, set) => make("label.choice", make("input", { type: "checkbox", checked: get(), onchange: (event) => { set(event.target.checked); changed(); } }), label);
const many = (list, array) => make("div", ...lists[list].map((known) => check(known.text, () => array.includes(known.id), (on) => { if (on) array.push(known.id); else array.splice(array.indexOf(known.id), 1); if (list === "concerns") notice(); })));

function drawing(marks, change, name) {
  const quality = make("select", { ariaLabel: `Quality, ${name}` }, ...lists.qualities.map((known) => new Option(known.text, known.id))); const size = make("select", { ariaLabel: `Size, ${name}` }, new Option("small", "3"), new Option("middle", "6"), new Option("large", "11")); size.value = "6";
  const place = make("div"); const box = make("div", make("div.row", make("span.soft", "Mark"), quality, size, make("button", { type: "button", onclick: () => map.undo() }, "Take last away")), place);
  const map = new BodyDrawing(place, { marks, quality: () => quality.value, radius: () => Number(size.value), words: (key) => words("qualities", key), onChange: (all) => { change(all); changed(); } });
  return box;
}

function movements(key) {
  const rows = visit[key]; const other = key === "after" ? visit.before : last?.after?.length ? last.after : last?.before ?? [];
  const get = (movement) => rows.find((row) => row.movement === movement); const set = (movement, change) => { const row = get(movement); if (row) Object.assign(row, change); else rows.push({ movement, pain: null, range: null, ...change }); };
  return make("div.scroll", make("table", make("thead", make("tr", make("th", "Movement"), make("th", "Pain 0–10"), make("th", "Range"), make("th", key === "after" ? "Before" : "Last time"))), make("tbody", ...lists.movements.map((movement) => {
    const then = other.find((row) => row.movement === movement.id); const cell = (name, most, label) => make("td", make("input", { type: "number", min: 0, max: most, ariaLabel: `${movement.text}, ${label}`, value: get(movement.id)?.[name] ?? "", oninput: (event) => { set(movement.id, { [name]: event.target.value === "" ? null : Number(event.target.value) }); changed(); } }));
    return make("tr", { "data-movement": movement.id }, make("td", movement.text), cell("pain", 10, "pain"), make("td", movement.unit ? cell("range", 400, `range ${movement.unit}`).firstChild : "", movement.unit ? make("small.soft", ` ${movement.unit}`) : ""), make("td", then ? `${then.pain ?? "–"}${then.range === null ? "" : ` · ${then.range}`}` : "–"));
  }))));
}

function notice() {
  const place = $("reassess"); if (!place) return; const reasons = lists.concerns.filter((concern) => visit.intake.concerns.includes(concern.id));
  place.replaceChildren(...(reasons.length ? [make("div.notice", make("strong", "Reassess first"), make("p", "This does not behave like muscle pain. A medical look comes before more pressure:"), make("ul", ...reasons.map((reason) => make("li", reason.text))))] : []));
}

function points() {
  const box = make("div");
  const draw = () => box.replaceChildren(...visit.points.map((point, index) => make("div.point", { "data-point": point.id }, make("div.fields",
    choose(`Point ${point.id}`, [["", "a place of its own (note it)"], ...catalogue.sites.map((site) => [site.id, site.name])], () => point.site, (value) => { point.site = value; setTimeout(draw); point.side = catalogue.sites.find((site) => site.id === value)?.midline ? "midline" : point.side === "midline" ? "right" : point.side; }),
    choose("Side", [["left", "left"], ["right", "right"], ["midline", "midline"]], () => point.side, (value) => { point.side = value; }),
    choose("State, as the therapist finds", [["latent", "latent: tender, no pain that the patient knows"], ["active", "active: brings on a pain that the patient knows"]], () => (point.active ? "active" : "latent"), (value) => { point.active = value === "active"; }), text("Notes", point, "notes")),
    point.site ? null : make("details", { open: true }, make("summary", "Where it is"), drawing(point.mark ? [point.mark] : [], (marks) => { point.mark = marks.at(-1) ?? null; if (marks.length > 1) marks.splice(0, marks.length - 1); }, `place of point ${point.id}`)),
    make("details", make("summary", `Where it refers to (${point.referral.length})`), drawing(point.referral, (marks) => { point.referral = marks; }, `point ${point.id}`)),
    make("div.row", make("button", { type: "button", onclick: () => { visit.treatments = visit.treatments.filter((treatment) => treatment.point !== point.id); visit.points.splice(index, 1); changed(); draw(); } }, `Take point ${point.id} away`)))),
    make("div.row", make("button", { type: "button", id: "add-point", onclick: () => { visit.points.push({ id: String(Math.max(0, ...visit.points.map((point) => Number(point.id))) + 1), site: "upper-trapezius", side: "right", mark: null, active: false, referral: [], notes: "" }); changed(); draw(); } }, "Add a point")));
  draw(); return box;
}

// The same thresholds again, right after: protocol and places of the run before. Before, the places are the points found.
async function measure(phase) {
  changed(); await save(); if (!id) return;
  const protocol = lists.presets.find((preset) => preset.id === visit.preset)?.protocol; const places = visit.points.filter((point) => point.site).map((point) => keyOf(point.site, point.side));
  const more = phase === "after" && visit.pptBefore ? { like: visit.pptBefore } : { ...(protocol ? { protocol } : {}), ...(places.length ? { places: [...new Set(places)].join(",") } : {}) };
  location.href = `/thresholds?${new URLSearchParams({ person: personId, visit: id, phase, ...more })}`;
}

const runPick = (label, key, phase) => {
  const own = runs.find((run) => run.visitId === id && run.visitPhase === phase && run.phase === "finished");
  if (id && own && visit[key] === null) { visit[key] = own.id; changed(); }
  return make("div.row", choose(label, [["", "none"], ...runs.map((run) => [run.id, `${new Date(run.startedUtc).toLocaleString()} · ${run.protocol}`])], () => visit[key], (value) => { visit[key] = value || null; }), make("button", { type: "button", "data-measure": phase, onclick: () => measure(phase) }, phase === "after" && visit.pptBefore ? "Measure the same again" : "Measure"));
};

function outcome() {
  const rows = (view?.outcome ?? []).filter((row) => row.change !== "not-rated");
  const said = { worse: "▲ worse", same: "● about the same", better: "▼ better", "much-better": "▼▼ much better" };
  const kpa = (view?.thresholds ?? []).map((row) => make("tr", make("td", row.place), make("td.once", `${row.beforeKpa.toFixed(0)} → ${row.afterKpa.toFixed(0)} kPa`), make("td", make("span.change", { "data-real": String(row.isReal) }, row.words))));
  return make("div", { id: "outcome" },
    rows.length ? make("table", make("caption.soft", `By ${lists.outcome.source}: better is ${lists.outcome.betterPoints} point or ${lists.outcome.betterPercent} %`), make("tbody", ...rows.map((row) => make("tr", make("td", words("movements", row.movement)), make("td.once", `${row.before} → ${row.after}`), make("td", said[row.change]))))) : make("p.soft", "Rated before and after, movements are compared here."),
    kpa.length ? make("table", make("caption.soft", "Thresholds, before → after"), make("tbody", ...kpa)) : null);
}

function summary() {
  const line = (name, value) => (value ? [make("dt", name), make("dd", value)] : []);
  return make("dl.summary", { id: "summary" }, ...line("Date", day(visit.date)), ...line("Pain at intake", visit.intake.pain === null ? "" : `${visit.intake.pain} of 10`), ...line("Where", visit.intake.marks.map((mark) => `${mark.view}: ${words("qualities", mark.quality)}`).join(", ")), ...line("Travels", visit.intake.travels), ...line("Brought on by", visit.intake.bringsOn), ...line("Worst", visit.intake.timesOfDay.map((key) => words("timesOfDay", key)).join(", ")),
    ...line("Points", visit.points.map((point) => `${point.id}: ${point.site ? siteName(point.site) : "own place"}, ${point.side}, ${point.active ? "active" : "latent"}${point.notes ? ` – ${point.notes}` : ""}`).join("\n")), ...line("Done", visit.treatments.map((treatment) => `${words("techniques", treatment.technique)}${treatment.point ? ` on point ${treatment.point}` : ""}: ${Object.values(treatment.fields).filter(Boolean).join(", ")}${(treatment.holds ?? []).map((hold) => `\n  ${holdWords(hold)}`).join("")}`).join("\n")),
    ...line("Thresholds", (view?.thresholds ?? []).map((row) => `${row.place}: ${row.beforeKpa.toFixed(0)} → ${row.afterKpa.toFixed(0)} kPa, ${row.words}`).join("\n")),
    ...line("What to expect", visit.expectations.map((key) => words("expectations", key)).join("\n")), ...line("At home", visit.plan.join("\n")), ...line("Next review", visit.nextReview ? day(visit.nextReview) : ""), ...line("Notes", visit.notes));
}

const steps = [
  ["Intake", () => visit.intake.pain !== null || visit.intake.marks.length, () => [make("h2", "Where does it hurt?"), drawing(visit.intake.marks, (marks) => { visit.intake.marks = marks; }, "pain"), make("div.fields", field("Date", make("input", { type: "date", value: visit.date, onchange: (event) => { if (event.target.value) { visit.date = event.target.value; changed(); } } })), choose("Kind of patient", [["", "–"], ...lists.presets.map((preset) => [preset.id, preset.text])], () => visit.preset, (value) => { visit.preset = value; show(); }), number(`Pain now, 0–10${last?.intake.pain === null || !last ? "" : ` (last time ${last.intake.pain})`}`, () => visit.intake.pain, (value) => { visit.intake.pain = value; }, 10),
    ...(last ? [number("Relief after the last visit, hours", () => visit.intake.reliefHours, (value) => { visit.intake.reliefHours = value; }, 10000), number("Plan for home done, %", () => visit.intake.planDonePercent, (value) => { visit.intake.planDonePercent = value; }, 100)] : [])),
    visit.preset ? make("p.soft", `${lists.presets.find((preset) => preset.id === visit.preset)?.advice} (proposed)`) : null, text("Where does it travel?", visit.intake, "travels"), text("What brings it on?", visit.intake, "bringsOn"), make("h3", "When is it worst?"), many("timesOfDay", visit.intake.timesOfDay), make("h3", "Signs that do not behave like muscle pain"), many("concerns", visit.intake.concerns), make("div", { id: "reassess" })]],
  ["Movement", () => visit.before.length, () => [make("h2", "Movements before"), movements("before"), make("h3", "Thresholds before"), runPick("Run", "pptBefore", "before")]],
  ["Points", () => visit.points.length, () => [make("h2", "Points found"), points()]],
  ["Treatment", () => visit.treatments.length, () => [make("h2", "What was done"), make("div", { id: "reassess" }), treatments({ visit, lists, siteName, choose, text, changed })]],
  ["Again", () => visit.after.length, () => [make("h2", "The same movements right after"), movements("after"), outcome(), make("h3", "Thresholds after"), runPick("Run", "pptAfter", "after")]],
  ["Expect", () => visit.expectations.length, () => [make("h2", "What to expect next"), many("expectations", visit.expectations)]],
  ["Plan", () => visit.plan.length || visit.closed, () => [make("h2", "Plan and next review"), field("At home, a line an item", make("textarea", { id: "plan", value: visit.plan.join("\n"), oninput: (event) => { visit.plan = event.target.value.split("\n").filter((line) => line.trim()); changed(); } })), field("Next review", make("input", { type: "date", value: visit.nextReview ?? "", onchange: (event) => { visit.nextReview = event.target.value || null; changed(); } })), text("Notes", visit, "notes", true), make("h3", "Summary"), summary(),
    make("div.row", make("button.primary", { type: "button", id: "close", onclick: async () => { visit.closed = !visit.closed; changed(); await save(); show(); } }, visit.closed ? "Open again" : "Close the visit"))]],
];

function mark() { [...$("steps").children].forEach((item, index) => { const button = item.firstChild; button.dataset.done = String(Boolean(steps[index][1]())); if (index === at) button.setAttribute("aria-current", "step"); else button.removeAttribute("aria-current"); }); }
function show() { $("step").replaceChildren(...steps[at][2]().filter(Boolean)); $("step").setAttribute("aria-label", steps[at][0]); $("back").hidden = at === 0; $("next").hidden = at === steps.length - 1; mark(); notice(); }
async function go(to) { if ($("saved").textContent === "Saving …") await save(); at = to; show(); $("step").querySelector("input, select, textarea, button, svg[tabindex]")?.focus(); }
$("steps").append(...steps.map(([name], index) => make("li", make("button", { type: "button", onclick: () => go(index) }, `${index + 1} ${name}`))));
$("next").addEventListener("click", () => go(at + 1)); $("back").addEventListener("click", () => go(at - 1));
addEventListener("pagehide", () => { if ($("saved").textContent === "Saving …") save(); });

if (id) { view = await ask(`/api/visits/${id}`); visit = view.visit; revision = view.revision; $("saved").textContent = `Saved ${new Date(view.updatedUtc).toLocaleString()}`; } else visit = empty();
last = all.visits.filter((known) => known.id !== id && known.visit.date <= visit.date).at(-1)?.visit ?? null;
show();
