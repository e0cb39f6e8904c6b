// Results of threshold runs: values on the body, in a table with the spread of trials, and agreement over people.
import { $, ask, make, query, dayTime, toast } from "/js/page.js";
import { BodyMap } from "/js/body-map.js";
import { reportLinks } from "/js/report-links.js";

const ns = "http://www.w3.org/2000/svg";
const svg = (name, attributes, text) => { const node = document.createElementNS(ns, name); for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value); if (text !== undefined) node.textContent = text; return node; };
const [people, catalogue] = await Promise.all([ask("/api/people"), ask("/api/sites")]);
let runs = [];
$("person").append(new Option("everybody", ""), ...people.map((person) => new Option(person.name ? `${person.code} · ${person.name}` : person.code, person.id)));
$("person").value = query.get("person") ?? "";
$("reference").append(new Option("none", ""), ...catalogue.sites.map((site) => new Option(site.name, site.id)));

async function list() {
  runs = await ask(`/api/ppt/runs?person=${encodeURIComponent($("person").value)}`);
  const code = Object.fromEntries(people.map((person) => [person.id, person.code]));
  $("runs").replaceChildren(...(runs.length ? runs.map((run) => make("li", make("button", { "data-run": run.id, onclick: () => show(run.id) }, run.protocol, make("small", `${dayTime(run.startedUtc)}${run.personId ? ` · ${code[run.personId] ?? ""}` : ""} · ${run.places.length} site${run.places.length === 1 ? "" : "s"}${run.phase === "finished" ? "" : " · not finished"}${run.simulated ? " · simulated" : ""}`)))) : [make("li.soft", "No run yet: measure thresholds first.")]));
}

const kpa = (value) => (value === null ? "–" : value.toFixed(0).replace("-", "−"));
function strip(place, top) {
  const box = svg("svg", { class: "strip", viewBox: "0 0 180 30", role: "img", "aria-label": `Trials ${place.valuesKpa.join(", ")} kPa` }); const x = (value) => 6 + (168 * value) / top;
  box.append(svg("line", { x1: 6, x2: 174, y1: 15, y2: 15 }));
  place.valuesKpa.forEach((value, index) => box.append(svg("circle", { cx: x(value), cy: 15, r: 5, class: index === place.outlier ? "out" : "" })));
  if (place.meanKpa !== null) box.append(svg("line", { class: "mean", x1: x(place.meanKpa), x2: x(place.meanKpa), y1: 3, y2: 27 }));
  return box;
}

function curve(place) {
  const [xs, ys] = [place.levelsKpa, place.levelRatings]; const box = svg("svg", { class: "plot", viewBox: "0 0 300 150", role: "img", "aria-label": "Rating against pressure" }); const x = (value) => 30 + (255 * (value - xs[0])) / (xs.at(-1) - xs[0]); const y = (value) => 130 - (value / 10) * 115;
  box.append(svg("line", { class: "axis", x1: 30, x2: 290, y1: 130, y2: 130 }), svg("line", { class: "limit", x1: 30, x2: 290, y1: y(4), y2: y(4) }), svg("text", { x: 2, y: y(4) + 4 }, "4"), svg("text", { x: 2, y: y(10) + 8 }, "10"), svg("text", { x: 30, y: 146 }, `${xs[0].toFixed(0)} kPa`), svg("text", { x: 250, y: 146 }, `${xs.at(-1).toFixed(0)} kPa`), svg("polyline", { points: xs.map((value, i) => `${x(value)},${y(ys[i])}`).join(" ") }));
  return box;
}

