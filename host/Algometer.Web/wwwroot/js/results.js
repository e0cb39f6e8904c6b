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

const whole = (value) => value.toFixed(0).replace(/^-0$/, "0").replace("-", "−");
const kpa = (value) => (value === null ? "–" : whole(value));
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

// The trace between contact and release, with the ramp that was asked for, its corridor, and the answer.
async function trace(run, trial, place) {
  const from = Math.max(0, trial.fromSeconds - 0.5); const part = await ask(`/api/sessions/${run.line.sessionId}/trace?points=400&from=${from}&to=${trial.toSeconds + 0.5}`);
  if (!part.t.length) { place.replaceChildren(make("p.soft", "This stretch is not in the record.")); return; }
  const scale = 10 / run.tipAreaCm2; const highest = Math.max(50, ...part.high.filter((value) => value !== null).map((value) => value * scale)) * 1.05; const first = part.t[0]; const seconds = Math.max(0.1, part.t.at(-1) - first);
  const x = (t) => 30 + (255 * (t - first)) / seconds; const y = (p) => 130 - (118 * Math.min(highest, Math.max(0, p))) / highest; const end = trial.answerSeconds ?? trial.toSeconds; const ramp = (part2) => y(run.targetRate * part2 * (end - trial.fromSeconds));
  const box = svg("svg", { class: "plot trace", viewBox: "0 0 300 150", role: "img", "aria-label": `Trace of the trial: pressure over ${seconds.toFixed(0)} s, dashed the ramp that was asked for` });
  box.append(svg("path", { class: "corridor", d: `M${x(trial.fromSeconds)} ${y(0)}L${x(end)} ${ramp(1.2)}V${ramp(0.8)}Z` }), svg("line", { class: "limit", x1: x(trial.fromSeconds), y1: y(0), x2: x(end), y2: ramp(1) }), svg("line", { class: "axis", x1: 30, x2: 290, y1: 130, y2: 130 }),
    svg("polyline", { points: part.t.map((t, i) => (part.high[i] === null ? null : `${x(t).toFixed(1)},${y(part.high[i] * scale).toFixed(1)}`)).filter(Boolean).join(" ") }), svg("text", { x: 2, y: 16 }, highest.toFixed(0)), svg("text", { x: 2, y: 130 }, "kPa"), svg("text", { x: 262, y: 146 }, `${seconds.toFixed(0)} s`));
  if (trial.answerSeconds !== null) { const pressure = trial.entry.thresholdKpa ?? highest; box.append(svg("line", { class: "bias", x1: x(end), x2: x(end), y1: 8, y2: 130 }), svg("circle", { cx: x(end), cy: y(pressure), r: 4 }), svg("text", { x: Math.min(238, x(end) + 6), y: Math.max(14, y(pressure) - 6) }, trial.entry.words)); }
  place.replaceChildren(box, make("p.soft", make("a", { href: `/review.html?session=${run.line.sessionId}&from=${(trial.fromSeconds - 1).toFixed(3)}&to=${(trial.toSeconds + 1).toFixed(3)}` }, "In the whole recording")));
}

