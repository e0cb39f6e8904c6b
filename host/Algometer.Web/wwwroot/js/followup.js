// How it goes at home, for the therapist: adherence, reasons to talk, stops, every hold with its trace.
import { $, ask, make, query, dayTime, toast } from "/js/page.js";
import { bandBar } from "/js/home/band-bar.js";

const words = await ask("/api/home/words/en"); const lists = await ask("/api/plan/lists"); const people = await ask("/api/people"); let person = null;
const word = (id, detail = "") => (words[id] ?? id).replace("{0}", detail);
const ns = "http://www.w3.org/2000/svg"; const add = (parent, name, attributes, text) => { const node = document.createElementNS(ns, name); for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value); if (text !== undefined) node.textContent = text; parent.append(node); return node; };
const figure = (value, text) => make("div.figure", make("b", value), make("span", text));
const tells = { "red-flag": "red-flag.notice" };
const ends = { completed: "completed", refused: "not begun: screening", stopped: "stopped by the patient", "stop-rule": "ended by a stop rule", "device-failed": "device failed", left: "left", none: "not ended" };
const easings = { easing: "softened", "possibly-easing": "perhaps softened", eased: "pressure and pain eased", "passive-only": "nothing seen", steady: "nothing seen", "cannot-judge": "cannot tell", "not-seen": "not seen", "backed-off": "the hand let off", "backing-off": "the hand let off", "load-fell": "somebody let off", "held-level": "held level", "re-pressing": "pressed more", "band-followed": "softening", "band-returned": "nothing seen" };

function planCard({ plan, progress, expired }) {
  const stops = Object.entries(progress.stops); const trend = ({ first, latest, text }) => first === null ? word("progress.too-few") : `${first.toFixed(1)}${latest === null ? "" : ` → ${latest.toFixed(1)}`}. ${word(text)}`;
  return make("section", { "aria-label": `Plan ${word(`point.${plan.point}`)}` }, make("h2", `${word(`point.${plan.point}`)}, ${plan.side}`, expired ? " · ended" : ""),
    ...progress.tellTherapist.map((why) => make("div.prompt.red", { role: "note" }, make("strong", `▲ ${why === "red-flag" ? "Red flag" : "Please look"}`), word(tells[why] ?? (words[`stop.${why}`] ? `stop.${why}` : why)))),
    progress.plateau.length ? make("div.prompt", { role: "note" }, make("strong", "Standing still – worth a talk about another way"), make("ul", ...progress.plateau.map((reason) => make("li", `${word(reason.text)} ${reason.detail}`))), make("small.soft", "A prompt, not a decision: that many people go on to other care is a finding about groups, not a threshold for this person.")) : null,
    make("div.figures", figure(progress.adherencePercent === null ? "–" : `${progress.adherencePercent.toFixed(0)} %`, `kept to the plan: ${progress.sessionsDone} of ${progress.sessionsPlanned} sessions`), figure(String(progress.streakDays), "days in a row as planned"), figure(String(stops.reduce((sum, [, count]) => sum + count, 0)), stops.length ? `stops: ${stops.map(([id, count]) => `${word(`stop.${id}`)} ${count}×`).join(", ")}` : "stops")),
    make("div.cards", make("div", make("p.soft", "Pain in the first hold"), make("p", trend(progress.pain))), make("div", make("p.soft", "Pain in the movement before the session"), make("p", trend(progress.movement))), make("div", bandBar(plan, lists.points.find((point) => point.id === plan.point)?.capNewtons ?? plan.limitNewtons))));
}

// A session's force while a hold was guided, band and limit, ratings where they were said.
function trace(session) {
  const points = session.trace; const svg = document.createElementNS(ns, "svg"); svg.setAttribute("viewBox", "0 0 760 130"); svg.setAttribute("preserveAspectRatio", "none"); svg.setAttribute("class", "session-trace"); svg.setAttribute("role", "img"); svg.setAttribute("aria-label", `Force in the session, peak ${Math.max(0, ...points.map((point) => point.newtons ?? 0)).toFixed(1)} N, limit ${session.limitNewtons.toFixed(1)} N`);
  const from = points[0].seconds; const span = Math.max(1, points.at(-1).seconds - from); const top = Math.max(session.limitNewtons * 1.1, ...points.map((point) => point.newtons ?? 0)); const x = (seconds) => 4 + (752 * (seconds - from)) / span; const y = (newtons) => 122 - (114 * newtons) / top;
  if (session.highNewtons > session.lowNewtons) add(svg, "rect", { class: "band", x: 4, width: 752, y: y(session.highNewtons), height: y(session.lowNewtons) - y(session.highNewtons) });
  add(svg, "line", { class: "limit", x1: 4, x2: 756, y1: y(session.limitNewtons), y2: y(session.limitNewtons) });
  let run = []; const flush = () => { if (run.length > 1) add(svg, "polyline", { points: run.join(" ") }); run = []; };
  points.forEach((point, index) => { if (point.newtons === null || (index && point.seconds - points[index - 1].seconds > 2)) flush(); if (point.newtons !== null) run.push(`${x(point.seconds).toFixed(1)},${y(point.newtons).toFixed(1)}`); }); flush();
  return svg;
}

