// The therapist's plan: safe range by supervised ramps, the plan made from it, signature, hand-over. The host measures, judges and signs.
import { Live } from "/modules/live.js";
import "/modules/alarm.js";
import { $, ask, make, query, day, toast } from "/js/page.js";
import { bandBar } from "/js/home/band-bar.js";
import { picture } from "/js/home/pictures.js";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const words = await ask("/api/home/words/en"); const lists = await ask("/api/plan/lists"); let people = await ask("/api/people");
let person = null; let range = null; let state = null; let checks = 0; let openPlan = null;
window.algometer = { get range() { return range; } };
const word = (id, detail = "") => (words[id] ?? id).replace("{0}", words[detail] ?? detail);
const svg = (text, label) => { const place = make("div.qr"); const code = new DOMParser().parseFromString(text, "image/svg+xml").documentElement; code.setAttribute("aria-label", label); place.append(code); return place; };
const option = (id, text) => new Option(text, id);
const pointOf = (id) => lists.points.find((point) => point.id === id);

const live = new Live(() => {}, (message) => { state = message; const before = range; range = message.parts?.range ?? null; render(before); }, (open) => { if (!open) { state = null; render(range); } });
async function send(command, more = {}) { const error = await live.command(`range.${command}`, more); if (error) toast(error); return error; }

document.querySelector("algometer-alarm").overWords = () => "The force is above the highest allowed here.";

const rampWords = { unload: "Take all load off the ball", "to-lower": "Press slowly – say 5 at pain 5", "to-upper": "Go on slowly – say 7 at pain 7", release: "Let go", done: "The safe range is measured", ended: "Ended without a range" };
function render(before) {
  const connection = live.connection(state); $("connection").dataset.state = connection; $("connection-text").textContent = { connected: "Connected", connecting: "Connecting", lost: "Connection lost", none: "Program not reachable" }[connection] ?? connection; $("simulated").hidden = !state?.device?.simulated;
  $("begin").disabled = connection !== "connected" || !person; $("ramp").hidden = !range; $("range-setup").hidden = Boolean(range);
  if (!range) return;
  const over = ["done", "ended"].includes(range.phase); const text = range.problem ?? rampWords[range.phase]; if ($("ramp-words").textContent !== text) $("ramp-words").textContent = text;
  $("ramp-newtons").textContent = range.newtons === null ? "–" : Math.max(0, range.newtons).toFixed(1); const rate = range.newtonsPerSecond ?? 0; $("rate-bar").firstElementChild.style.left = `${Math.max(1, Math.min(99, (rate / range.fastestNewtonsPerSecond) * 66.6))}%`; $("rate-words").textContent = `${rate.toFixed(0)} N/s, at most ${range.fastestNewtonsPerSecond.toFixed(0)} N/s · cap ${range.capNewtons.toFixed(0)} N`;
  $("say-lower").disabled = range.phase !== "to-lower"; $("say-upper").disabled = range.phase !== "to-upper"; $("ramp-stop").disabled = !range.phase.startsWith("to-"); $("ramp-end").hidden = over; $("ramp-close").hidden = !over;
  const flaw = [range.flaw ? word(range.flaw) : "", over ? "" : word(range.why)].filter(Boolean).join(" "); if ($("ramp-flaw").textContent !== flaw) $("ramp-flaw").textContent = flaw;
  if (before?.ramps.length !== range.ramps.length || !$("ramps").childElementCount) $("ramps").replaceChildren(...range.ramps.map((ramp, index) => make("tr", make("td", String(index + 1)), make("td", `${ramp.lowerNewtons.toFixed(1)} N`), make("td", `${ramp.upperNewtons.toFixed(1)} N`))));
  if (range.documentId && before?.documentId !== range.documentId) show(person.id, range.documentId);
}

function clinic(identity) {
  $("clinic").replaceChildren(...(identity ? [svg(identity.svg, "QR code of the clinic’s card"), make("div", make("p.soft", "Your clinic’s card: each patient’s program is paired with it once. Compare these letters with the patient."), make("p", make("strong", identity.name)), make("p.mono", identity.fingerprint), make("a.button", "Save the card", { href: `data:text/plain;charset=utf-8,${encodeURIComponent(identity.card)}`, download: "clinic.algoclinic" }))]
    : [make("label.field", "Name of the clinic ", make("input", { id: "clinic-name", maxLength: 40 })), make("button", "Make the clinic’s key", { type: "button", id: "make-key", onclick: async () => { try { lists.clinic = await ask("/api/plan/clinic", { name: $("clinic-name").value }); clinic(lists.clinic); } catch (failure) { toast(failure.message); } } })]));
}