// A row of a trial, and one below it that takes its trace.
function rows(run, trial) {
  const { entry } = trial; const place = make("td", { colSpan: 5 }); const below = make("tr.of-trace", { hidden: true }, place); const reaction = entry.biasLowKpa === null ? "" : `reaction adds about ${kpa(entry.biasLowKpa)}–${kpa(entry.biasHighKpa)} kPa`;
  const notes = [entry.peakKpa === null || entry.overshootKpa === null ? "" : `peak ${kpa(entry.peakKpa)} kPa, ${kpa(entry.overshootKpa)} past the answer`, reaction, entry.thresholdKpa === null ? "" : entry.answeredBy === "key" ? "answered by a key: its delay adds too" : "by the device’s button", entry.calibrationId === run.calibrationId ? "" : `calibration ${entry.calibrationId || "nominal"}`].filter(Boolean);
  const name = `${entry.place}${entry.round ? ` · ${entry.round}` : ""}${entry.attempt > 1 ? ` · try ${entry.attempt}` : ""}`; const state = entry.counts ? "✓ counts" : entry.kind === "familiarisation" ? "○ a try" : entry.kind === "conditioning" ? "○" : `✕ ${entry.reasons.join(" ")}`;
  const toggle = (event) => { below.hidden = !below.hidden; event.currentTarget.setAttribute("aria-expanded", String(!below.hidden)); if (!below.hidden) trace(run, trial, place).catch((failure) => { below.hidden = true; toast(failure.message); }); };
  const button = trial.fromSeconds !== null && run.line.sessionId ? make("button", { "data-trace": entry.ordinal, ariaExpanded: "false", onclick: toggle }, "Trace") : null;
  const pick = button ? make("label.choice", make("input", { type: "checkbox", class: "pick", value: `trial:${run.line.id}:${entry.ordinal}`, onchange: picked }), "compare") : null;
  return [make("tr.trial", make("td", name), make("td", entry.words, notes.length ? make("small.soft.below", notes.join(" · ")) : null), make("td", entry.rate === null ? "" : `${entry.rate} kPa/s, R² ${entry.rSquared}`), make("td", state), make("td", pick, button)), below];
}

