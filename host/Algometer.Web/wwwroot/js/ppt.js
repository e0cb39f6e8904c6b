// The guided test. The host leads it by the device's clock; this page shows what it says and passes answers on.
import { Live, flag } from "/modules/live.js";
import "/modules/alarm.js";
import { Guidance } from "/js/ppt/guidance.js";
import { Corridor } from "/js/ppt/corridor.js";
import { Setup } from "/js/ppt/setup.js";
import { needle } from "/js/ppt/gauge.js";
import { isDiscarded, onBody, trials } from "/js/ppt/trials.js";
import { spoken, words } from "/js/ppt/words.js";

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const rate = { faster: 16, good: 32, slower: 64 };
const guidance = new Guidance(); const corridor = new Corridor($("corridor"));
let state = null; let ppt = null; let last = null; let lastAt = 0; let advice = "none"; let told = "";
// For measuring from outside: when the advice last changed on the page.
window.algometer = { adviceAt: 0, get advice() { return advice; }, get spoken() { return guidance.log; }, get ppt() { return ppt; } };

function setText(id, text) { const element = $(id); if (element.textContent !== text) element.textContent = text; }

const live = new Live((time, force, flags, device, decided) => {
  if (flags & flag.backlog) return;
  const blank = Number.isNaN(force) || (flags & (flag.faults | flag.settling | flag.glitch)) !== 0;
  last = blank ? NaN : force; lastAt = performance.now();
  const says = decided & rate.faster ? "faster" : decided & rate.slower ? "slower" : decided & rate.good ? "good" : "none";
  if (says !== advice) { advice = says; showAdvice(); window.algometer.adviceAt = performance.timeOrigin + performance.now(); }
  corridor.add(time, blank ? NaN : (force * 10) / (ppt?.tipAreaCm2 ?? 1));
}, (message) => { const opened = state === null && ppt === null; state = message; ppt = message.parts?.ppt ?? null; if (opened) makeRoom(); render(); }, (open) => { if (!open) { state = null; render(); } });
const banner = document.querySelector("algometer-alarm"); banner.overWords = () => "Pressure is above this site’s limit.";
const setup = new Setup(live, query);

// Who comes here for a new test need not put the last one away first.
let roomMade = false;
function makeRoom() {
  if (!roomMade && ppt && isOver(ppt.phase) && ["visit", "like", "places", "protocol"].some((key) => query.get(key))) { send("ppt.close"); ppt = null; }
  roomMade = true;
}
const isOver = (phase) => phase === "finished" || phase === "stopped";

async function send(command, more) { const error = await live.command(command, more); if (error) toast(error); return error; }
let toastTimer = 0;
function toast(text) { setText("toast", text); $("toast").classList.add("shown"); clearTimeout(toastTimer); toastTimer = setTimeout(() => $("toast").classList.remove("shown"), 5000); }

function showAdvice() {
  setText("advice", { faster: "▲ Faster", slower: "▼ Slower", good: "● Just so", none: "–" }[advice]); $("advice").dataset.advice = advice;
  guidance.rate(advice);
}