function sessionLine(session) {
  const holds = session.holds.map((hold) => `hold ${hold.number}: ${hold.inBandSeconds.toFixed(0)} s in the band, ${word(`hold.${hold.outcome}`)}${hold.meanNewtons === null ? "" : ` Mean ${hold.meanNewtons.toFixed(1)} N, peak ${hold.peakNewtons.toFixed(1)} N.`}${hold.pains.length ? ` Pain ${hold.pains.join(", ")}.` : ""}${hold.easing ? ` Force: ${easings[hold.easing] ?? hold.easing}.` : ""}`);
  return make("li", { "data-end": session.end }, make("div.session-head", make("strong", dayTime(session.startedUtc)), make("span", `${word(`point.${session.point}`)}, ${session.side}`), make("span.chip", ends[session.end] ?? session.end), session.simulated ? make("span.chip", "◇ simulated") : null, ...session.tell.map((why) => make("span.chip", { "data-kind": "tell" }, `▲ ${why === "red-flag" ? "red flag" : word(`stop.${why}`)}`))),
    session.yes.length ? make("p", `Said yes: ${session.yes.map((id) => word(`screen.${id}`)).join(" ")}`) : null, session.before === null ? null : make("p", `Movement ${session.before} → ${session.after ?? "not rated"}${session.feeling ? ` · felt ${word(`feeling.${session.feeling}`).toLowerCase()}` : ""}${session.stopReason ? ` · stopped: ${word(`stop.${session.stopReason}`).toLowerCase()}` : ""}`),
    session.evening ? make("p", session.evening.worseRestOfDay ? "▲ Worse for the rest of the day" : `Evening fine${session.evening.reliefHours === null ? "" : `, easier for about ${session.evening.reliefHours} h`}`) : null,
    session.trace.length > 2 ? trace(session) : null, holds.length ? make("ul", ...holds.map((text) => make("li", text))) : null, session.traceSession ? make("a", "Every sample of it", { href: `/review.html?session=${session.traceSession}` }) : null);
}

async function show(id) {
  const data = await ask(`/api/followup/${id}`); person = id; history.replaceState(null, "", `?person=${id}`); $("plan").href = `/plan.html?person=${id}`; $("plan").hidden = false; $("period").hidden = false; links();
  $("plans").replaceChildren(...(data.plans.length ? data.plans.map(planCard) : [make("section", make("p", "No plan yet for this person."))])); $("sessions-section").hidden = false; $("sessions").replaceChildren(...(data.sessions.length ? data.sessions.map(sessionLine) : [make("li", "No session yet.")]));
}

function links() { for (const format of ["json", "csv"]) $(format).href = `/api/followup/${person}/export.${format}?from=${$("from").value}&to=${$("to").value}`; }
for (const id of ["from", "to"]) $(id).addEventListener("change", links);
$("import").addEventListener("change", async () => { const file = $("import").files[0]; if (!file) return; try { const answer = await ask(`/api/followup/${person}/import`, JSON.parse(await file.text())); $("answer").textContent = `${answer.taken} session${answer.taken === 1 ? "" : "s"} taken in, ${answer.known} already here.`; await show(person); } catch (failure) { $("answer").textContent = failure instanceof SyntaxError ? "This file is no export: choose the JSON file that the patient’s page gave." : failure.message; } $("import").value = ""; });
$("person").append(new Option(people.length ? "Choose …" : "No people yet", ""), ...people.map((known) => new Option(known.name ? `${known.code} · ${known.name}` : known.code, known.id))); $("person").addEventListener("change", () => { if ($("person").value) show($("person").value).catch((failure) => toast(failure.message)); });
const wanted = people.find((known) => known.id === query.get("person")); if (wanted) { $("person").value = wanted.id; await show(wanted.id); }