async function show(id) {
  const run = await ask(`/api/ppt/runs/${id}/results`); history.replaceState(null, "", `?person=${$("person").value}&run=${id}`);
  for (const button of $("runs").querySelectorAll("button")) button.setAttribute("aria-current", String(button.dataset.run === id));
  $("title").textContent = `${run.line.protocol}${run.personCode ? ` · ${run.personCode}` : ""}`;
  $("facts").textContent = `${dayTime(run.line.startedUtc)} · ${run.targetRate.toFixed(0)} kPa/s on ${run.tipAreaCm2} cm² · wording ${run.instructionVersion} · device ${run.deviceId}, ${run.calibrationId ? `calibration ${run.calibrationId}` : "nominal calibration"} · order seed ${run.seed}${run.line.simulated ? " · simulated sensor" : ""}`;
  $("report").replaceChildren(...reportLinks("run", id), ...(run.line.sessionId ? [make("a.button", { href: `/review.html?session=${run.line.sessionId}` }, "Whole trace")] : []), ...(run.line.personId ? [make("a.button", { href: `/patients/${run.line.personId}/progress` }, "Course")] : []));
  const own = run.line.places.filter((place) => place.own).map((place) => ({ id: place.siteId, name: place.name, landmark: place.name, view: place.own.back ? "back" : "front", x: Math.abs(place.own.x - 50), y: place.own.y, midline: place.side === "midline", only: place.side }));
  const map = new BodyMap($("map"), { sites: [...catalogue.sites, ...own], mode: "show" }); map.mark(null, Object.fromEntries(run.places.map((place) => [place.key, place.meanKpa === null ? `>${kpa(place.cutOffKpa)}` : kpa(place.meanKpa)])));
  const top = Math.max(100, ...run.places.flatMap((place) => place.valuesKpa)) * 1.08; const extra = run.places.some((place) => place.againstReferenceKpa !== null || place.z !== null);
  $("places").replaceChildren(make("table", { id: "place-table" }, make("thead", make("tr", ...["Place", "Trials", "Mean", "Mean 2–3", "CV", "Since last time", ...(extra ? ["Against reference", "z"] : [])].map((name) => make("th", name)))), make("tbody", ...run.places.map((place) => make("tr", { "data-place": place.key }, make("td", place.name), make("td", strip(place, top), place.censored ? make("small", `${place.censored}× above ${kpa(place.cutOffKpa)} kPa, not averaged`) : null, place.outlier === null ? null : make("small", `○ trial ${place.outlier + 1} stands apart`)), make("td", `${kpa(place.meanKpa)} kPa`), make("td", { "data-label": "Mean 2–3" }, kpa(place.meanWithoutFirstKpa)), make("td", { "data-label": "CV" }, place.cvPercent === null ? "–" : `${place.cvPercent.toFixed(0)} %`), make("td", { "data-label": "Since last time" }, place.change ? make("span.change", { "data-real": String(place.realChange) }, place.change) : "–"),
    ...(extra ? [make("td", { "data-label": "Against reference" }, place.againstReferenceKpa === null ? "–" : `${place.againstReferenceKpa > 0 ? "+" : ""}${kpa(place.againstReferenceKpa)} kPa`), make("td", { "data-label": "z" }, place.z === null ? "–" : `${place.z.toFixed(2)}${place.unusual ? " outside 95 %" : ""} (${place.normSource})`)] : []))))));
  const more = run.places.flatMap((place) => [place.summationLastFirst === null ? null : make("p", `${place.name}: temporal summation, last less first ${place.summationLastFirst}, last three less first three ${place.summationThree}`), place.modulationPercent === null ? null : make("p", `${place.name}: conditioned modulation ${place.modulationPercent.toFixed(0)} % (under the stimulus ${kpa(place.conditionedKpa)} kPa)`), place.levelsKpa === null ? null : make("div", make("p", `${place.name}: P40 ${place.p40Kpa === null ? "not reached" : `${kpa(place.p40Kpa)} kPa`}, slope ${place.slopePerKpa} per kPa, area ${kpa(place.areaKpa)}`), curve(place)), place.afterSensations.length ? make("p", `${place.name}: after-sensation ${place.afterSensations.map((after) => `${after.rating}/10 after ${after.seconds} s`).join(", ")}`) : null]).filter(Boolean);
  $("sides").replaceChildren(...run.sides.map((side) => make("p", `${side.site}: left less right ${side.differenceKpa >= 0.5 ? "+" : ""}${kpa(side.differenceKpa)} kPa (${whole(side.percentOfMean)} % of both)`)), ...more);
  $("trials").replaceChildren(make("details", make("summary", `All ${run.trials.length} entries with their traces`), make("p.row", make("a.button", { id: "compare", "aria-disabled": "true" }, "Compare trials")), make("table.wide", make("thead", make("tr", ...["Trial", "Answer", "Rate achieved", "Counts", "Trace"].map((name) => make("th", name)))), make("tbody", ...run.trials.flatMap((trial) => rows(run, trial))))));
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
  const { figures: f } = chosen; const number = (value, digits = 2) => (value === null ? "–" : value.toFixed(digits).replace("-", "−")); const icc = (key, name) => make("tr", make("td", name), make("td", number(f[key].value, 3)), make("td", `${number(f[key].low, 3)} to ${number(f[key].high, 3)}`));
  const b = f.bland_altman; const pairs = chosen.points.map(([mean, difference]) => [mean - difference / 2, mean + difference / 2]);
  const plots = [scatter(chosen.points, b, 0, "mean of both, kPa", "second less first, kPa")];
  if (b.log10) plots.push(scatter(pairs.map(([first, second]) => [(Math.log10(first) + Math.log10(second)) / 2, Math.log10(second / first)]), b.log10, 3, "mean of both, log10 kPa", `log10 of second by first; ratio ${number(b.log10.ratio)}, ${number(b.log10.ratio_low)} to ${number(b.log10.ratio_high)}`));
  const line = (name, value, interval = "") => make("tr", make("td", name), make("td.once", value), make("td", interval)); const between = (ends, digits = 1) => `${number(ends[0], digits)} to ${number(ends[1], digits)}`;
  const source = `own study: ${chosen.subjects} people, ${chosen.sessions} sessions, ${$("study-protocol").value}, ${$("study-place").value}`;
  $("study").replaceChildren(make("p", `${chosen.subjects} people, ${chosen.sessions} sessions each${chosen.leftOut ? `; ${chosen.leftOut} left out, for a session was unanswered up to the cut-off or there was only one` : ""}`), make("table", make("thead", make("tr", make("th", "Figure"), make("th", "Value"), make("th", "95 % interval"))), make("tbody", icc("icc_2_1", "ICC(2,1) agreement"), icc("icc_3_1", "ICC(3,1) consistency"), icc("icc_2_k", "ICC(2,k) agreement of the mean"), icc("icc_3_k", "ICC(3,k) consistency of the mean"),
    line("SEM of agreement", `${number(f.sem_agreement, 1)} kPa`), line("SEM of consistency", `${number(f.sem_consistency, 1)} kPa`), line("MDC95 of one person, from the SEM of agreement", `${number(f.mdc95, 1)} kPa`), line(`MDC95 of a group of ${chosen.subjects}`, `${number(f.group_mdc95, 1)} kPa`), line("CV within people", f.cv_within === null ? "–" : `${(100 * f.cv_within).toFixed(1)} %`), line("Bland–Altman bias", `${number(b.bias, 1)} kPa`, between(b.bias_interval)), line("Lower limit of agreement", `${number(b.low, 1)} kPa`, between(b.low_interval)), line("Upper limit of agreement", `${number(b.high, 1)} kPa`, between(b.high_interval)))),
    make("div.row", make("button", { id: "use-mdc", onclick: () => { $("settings").open = true; $("mdc").value = f.mdc95.toFixed(1); $("mdc-source").value = source; $("settings-form").requestSubmit(); } }, "Judge changes by this MDC95")), make("div.plots", ...plots));
}