function render() {
  const connection = live.connection(state); $("connection").dataset.state = connection;
  setText("connection-text", { connected: "Connected", connecting: "Connecting", lost: "Connection lost", none: "Program not reachable" }[connection] ?? connection);
  $("simulated").hidden = !state?.device?.simulated;
  $("setup").hidden = ppt !== null; $("test").hidden = ppt === null;
  if (!ppt) return;
  const { phase, step, entries } = ppt; const [head, hint] = words(ppt); const over = isOver(phase);
  setText("phase", head); setText("hint", ppt.problem ?? hint); $("shape").dataset.phase = phase;
  setText("place", step && !over ? step.place.name : "");
  setText("progress-words", `${ppt.protocol} · step ${Math.min(ppt.index + 1, ppt.count)} of ${ppt.count}${ppt.next ? ` · next ${ppt.next.place.name}` : ""}`);
  $("progress").firstElementChild.style.width = `${(ppt.index / ppt.count) * 100}%`; $("progress").setAttribute("aria-valuemax", ppt.count); $("progress").setAttribute("aria-valuenow", ppt.index);
  const asks = step && (step.kind === "pulses" || step.kind === "level" || step.kind === "after-sensation" || step.kind === "conditioning") && ["pressing", "rating"].includes(phase);
  $("rating").hidden = !asks || (ppt.ratingsWanted <= ppt.ratings.length && step.kind !== "pulses"); $("guide").hidden = over || !$("rating").hidden; $("test").dataset.over = String(over); $("big").hidden = over;
  setText("rating-words", step?.kind === "pulses" ? `Pulse ${Math.min(ppt.ratings.length + 1, ppt.pulses)}: rating` : hint); setText("ratings", ppt.ratings.join("  "));
  $("repeat").hidden = $("go-on").hidden = phase !== "reviewing"; $("condition").hidden = phase !== "conditioning" || ppt.secondsLeft > 0;
  $("answer").hidden = over || !(phase === "ready" || phase === "pressing"); $("stop").hidden = over; $("tare").hidden = over; $("discard").hidden = !entries.some((entry) => entry.kind === "ramp" && !isDiscarded(entry)) || phase === "pressing";
  $("results").hidden = $("again").hidden = !over; if (over && ppt.runId) $("results").href = `/results?run=${ppt.runId}`;
  needle(ppt.rate, ppt.targetRate); corridor.begin(ppt.contactSeconds, ppt.targetRate, ppt.cutOffKpa); if (phase !== "pressing" && advice === "none") setText("advice", "–");
  onBody(ppt, setup.sites); trials(entries);
  const speak = spoken(ppt, head);
  if (speak !== told && !(phase === "resting" && told.startsWith("Rest"))) { told = speak; guidance.say(speak); }
}

function frame() {
  if (ppt) { const fresh = performance.now() - lastAt < 1000; setText("value", fresh && !Number.isNaN(last) ? Math.max(0, (last * 10) / ppt.tipAreaCm2).toFixed(0) : "–"); corridor.draw(); }
  requestAnimationFrame(frame);
}

function discard() {
  const entry = [...ppt.entries].reverse().find((known) => known.kind === "ramp" && !isDiscarded(known));
  if (!entry) return;
  $("reason").value = ""; $("why").showModal(); $("why").onclose = () => { if ($("why").returnValue === "discard") send("ppt.discard", { ordinal: entry.ordinal, reason: $("reason").value }); };
}

const actions = { repeat: () => send("ppt.repeat"), "go-on": () => send("ppt.go-on"), condition: () => send("ppt.condition"), answer: () => send("ppt.answer"), discard, tare: () => send("ppt.zero"), stop: () => send("ppt.stop"), again: () => send("ppt.close"),
  voice: () => { guidance.on = !guidance.on; $("voice").setAttribute("aria-pressed", String(guidance.on)); } };
for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
// A foot pedal is a keyboard to the computer: most send Page Down, or the space bar.
const keys = { r: "repeat", n: "go-on", c: "condition", " ": "answer", pagedown: "answer", d: "discard", z: "tare", v: "voice", escape: "stop" };
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => guidance.unlock(banner.sound.context), { capture: true });
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("why").open || event.target.matches("input, select")) return;
  const key = event.key.toLowerCase();
  if (!ppt) { if (key === "enter" && !event.target.closest("button, a, summary, [role=checkbox], [role=application]")) { event.preventDefault(); setup.begin(); } return; }
  if (/^[0-9t]$/.test(key)) { event.preventDefault(); send("ppt.rate", { rating: key === "t" ? 10 : Number(key) }); return; }
  if (key === " " && event.target.matches("button:not(#answer), a")) return;
  if (keys[key] && !$(keys[key]).hidden && !event.repeat) { event.preventDefault(); actions[keys[key]](); }
});
for (let rating = 0; rating <= 10; rating++) { const button = document.createElement("button"); button.textContent = String(rating); button.addEventListener("click", () => send("ppt.rate", { rating })); $("rating-buttons").append(button); }
if (query.get("visit")) for (const link of document.querySelectorAll(".to-visit")) { link.hidden = false; link.href = `/visit.html?person=${query.get("person")}&visit=${query.get("visit")}&step=${query.get("phase") === "after" ? 5 : 2}`; }

await setup.open();
render(); frame();
navigator.wakeLock?.request("screen").catch(() => {});