async function trace(run, trial, place) {
  const part = await ask(`/api/sessions/${run.line.sessionId}/trace?points=400&from=${Math.max(0, trial.fromSeconds - 0.5)}&to=${trial.toSeconds + 0.5}`);
  const scale = 10 / run.tipAreaCm2; const top = Math.max(50, ...part.high.filter((value) => value !== null)) * scale || 50; const seconds = part.t.at(-1) - part.t[0];
  const box = svg("svg", { class: "plot", viewBox: "0 0 300 150", role: "img", "aria-label": `Trace of the trial: pressure over ${seconds.toFixed(0)} s` }); const highest = Math.max(...part.high.filter((value) => value !== null)) * scale;
  box.append(svg("line", { class: "axis", x1: 30, x2: 290, y1: 130, y2: 130 }), svg("text", { x: 2, y: 16 }, highest.toFixed(0)), svg("text", { x: 2, y: 130 }, "kPa"), svg("text", { x: 262, y: 146 }, `${seconds.toFixed(0)} s`), svg("polyline", { points: part.t.map((t, i) => (part.high[i] === null ? null : `${(30 + (255 * (t - part.t[0])) / seconds).toFixed(1)},${(130 - (118 * Math.max(0, part.high[i] * scale)) / highest).toFixed(1)}`)).filter(Boolean).join(" ") }));
  place.replaceChildren(box); return top;
}

