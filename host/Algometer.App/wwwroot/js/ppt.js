// The guided test. The host leads it by the device's clock; this page shows what it says and passes answers on.
import { Live, flag, host } from "/js/live.js";
import { AlarmSound } from "/js/sound.js";
import { BodyDrawing, BodyMap, keyOf } from "/js/body-map.js";
import { Guidance } from "/js/ppt/guidance.js";
import { Corridor } from "/js/ppt/corridor.js";

const $ = (id) => document.getElementById(id);
const alarm = new AlarmSound(); const guidance = new Guidance(); const corridor = new Corridor($("corridor"));
const query = new URLSearchParams(location.search);
const rate = { faster: 16, good: 32, slower: 64 };
let state = null; let ppt = null; let last = null; let lastAt = 0; let faultAt = -1e9; let map = null; let protocols = []; let sites = []; let setup = null; let advice = "none";
const chosen = () => [...(setup?.chosen ?? [])];
// For measuring from outside: when the advice last changed on the page.
window.algometer = { adviceAt: 0, get advice() { return advice; }, get spoken() { return guidance.log; }, get ppt() { return ppt; } };

function setText(id, text) { const element = $(id); if (element.textContent !== text) element.textContent = text; }
const json = async (address) => { const answer = await fetch(address); const body = await answer.json(); if (!answer.ok) throw new Error(body.error); return body; };

const live = new Live((time, force, flags, device, decided) => {
  if (flags & flag.backlog) return;
  const blank = Number.isNaN(force) || (flags & (flag.faults | flag.settling)) !== 0;
  last = { time, force: blank ? NaN : force, over: (device & 1) !== 0 || (decided & host.over) !== 0, latched: (device & 4) !== 0 || (decided & host.latched) !== 0, fault: (flags & flag.faults) !== 0 || (decided & host.fault) !== 0 };
  lastAt = performance.now(); if (last.fault) faultAt = lastAt;
  const says = decided & rate.faster ? "faster" : decided & rate.slower ? "slower" : decided & rate.good ? "good" : "none";
  if (says !== advice) { advice = says; window.algometer.adviceAt = performance.timeOrigin + performance.now(); showAdvice(); }
  corridor.add(time, blank ? NaN : (force * 10) / (ppt?.tipAreaCm2 ?? 1));
}, (message) => { state = message; ppt = message.parts?.ppt ?? null; render(); }, (open) => { if (!open) { state = null; render(); } });

async function send(command, more) { const error = await live.command(command, more); if (error) toast(error); return error; }
let toastTimer = 0;
function toast(text) { setText("toast", text); $("toast").classList.add("shown"); clearTimeout(toastTimer); toastTimer = setTimeout(() => $("toast").classList.remove("shown"), 5000); }

function showAdvice() {
  setText("advice", { faster: "▲ Faster", slower: "▼ Slower", good: "● Just so", none: "–" }[advice]); $("advice").dataset.advice = advice;
  guidance.rate(advice);
}

function banner() {
  const fresh = last !== null && performance.now() - lastAt < 1000; const fault = performance.now() - faultAt < 1000;
  const over = fresh && last.over; const latched = fresh && last.latched; const lost = state?.connection === "lost";
  $("banner").hidden = !(over || latched || fault || lost);
  if (over) document.body.dataset.over = ""; else delete document.body.dataset.over;
  setText("banner-title", over ? "Release now" : fault ? "Sensor fault – release" : lost ? "Connection lost" : "The limit was passed");
  setText("banner-text", over ? "Pressure is above this site’s limit." : fault ? "The value cannot be trusted: check the sensor and its cable." : lost ? `Release. ${state.connectionText}` : "Take the tip off and acknowledge to go on.");
  $("acknowledge").hidden = !latched;
  alarm.set(over || latched || fault ? "high" : lost ? "medium" : "none");
}