async function show(id, wanted = null) {
  const data = await ask(`/api/plan/people/${id}`); person = { id, ...data }; history.replaceState(null, "", `?person=${id}`); $("follow").href = `/patients/${id}/home`; $("follow").hidden = false;
  const usable = data.ranges.filter((known) => known.state === "range.measured"); $("form").hidden = usable.length === 0; $("no-range").hidden = usable.length > 0;
  $("measured").replaceChildren(...usable.map((known) => option(known.id, `${word(`point.${known.point}`)}, ${known.side} · ${word(`tool.${known.tool}`)} · ${known.lowerNewtons.toFixed(1)}–${known.upperNewtons.toFixed(1)} N · ${day(known.measuredUtc)}${known.simulated ? " · simulated" : ""}`)));
  if (wanted && usable.some((known) => known.id === wanted)) $("measured").value = wanted;
  $("plans").replaceChildren(...(data.plans.length ? data.plans.map((stored) => make("li", make("button", { onclick: () => hand({ text: stored.text, plan: stored.plan, file: `${stored.plan.patient}-${stored.plan.point}.algoplan`, svg: null }) }, `${word(`point.${stored.plan.point}`)}, ${stored.plan.side}`, make("small", `${stored.plan.lowNewtons.toFixed(1)}–${stored.plan.highNewtons.toFixed(1)} N, limit ${stored.plan.limitNewtons.toFixed(1)} N · revision ${stored.plan.revision} · ${stored.expired ? "ended" : "valid until"} ${day(stored.plan.expiresUtc)}`)))) : [make("li.soft", "None yet")]));
  if (usable.length) fillFromRange(); render(range);
}

function fillFromRange() {
  const known = person.ranges.find((one) => one.id === $("measured").value); const point = pointOf(known.point); const pairs = lists.pairs.filter((pair) => pair.region === point.region && pair.tool === known.tool);
  $("position").replaceChildren(...pairs.map((pair) => option(pair.position, word(`position.${pair.position}`)))); if (point.movement) $("movement").value = point.movement; fillFromPreset();
}

function fillFromPreset() {
  const preset = lists.presets.find((known) => known.id === $("preset").value); $("preset-advice").textContent = word(`preset.${preset.id}.advice`); $("hold").value = preset.holdSeconds; $("repeats").value = preset.repeats; for (const id of ["low", "high", "limit"]) $(id).value = "";
  check();
}

const number = (id) => $(id).value === "" ? null : Number($(id).value);
const draft = () => ({ range: $("measured").value, position: $("position").value, preset: $("preset").value, movement: $("movement").value, days: weekdays.filter((name) => $(`day-${name}`).checked), sessionsADay: number("sessions") ?? 0, cleared: lists.clearable.filter((id) => $(`clear-${id}`).checked), validDays: number("valid") ?? 0, signedBy: $("signed-by").value, plan: openPlan, lowNewtons: number("low"), highNewtons: number("high"), limitNewtons: number("limit"), holdSeconds: number("hold"), repeats: number("repeats") });

async function check() {
  const mine = ++checks; $("error").textContent = "";
  try {
    const verdict = await ask(`/api/plan/people/${person.id}/check`, draft()); if (mine !== checks) return;
    $("verdict").textContent = verdict.accepted ? "This plan can be signed." : word(verdict.reason, verdict.detail) + (verdict.detail && !(words[verdict.reason] ?? "").includes("{0}") ? ` ${word(verdict.detail)}` : ""); $("verdict").dataset.good = String(verdict.accepted); $("sign").disabled = !verdict.accepted;
    if (verdict.plan) { const { plan } = verdict; $("low").placeholder = plan.lowNewtons.toFixed(1); $("high").placeholder = verdict.highestNewtons.toFixed(1); $("limit").placeholder = verdict.highestLimitNewtons.toFixed(1); $("band-picture").replaceChildren(bandBar(plan, pointOf(plan.point).capNewtons)); $("scene").replaceChildren(picture(plan.region, plan.tool, plan.position, word(`position.${plan.position}`))); } else { $("band-picture").replaceChildren(); }
  } catch (failure) { if (mine === checks) { $("verdict").textContent = failure.message; $("verdict").dataset.good = "false"; $("sign").disabled = true; } }
}