async function show(id) {
  const run = await ask(`/api/ppt/runs/${id}/results`); history.replaceState(null, "", `?person=${$("person").value}&run=${id}`);
  for (const button of $("runs").querySelectorAll("button")) button.setAttribute("aria-current", String(button.dataset.run === id));
  $("title").textContent = `${run.line.protocol}${run.personCode ? ` · ${run.personCode}` : ""}`;
  $("facts").textContent = `${dayTime(run.line.startedUtc)} · ${run.targetRate.toFixed(0)} kPa/s on ${run.tipAreaCm2} cm² · wording ${run.instructionVersion} · device ${run.deviceId}, ${run.calibrationId ? `calibration ${run.calibrationId}` : "nominal calibration"} · order seed ${run.seed}${run.line.simulated ? " · simulated sensor" : ""}`;
  $("report").replaceChildren(...reportLinks("run", id), ...(run.line.sessionId ? [make("a.button", { href: `/review.html?session=${run.line.sessionId}` }, "Whole trace")] : []), ...(run.line.personId ? [make("a.button", { href: `/trends.html?person=${run.line.personId}` }, "Course")] : []));
  const own = run.line.places.filter((place) => place.own).map((place) => ({ id: place.siteId, name: place.name, landmark: place.name, view: place.own.back ? "back" : "front", x: Math.abs(place.own.x - 50), y: place.own.y, midline: place.side === "midline", only: place.side }));
  const map = new BodyMap($("map"), { sites: [...catalogue.sites, ...own], mode: "show" }); map.mark(null, Object.fromEntries(run.places.map((place) => [place.key, place.meanKpa === null ? `>${kpa(place.cutOffKpa)}` : kpa(place.meanKpa)])));
  const top = Math.max(100, ...run.places.flatMap((place) => place.valuesKpa)) * 1.08; const extra = run.places.some((place) => place.againstReferenceKpa !== null || place.z !== null);
  $("places").replaceChildren(make("table", { id: "place-table" }, make("thead", make("tr", ...["Place", "Trials", "Mean", "Mean 2–3", "CV", "Since last time", ...(extra ? ["Against reference", "z"] : [])].map((name) => make("th", name)))), make("tbody", ...run.places.map((place) => make("tr", { "data-place": place.key }, make("td", place.name), make("td", strip(place, top), place.censored ? make("small", `${place.censored}× above ${kpa(place.cutOffKpa)} kPa, not averaged`) : null, place.outlier === null ? null : make("small", `○ trial ${place.outlier + 1} stands apart`)), make("td", `${kpa(place.meanKpa)} kPa`), make("td", kpa(place.meanWithoutFirstKpa)), make("td", place.cvPercent === null ? "–" : `${place.cvPercent.toFixed(0)} %`), make("td", place.change ? make("span.change", { "data-real": String(place.realChange) }, place.change) : "–"),
    ...(extra ? [make("td", place.againstReferenceKpa === null ? "–" : `${place.againstReferenceKpa > 0 ? "+" : ""}${kpa(place.againstReferenceKpa)} kPa`), make("td", place.z === null ? "–" : `${place.z.toFixed(2)}${place.unusual ? " outside 95 %" : ""} (${place.normSource})`)] : []))))));
  const more = run.places.flatMap((place) => [place.summationLastFirst === null ? null : make("p", `${place.name}: temporal summation, last less first ${place.summationLastFirst}, last three less first three ${place.summationThree}`), place.modulationPercent === null ? null : make("p", `${place.name}: conditioned modulation ${place.modulationPercent.toFixed(0)} % (under the stimulus ${kpa(place.conditionedKpa)} kPa)`), place.levelsKpa === null ? null : make("div", make("p", `${place.name}: P40 ${place.p40Kpa === null ? "not reached" : `${kpa(place.p40Kpa)} kPa`}, slope ${place.slopePerKpa} per kPa, area ${kpa(place.areaKpa)}`), curve(place)), place.afterSensations.length ? make("p", `${place.name}: after-sensation ${place.afterSensations.map((after) => `${after.rating}/10 after ${after.seconds} s`).join(", ")}`) : null]).filter(Boolean);
  $("sides").replaceChildren(...run.sides.map((side) => make("p", `${side.site}: left less right ${side.differenceKpa > 0 ? "+" : ""}${kpa(side.differenceKpa)} kPa (${side.percentOfMean.toFixed(0).replace("-", "−")} % of both)`)), ...more);
  $("trials").replaceChildren(make("details", make("summary", `All ${run.trials.length} entries with their traces`), make("p.row", make("a.button", { id: "compare", "aria-disabled": "true" }, "Compare trials")), make("table", make("tbody", ...run.trials.map((trial) => { const place = make("div"); return make("tr", make("td", `${trial.entry.place}${trial.entry.round ? ` · ${trial.entry.round}` : ""}${trial.entry.attempt > 1 ? ` · try ${trial.entry.attempt}` : ""}`), make("td", trial.entry.words, trial.entry.biasLowKpa === null ? "" : make("small.soft", ` reaction adds about ${kpa(trial.entry.biasLowKpa)}–${kpa(trial.entry.biasHighKpa)} kPa`)), make("td", trial.entry.rate === null ? "" : `${trial.entry.rate} kPa/s, R² ${trial.entry.rSquared}`), make("td", trial.entry.counts ? "✓ counts" : trial.entry.kind === "familiarisation" ? "○ a try" : `✕ ${trial.entry.reasons.join(" ")}`), make("td", trial.fromSeconds !== null && run.line.sessionId ? make("div.row", make("label.choice", make("input", { type: "checkbox", class: "pick", value: `trial:${id}:${trial.entry.ordinal}`, onchange: picked }), "compare"), make("button", { onclick: () => trace(run, trial, place).catch((failure) => toast(failure.message)) }, "Trace"), make("a", { href: `/review.html?session=${run.line.sessionId}&from=${(trial.fromSeconds - 1).toFixed(3)}&to=${(trial.toSeconds + 1).toFixed(3)}` }, "in the session")) : null, place)); })))));
}

// Two to four trials, laid over each other at contact.
function picked(event) {
  const chosen = [...document.querySelectorAll(".pick:checked")]; if (chosen.length > 4) { event.target.checked = false; toast("At most four trials can be compared."); return; }
  $("compare").setAttribute("aria-disabled", String(chosen.length < 2)); $("compare").textContent = chosen.length ? `Compare ${chosen.length} trials` : "Compare trials"; if (chosen.length > 1) $("compare").href = `/compare.html?${chosen.map((box) => `item=${box.value}`).join("&")}`; else $("compare").removeAttribute("href");
}