const phaseWords = { resting: "Rest", ready: "Ready – press", pressing: "Press evenly", releasing: "Take the tip off", reviewing: "It does not count", rating: "Rate", conditioning: "Second stimulus", finished: "All done", stopped: "Stopped" };
let told = "";
function words() {
  const { phase, step, secondsLeft, refusal } = ppt; const pulses = step?.kind === "pulses"; const level = step?.kind === "level";
  if (phase === "resting") return [secondsLeft > 0 ? `Rest ${Math.ceil(secondsLeft)} s` : "One moment", refusal || (secondsLeft > 0 ? "The next place is shown. Keep the tip off until then." : "The tip must be off and still: zero is being checked.")];
  if (phase === "ready") return [step.kind === "familiarisation" ? "Ready – a try first" : "Ready – press", pulses ? `Press to ${ppt.levelKpa.toFixed(0)} kPa: ${ppt.pulses} times, follow the beat.` : level ? `Press to ${ppt.levelKpa.toFixed(0)} kPa and hold.` : `Contact starts it. Rise with ${ppt.targetRate.toFixed(0)} kPa each second until the patient’s button.`];
  if (phase === "pressing" && pulses) return [ppt.pressureOn ? `Press – ${ppt.pulse} of ${ppt.pulses}` : "Off", `${ppt.levelKpa.toFixed(0)} kPa. Type the rating of each pulse (T is 10).`];
  if (phase === "pressing" && level) return [`Hold ${ppt.levelKpa.toFixed(0)} kPa`, "Stay at the mark until it says off."];
  if (phase === "pressing") return ["Press evenly", `Cut-off at ${ppt.cutOffKpa.toFixed(0)} kPa.`];
  if (phase === "releasing") { return ["Take the tip off", "Answered. The zero is checked once more."]; }
  if (phase === "reviewing") return ["It does not count", ppt.entries.at(-1)?.reasons.join(" ") ?? ""];
  if (phase === "rating") return [secondsLeft > 0 ? `Rating in ${Math.ceil(secondsLeft)} s` : "Rate now", step.kind === "after-sensation" ? `What is still felt after ${step.seconds} s?` : "How strong was the pain?"];
  if (phase === "conditioning") return [secondsLeft > 0 ? `${Math.ceil(secondsLeft)} s` : "Second stimulus", secondsLeft > 0 ? "The stimulus is on. Thresholds follow under it." : `${ppt.conditioning}. Say when it is on.`];
  if (phase === "finished") return ["All done", "Every trial is stored with its trace."];
  return ["Stopped", "What was measured so far is stored."];
}

function render() {
  const connection = state?.connection ?? "none"; $("connection").dataset.state = connection;
  setText("connection-text", { connected: "Connected", connecting: "Connecting", lost: "Connection lost", refused: "Refused", none: "Program not reachable" }[connection] ?? connection);
  $("simulated").hidden = !state?.device?.simulated;
  $("setup").hidden = ppt !== null; $("test").hidden = ppt === null;
  if (!ppt) return;
  const { phase, step, entries } = ppt; const [head, hint] = words();
  setText("phase", head); setText("hint", ppt.problem ?? hint); $("shape").dataset.phase = phase;
  setText("place", step ? step.place.name : "");
  setText("progress-words", `${ppt.protocol} · step ${Math.min(ppt.index + 1, ppt.count)} of ${ppt.count}${ppt.next ? ` · next ${ppt.next.place.name}` : ""}`);
  $("progress").firstElementChild.style.width = `${(ppt.index / ppt.count) * 100}%`; $("progress").setAttribute("aria-valuemax", ppt.count); $("progress").setAttribute("aria-valuenow", ppt.index);
  const asks = step && (step.kind === "pulses" || step.kind === "level" || step.kind === "after-sensation" || step.kind === "conditioning") && ["pressing", "rating"].includes(phase);
  $("rating").hidden = !asks || (ppt.ratingsWanted <= ppt.ratings.length && step.kind !== "pulses"); $("guide").hidden = !$("rating").hidden;
  setText("rating-words", step?.kind === "pulses" ? `Pulse ${Math.min(ppt.ratings.length + 1, ppt.pulses)}: rating` : hint); setText("ratings", ppt.ratings.join("  "));
  $("repeat").hidden = $("go-on").hidden = phase !== "reviewing"; $("condition").hidden = phase !== "conditioning" || ppt.secondsLeft > 0;
  const over = phase === "finished" || phase === "stopped";
  $("answer").hidden = over || !(phase === "ready" || phase === "pressing"); $("stop").hidden = over; $("tare").hidden = over; $("discard").hidden = !entries.some((entry) => entry.kind === "ramp" && !entry.reasons.some((reason) => reason.startsWith("Discarded"))) || phase === "pressing";
  $("results").hidden = $("again").hidden = !over; if (over && ppt.runId) $("results").href = `/results.html?run=${ppt.runId}`;
  needle(ppt.rate); corridor.begin(ppt.contactSeconds, ppt.targetRate, ppt.cutOffKpa); if (phase !== "pressing" && advice === "none") setText("advice", "–");
  drawMap(step); trials(entries);
  const speak = `${head}${phase === "ready" && step ? `. ${step.place.name}` : ""}`.replace(/\d+ s$/, "");
  if (speak !== told && !(phase === "resting" && told.startsWith("Rest"))) { told = speak; guidance.say(speak); }
}