function hand(signed) {
  $("hand-over").hidden = false; $("qr").replaceChildren(...(signed.svg ? svg(signed.svg, "QR code of the plan").childNodes : [])); $("text").value = signed.text; $("file").href = `data:text/plain;charset=utf-8,${encodeURIComponent(signed.text)}`; $("file").download = signed.file;
  $("hand-words").textContent = `For ${signed.plan.patient}: ${word(`point.${signed.plan.point}`)}, valid until ${day(signed.plan.expiresUtc)}. The patient scans the code, or opens the file on the page “At home”.`; $("hand-over").scrollIntoView({ block: "nearest" });
}

$("point").append(...lists.points.filter((point) => lists.pairs.some((pair) => pair.region === point.region)).map((point) => option(point.id, word(`point.${point.id}`)))); $("preset").append(...lists.presets.map((preset) => option(preset.id, word(`preset.${preset.id}`)))); $("movement").append(...lists.movements.map((movement) => option(movement.id, movement.text)));
$("days").append(...weekdays.map((name) => make("label", make("input", { type: "checkbox", id: `day-${name}`, checked: true }), name.slice(0, 1).toUpperCase() + name.slice(1, 3)))); $("cleared").append(...lists.clearable.map((id) => make("label", make("input", { type: "checkbox", id: `clear-${id}` }), word(`screen.${id}`))));
for (const [id, limits] of [["hold", [lists.hold.leastSeconds, lists.hold.hardEndSeconds]], ["repeats", [1, lists.overTreatment.holdsAPoint]], ["sessions", [1, lists.overTreatment.sessionsADay]], ["valid", [1, lists.validDays]]]) [$(id).min, $(id).max] = limits;
const tools = () => { const point = pointOf($("point").value); $("tool").replaceChildren(...[...new Set(lists.pairs.filter((pair) => pair.region === point.region).map((pair) => pair.tool))].map((id) => option(id, word(`tool.${id}`)))); $("point-where").textContent = `${word(`point.${point.id}.where`)}. Highest force allowed here: ${point.capNewtons} N (a proposal without published evidence).`; };
$("point").addEventListener("change", tools); tools(); clinic(lists.clinic);
$("person").append(option("", people.length ? "Choose …" : "No patients yet: add one on the page Patients"), ...people.map((known) => option(known.id, known.name ? `${known.code} · ${known.name}` : known.code))); $("person").addEventListener("change", () => { if ($("person").value) show($("person").value); });
$("measured").addEventListener("change", fillFromRange); $("preset").addEventListener("change", fillFromPreset); $("form").addEventListener("input", (event) => { if (!["measured", "preset"].includes(event.target.id)) check(); });
$("begin").addEventListener("click", () => send("start", { person: person.id, point: $("point").value, side: $("side").value, tool: $("tool").value })); $("say-lower").addEventListener("click", () => send("lower")); $("say-upper").addEventListener("click", () => send("upper")); $("ramp-stop").addEventListener("click", () => send("stop")); $("ramp-end").addEventListener("click", () => send("end")); $("ramp-close").addEventListener("click", () => send("close"));
$("copy").addEventListener("click", async () => { try { await navigator.clipboard.writeText($("text").value); toast("Copied"); } catch { $("text").select(); toast("Press Ctrl-C to copy"); } });
$("form").addEventListener("submit", async (event) => { event.preventDefault(); $("error").textContent = ""; try { const signed = await ask(`/api/plan/people/${person.id}/sign`, draft()); await show(person.id); hand(signed); toast("Signed"); } catch (failure) { $("error").textContent = failure.message; } });
document.addEventListener("keydown", (event) => { if (!range || event.ctrlKey || event.altKey || event.metaKey) return; const pressing = range.phase.startsWith("to-"); if (pressing && (event.key === " " || event.key === "Escape")) { send("stop"); event.preventDefault(); } if (event.key === "5") send("lower"); if (event.key === "7") send("upper"); }, { capture: true });
const wanted = people.find((known) => known.id === query.get("person")); if (wanted) { $("person").value = wanted.id; await show(wanted.id); }