// Bland and Altman: bias and limits of agreement over the mean of both.
function scatter(points, b, digits, across, caption) {
  const xs = points.map((point) => point[0]); const reach = (Math.max(Math.abs(b.low), Math.abs(b.high), ...points.map((point) => Math.abs(point[1]))) || 1) * 1.15; const least = Math.min(...xs); const x = (value) => 46 + (244 * (value - least)) / (Math.max(...xs) - least || 1); const y = (value) => 88 - (78 * value) / reach;
  const plot = svg("svg", { class: "plot", viewBox: "0 0 300 196", role: "img", "aria-label": `Bland and Altman, ${caption}: bias ${b.bias.toFixed(digits || 1)}, limits ${b.low.toFixed(digits || 1)} to ${b.high.toFixed(digits || 1)}` });
  plot.append(svg("line", { class: "axis", x1: 46, x2: 292, y1: y(0), y2: y(0) }));
  for (const [value, kind] of [[b.bias, "bias"], [b.low, "limit"], [b.high, "limit"]]) plot.append(svg("line", { class: kind, x1: 46, x2: 292, y1: y(value), y2: y(value) }), svg("text", { x: 2, y: y(value) + 4 }, value.toFixed(digits).replace("-", "−")));
  for (const [mean, difference] of points) plot.append(svg("circle", { cx: x(mean), cy: y(difference), r: 3.5 }));
  plot.append(svg("text", { x: 46, y: 178 }, least.toFixed(digits)), svg("text", { x: 292, y: 178, "text-anchor": "end" }, Math.max(...xs).toFixed(digits)), svg("text", { x: 169, y: 192, "text-anchor": "middle" }, across));
  return make("figure", plot, make("figcaption.soft", caption));
}

$("person").addEventListener("change", list); $("study-protocol").addEventListener("change", study); $("study-place").addEventListener("change", study);
$("settings-form").addEventListener("submit", async (event) => {
  event.preventDefault(); $("settings-error").textContent = "";
  try { await ask("/api/ppt/settings", { mdc95Kpa: $("mdc").value === "" ? null : Number($("mdc").value), mdcSource: $("mdc-source").value, referenceSite: $("reference").value, normsCsv: $("norms").value }); toast("Saved"); if (query.get("run") ?? new URLSearchParams(location.search).get("run")) await show(new URLSearchParams(location.search).get("run")); } catch (failure) { $("settings-error").textContent = failure.message; }
});
const settings = await ask("/api/ppt/settings"); $("mdc").value = settings.mdc95Kpa ?? ""; $("mdc-source").value = settings.mdcSource; $("reference").value = settings.referenceSite; $("norms").value = settings.normsCsv;
await list(); await study();
if (query.get("run")) await show(query.get("run")); else if (runs.length) await show(runs[0].id);