let drawn = "";
function drawMap(step) {
  const places = [...new Set(ppt.entries.map((entry) => keyOf(entry.site, entry.side)))]; const now = step ? keyOf(step.place.siteId, step.place.side) : null;
  const values = {};
  for (const key of places) {
    const good = ppt.entries.filter((entry) => keyOf(entry.site, entry.side) === key && entry.counts && entry.thresholdKpa !== null && !entry.conditioned).map((entry) => entry.thresholdKpa);
    if (good.length) values[key] = (good.reduce((a, b) => a + b, 0) / good.length).toFixed(0);
  }
  const key = JSON.stringify([now, values]); if (key === drawn) return; drawn = key;
  map = new BodyMap($("map"), { sites, mode: "show" }); map.chosen = new Set(places); map.mark(now, values);
}

let rows = "";
function trials(entries) {
  const text = JSON.stringify(entries); if (text === rows) return; rows = text;
  $("trials").replaceChildren(...[...entries].reverse().map((entry) => {
    const row = document.createElement("tr"); row.dataset.counts = String(entry.counts); row.dataset.kind = entry.kind;
    const state = entry.counts ? "✓ counts" : entry.kind === "familiarisation" ? "○ a try" : entry.kind === "conditioning" ? "○" : "✕ does not count";
    const cells = [`${entry.place}${entry.conditioned ? " (conditioned)" : ""}${entry.round ? ` · ${entry.round}` : ""}${entry.attempt > 1 ? ` · try ${entry.attempt}` : ""}`,
      entry.words + (entry.biasLowKpa !== null && entry.thresholdKpa !== null ? `, reaction adds about ${entry.biasLowKpa.toFixed(0)}–${entry.biasHighKpa.toFixed(0)}` : ""), entry.rate === null ? "" : `${entry.rate.toFixed(1)} kPa/s · R² ${entry.rSquared.toFixed(3)}`, ""];
    for (const cell of cells) row.insertCell().textContent = cell;
    const mark = document.createElement("span"); mark.className = "mark"; mark.textContent = state; row.cells[3].append(mark, entry.reasons.length && !entry.counts ? ` ${entry.reasons.join(" ")}` : "");
    return row;
  }));
}