async function study() {
  const chosen = await ask(`/api/ppt/study?protocol=${encodeURIComponent($("study-protocol").value)}&place=${encodeURIComponent($("study-place").value)}`);
  if (!$("study-protocol").options.length && chosen.protocols.length) { $("study-protocol").append(...chosen.protocols.map((name) => new Option(name, name))); $("study-place").append(...chosen.places.map((name) => new Option(name, name))); await study(); return; }
  if (chosen.why) { $("study").replaceChildren(make("p.soft", chosen.why)); return; }
  const { figures: f } = chosen; const number = (value, digits = 2) => (value === null ? "–" : value.toFixed(digits)); const icc = (key, name) => make("tr", make("td", name), make("td", number(f[key].value, 3)), make("td", `${number(f[key].low, 3)} to ${number(f[key].high, 3)}`));
  const b = f.bland_altman; const xs = chosen.points.map((point) => point[0]); const reach = Math.max(Math.abs(b.low), Math.abs(b.high), ...chosen.points.map((point) => Math.abs(point[1]))) * 1.15; const x = (value) => 40 + (250 * (value - Math.min(...xs))) / Math.max(1, Math.max(...xs) - Math.min(...xs)); const y = (value) => 90 - (80 * value) / reach;
  const plot = svg("svg", { class: "plot", viewBox: "0 0 300 190", role: "img", "aria-label": `Bland and Altman: bias ${number(b.bias, 1)}, limits ${number(b.low, 1)} to ${number(b.high, 1)} kPa` });
  for (const [value, kind] of [[b.bias, "bias"], [b.low, "limit"], [b.high, "limit"]]) plot.append(svg("line", { class: kind, x1: 40, x2: 292, y1: y(value), y2: y(value) }), svg("text", { x: 2, y: y(value) + 4 }, number(value, 0)));
  for (const [mean, difference] of chosen.points) plot.append(svg("circle", { cx: x(mean), cy: y(difference), r: 3.5 })); plot.append(svg("text", { x: 120, y: 186 }, "mean of both, kPa"));
  $("study").replaceChildren(make("p", `${chosen.subjects} people, ${chosen.sessions} sessions each`), make("table", make("thead", make("tr", make("th", "Figure"), make("th", "Value"), make("th", "95 % interval"))), make("tbody", icc("icc_2_1", "ICC(2,1) agreement"), icc("icc_3_1", "ICC(3,1) consistency"), icc("icc_2_k", "ICC(2,k) agreement of the mean"), icc("icc_3_k", "ICC(3,k) consistency of the mean"), make("tr", make("td", "SEM agreement / consistency"), make("td", `${number(f.sem_agreement, 1)} / ${number(f.sem_consistency, 1)} kPa`), make("td", "")), make("tr", make("td", "MDC95 of one person (SEM agreement)"), make("td", `${number(f.mdc95, 1)} kPa`), make("td", "")))), plot);
}

$("person").addEventListener("change", list); $("study-protocol").addEventListener("change", study); $("study-place").addEventListener("change", study);
$("settings-form").addEventListener("submit", async (event) => {
  event.preventDefault(); $("settings-error").textContent = "";
  try { await ask("/api/ppt/settings", { mdc95Kpa: $("mdc").value === "" ? null : Number($("mdc").value), mdcSource: $("mdc-source").value, referenceSite: $("reference").value, normsCsv: $("norms").value }); toast("Saved"); if (query.get("run") ?? new URLSearchParams(location.search).get("run")) await show(new URLSearchParams(location.search).get("run")); } catch (failure) { $("settings-error").textContent = failure.message; }
});
const settings = await ask("/api/ppt/settings"); $("mdc").value = settings.mdc95Kpa ?? ""; $("mdc-source").value = settings.mdcSource; $("reference").value = settings.referenceSite; $("norms").value = settings.normsCsv;
await list(); await study();
if (query.get("run")) await show(query.get("run")); else if (runs.length) await show(runs[0].id);