// The gauge spans 0 to twice the target; the green part is where a ramp counts.
const angle = (part) => Math.PI * (1 - Math.min(1, Math.max(0, part / 2)));
const onArc = (part, radius) => [100 + radius * Math.cos(angle(part)), 108 - radius * Math.sin(angle(part))];
const arc = (from, to, radius) => { const [a, b] = [onArc(from, radius), onArc(to, radius)]; return `M${a[0].toFixed(1)} ${a[1].toFixed(1)}A${radius} ${radius} 0 0 1 ${b[0].toFixed(1)} ${b[1].toFixed(1)}`; };
document.querySelector("#gauge .good").setAttribute("d", arc(0.8, 1.2, 80));
function needle(now) {
  const part = now === null ? 0 : now / ppt.targetRate; const turn = 90 - (angle(part) * 180) / Math.PI;
  $("needle").setAttribute("transform", `rotate(${turn.toFixed(1)} 100 108)`); setText("rate-now", now === null ? "" : `${now.toFixed(0)} kPa/s`);
  if (!$("gauge-marks").childElementCount) for (const mark of [0, 1, 2]) {
    const text = document.createElementNS("http://www.w3.org/2000/svg", "text"); const [x, y] = onArc(mark, 97); text.setAttribute("x", Math.min(186, Math.max(12, x))); text.setAttribute("y", mark === 1 ? 8 : y + 16); text.textContent = (mark * ppt.targetRate).toFixed(0); $("gauge-marks").append(text);
  }
}

function frame() {
  banner();
  if (ppt) { const fresh = last && performance.now() - lastAt < 1000; setText("value", fresh && !Number.isNaN(last.force) ? Math.max(0, (last.force * 10) / ppt.tipAreaCm2).toFixed(0) : "–"); corridor.draw(); }
  requestAnimationFrame(frame);
}

async function begin() {
  setText("problem", "");
  const places = chosen().map((key) => { const [site, side] = key.split("/"); const own = sites.find((known) => known.id === site).own; return own ? { site, side, name: own.name, own: own.place } : { site, side }; });
  if (!places.length) { setText("problem", "Choose at least one site on the drawing."); document.querySelector("#choose [tabindex='0']")?.focus(); return; }
  const error = await live.command("ppt.start", { protocol: $("protocol").value, places, tipAreaCm2: Number($("tip").value), repeats: Number($("repeats").value), rateKpaPerSecond: Number($("rate").value), familiarisation: $("familiarisation").checked,
    person: $("person").value || null, visit: query.get("visit"), visitPhase: query.get("phase") });
  if (error) setText("problem", error); else { document.activeElement?.blur(); scrollTo(0, 0); }
}

function showProtocol() {
  const protocol = protocols.find((known) => known.id === $("protocol").value);
  setText("protocol-source", `${protocol.source}${protocol.certainty === "proposed" ? " – proposed, choose your own" : ""}.`); setText("instruction", protocol.instruction.text); setText("instruction-version", `Wording ${protocol.instruction.version}, protocol version ${protocol.version}`);
  $("repeats").value = protocol.repeats; $("rate").value = protocol.rateKpaPerSecond; $("familiarisation").checked = protocol.familiarisation; $("tip").value = String(protocol.tipAreaCm2);
}

function discard() {
  const entry = [...ppt.entries].reverse().find((known) => known.kind === "ramp" && !known.reasons.some((reason) => reason.startsWith("Discarded")));
  if (!entry) return;
  $("reason").value = ""; $("why").showModal(); $("why").onclose = () => { if ($("why").returnValue === "discard") send("ppt.discard", { ordinal: entry.ordinal, reason: $("reason").value }); };
}

const actions = { repeat: () => send("ppt.repeat"), "go-on": () => send("ppt.go-on"), condition: () => send("ppt.condition"), answer: () => send("ppt.answer"), discard, tare: () => send("tare"), stop: () => send("ppt.stop"), again: () => send("ppt.close"), acknowledge: () => send("acknowledge"),
  voice: () => { guidance.on = !guidance.on; $("voice").setAttribute("aria-pressed", String(guidance.on)); } };
for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
const keys = { r: "repeat", n: "go-on", c: "condition", " ": "answer", pagedown: "answer", d: "discard", z: "tare", v: "voice", escape: "stop", a: "acknowledge" };
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { alarm.unlock(); guidance.unlock(alarm.context); }, { capture: true });
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("why").open || event.target.matches("input, select")) return;
  const key = event.key.toLowerCase();
  if (!ppt) { if (key === "enter" && !event.target.closest("button, a, [role=checkbox]")) { event.preventDefault(); begin(); } if (key === "a" && !$("acknowledge").hidden) actions.acknowledge(); return; }
  if (/^[0-9t]$/.test(key)) { event.preventDefault(); send("ppt.rate", { rating: key === "t" ? 10 : Number(key) }); return; }
  if (key === " " && event.target.matches("button:not(#answer), a")) return;
  if (keys[key] && !$(keys[key]).hidden) { event.preventDefault(); actions[keys[key]](); }
});
for (let rating = 0; rating <= 10; rating++) { const button = document.createElement("button"); button.textContent = String(rating); button.addEventListener("click", () => send("ppt.rate", { rating })); $("rating-buttons").append(button); }
$("form").addEventListener("submit", (event) => { event.preventDefault(); begin(); });
$("protocol").addEventListener("change", showProtocol);

const [catalogue, places] = await Promise.all([json("/api/ppt/protocols"), json("/api/sites")]);
protocols = catalogue.protocols; sites = places.sites;
$("protocol").replaceChildren(...protocols.map((protocol) => new Option(protocol.name, protocol.id))); showProtocol();
const choose = (keys) => { setup = new BodyMap($("choose"), { sites, mode: "choose", first: "upper-trapezius/right", onChange: (all) => setText("chosen", all.length ? all.map((key) => setup.label(key)).join(" · ") : "Choose one or more sites: click, or arrow keys and Space."), chosen: keys }); setup.options.onChange(keys); };
choose([]);

// A place of its own is a site with one side, drawn where it was marked.
function addOwn(id, name, side, place) {
  if (!sites.some((site) => site.id === id)) sites.push({ id, name, landmark: name, region: place.region, view: place.back ? "back" : "front", x: Math.abs(place.x - 50), y: place.y, midline: side === "midline", only: side, own: { name, place } });
}
$("own-region").append(...places.regions.map((region) => new Option(`${region.name} (up to ${region.capKpa} kPa, proposed)`, region.id)));
let ownMark = null;
new BodyDrawing($("own-map"), { marks: [], quality: () => "", radius: () => 3, words: () => "", onChange: (marks) => { if (marks.length > 1) marks.splice(0, marks.length - 1); ownMark = marks.at(-1) ?? null; } });
$("own-add").addEventListener("click", () => {
  const name = $("own-name").value.trim();
  if (!name || !ownMark) { setText("problem", "A place of its own needs a name and a mark on the drawing."); return; }
  const side = Math.abs(ownMark.x - 50) < 1.5 ? "midline" : (ownMark.x > 50) === (ownMark.view === "front") ? "left" : "right"; const id = `own-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${sites.length}`;
  addOwn(id, name, side, { region: $("own-region").value, back: ownMark.view === "back", x: side === "midline" ? 50 : ownMark.x, y: ownMark.y }); setText("problem", ""); choose([...chosen(), keyOf(id, side)]);
});
async function ownOf(person) {
  for (const run of person ? await json(`/api/ppt/runs?person=${person}`) : []) for (const place of run.places) if (place.own) addOwn(place.siteId, place.name.replace(/, (left|right)$/, ""), place.side, place.own);
  choose(chosen());
}
$("person").addEventListener("change", () => ownOf($("person").value));
json("/api/people").then((people) => { $("person").append(...people.map((person) => new Option(person.code, person.id))); if (query.get("person")) { $("person").value = query.get("person"); ownOf($("person").value); } }).catch(() => { /* no people yet */ });
render(); frame();
navigator.wakeLock?.request("screen").catch(() => {});
