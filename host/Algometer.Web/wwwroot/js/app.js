// The live page. It shows what the device and the host decided; it decides nothing itself.
import { Live, flag, host } from "/modules/live.js";
import { TraceChart } from "/js/chart.js";
import "/modules/alarm.js";
import { PortPicker } from "/js/port-picker.js";
import { HoldStrip } from "/js/hold-strip.js";
import { units, unitNamed, clock } from "/js/units.js";

const $ = (id) => document.getElementById(id);
const staleAfter = 1000;
const remembered = (key, fallback) => { try { return localStorage.getItem(key) ?? fallback; } catch { return fallback; } };
const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } };
const chart = new TraceChart($("chart"));
const strip = new HoldStrip($("strip-canvas"), $("strip-words"));
const ports = new PortPicker($("ports"), (port) => (port === null ? send("ports.ask-all", {}, "Every port is being asked") : send("ports.ask", { port }, `${port} is being asked`)));
// What the clinic has set; another choice here lasts as long as the page.
const measuring = await fetch("/api/settings/measuring").then((answer) => answer.json()).catch(() => ({ unit: "N", lowNewtons: 25, highNewtons: 35, holdSeconds: 60 }));
let state = null; let last = null; let lastAt = 0; let unitId = measuring.unit; let area = Number(remembered("area", "1"));
const unit = () => unitNamed(unitId, area);
const scale = () => unit().perNewton(area > 0 ? area : 1);
const show = (newtons) => (newtons * scale()).toFixed(unit().decimals);

// For measuring from outside: when the newest over-limit became visible, and how often the chart was drawn.
window.algometer = { get draws() { return chart.draws; }, get overVisibleAt() { return banner.overVisibleAt; }, get overArrivedAt() { return banner.overArrivedAt; }, get bursts() { return banner.sound.bursts; } };

function setText(id, text) { const element = $(id); if (element.textContent !== text) element.textContent = text; }
function setData(element, name, value) { if (value === null) delete element.dataset[name]; else if (element.dataset[name] !== value) element.dataset[name] = value; }

const banner = document.querySelector("algometer-alarm");
banner.overWords = () => live.reachable && state ? `Pressure is above the limit of ${show(state.limitNewtons)} ${unit().symbol}.` : null;
const live = new Live((time, force, flags, alarm, decided) => {
  const blank = Number.isNaN(force) || (flags & (flag.faults | flag.settling | flag.glitch)) !== 0;
  if ((flags & flag.gap) !== 0) chart.add(time - 1e-6, NaN);
  if ((flags & flag.backlog) === 0) {
    chart.add(time, blank ? NaN : force);
    // A value alone among its neighbours is left out: the number before it stands on.
    if ((flags & flag.glitch) === 0 || last === null) last = { force: blank ? NaN : force, warn: (alarm & 2) !== 0 || (decided & host.warn) !== 0 };
    lastAt = performance.now();
  }
}, (message) => { state = message; render(); }, (open) => { if (!open) { state = null; render(); } });

// A number stands only while the host is heard, has said how things stand, and says that it can be trusted.
const faulty = () => ["sensor-fault", "program-error"].includes(banner.standing.kind);
const fresh = () => state !== null && last !== null && live.reachable && performance.now() - lastAt < staleAfter;

function zone() {
  if (faulty() && live.reachable) return ["fault", "Sensor fault"];
  if (!fresh()) return banner.standing.over ? ["over", "Over the limit"] : ["none", "No data"];
  if (banner.standing.over) return ["over", "Over the limit"];
  if (last.warn) return ["warn", "Near the limit"];
  if (Number.isNaN(last.force)) return ["none", "Settling"];
  const { lowNewtons: low, highNewtons: high } = state?.hold ?? { lowNewtons: 0, highNewtons: 0 };
  if (high > low && last.force >= low && last.force <= high) return ["band", "In the band"];
  if (high > low && last.force > high) return ["warn", "Above the band"];
  return ["free", last.force < 0.5 ? "No pressure" : "Below the band"];
}

let numberAt = 0;
function frame(now) {
  const [kind, words] = zone(); setData($("zone"), "zone", kind); setText("zone-text", words);
  if (now - numberAt > 60) {
    numberAt = now;
    const valid = fresh() && !faulty() && !Number.isNaN(last.force);
    const text = valid ? show(last.force) : "–";
    setText("value", /^-0(\.0+)?$/.test(text) ? text.slice(1) : text); setText("symbol", unit().symbol);
    const full = (state?.limitNewtons ?? 60) * 1.12;
    $("level-fill").style.width = `${valid ? Math.min(100, Math.max(0, (last.force / full) * 100)) : 0}%`;
  }
  chart.draw();
  requestAnimationFrame(frame);
}

function render() {
  const connection = live.connection(state);
  setData($("connection"), "state", connection);
  setText("connection-text", { connected: "Connected", connecting: "Connecting", lost: "Connection lost", closed: "Closed", replay: "Replay", none: "Program not reachable" }[connection] ?? connection);
  $("connection").title = state?.connectionText ?? "";
  $("simulated").hidden = !state?.device?.simulated;
  ports.show(state?.parts?.ports ?? null);
  if (!state) return;
  const due = state.parts?.["calibration-due"]; const never = due?.kind === "never"; const soon = Boolean(due?.words) && !never;
  $("uncalibrated").hidden = !never; if (never) setText("uncalibrated-text", due.words); $("calibration-due").hidden = !soon; if (soon) setText("calibration-due", `◷ ${due.words}`);
  const { hold, health, device, recording } = state; const limit = state.limitNewtons; const full = limit * 1.12;
  chart.setZones({ low: hold.lowNewtons, high: hold.highNewtons, limit }, scale());
  $("level-band").style.left = `${(hold.lowNewtons / full) * 100}%`; $("level-band").style.width = `${((hold.highNewtons - hold.lowNewtons) / full) * 100}%`;
  $("level-limit").hidden = false; $("level-limit").style.left = `${(limit / full) * 100}%`;
  setText("level-band-text", hold.highNewtons > hold.lowNewtons ? `band ${show(hold.lowNewtons)}–${show(hold.highNewtons)}` : ""); setText("level-limit-text", `limit ${show(limit)} ${unit().symbol}`);
  const part = hold.targetSeconds > 0 ? Math.min(100, (hold.inBandSeconds / hold.targetSeconds) * 100) : 0;
  const done = $("ring").querySelector(".done"); done.style.strokeDasharray = `${part} 100`; setData(done, "empty", part > 0 ? null : "");
  setText("clock", clock(hold.inBandSeconds)); setText("clock-of", `of ${clock(hold.targetSeconds)}`); setText("hold-state", hold.words);
  setText("steadiness", hold.steadinessPercent > 0 ? `±${hold.steadinessPercent.toFixed(1)} %` : "–"); setText("represses", String(hold.rePresses));
  showEasing(state.easing, hold.running);
  $("strip").hidden = !state.strip; strip.set(state, show);
  label("hold-toggle", hold.running ? "End hold" : "Start hold"); $("hold-pause").hidden = !hold.running; label("hold-pause", hold.state === "Paused" ? "Go on" : "Pause");
  label("stream", state.streaming ? "Stop" : "Start");
  setText("health", `${health.rateHertz > 0 ? health.rateHertz.toFixed(1) : "–"} samples/s · jitter ${health.jitterMilliseconds.toFixed(2)} ms · lost ${health.lost} · gaps ${health.gaps}${health.crcErrors ? ` · broken frames ${health.crcErrors}` : ""}${health.reconnections ? ` · reconnected ${health.reconnections}×` : ""}`);
  setText("recording", recording ? recording.problem ?? `Recording ${recording.sessionId} · ${recording.samples} samples` : "Not recording");
  setText("device", device ? `Device ${device.id} · ${device.tool} · firmware ${device.firmware} · ${device.calibration}${device.pace ? ` · ${device.tooSlow ? "⚠ " : ""}${device.pace}` : ""}` : "No device");
  setText("device-notes", (device?.notes ?? []).map((note) => `⚠ ${note}`).join("  "));
}

// Shape, text and colour say the same; the bar's middle is where "possibly" begins.
const easingShapes = { Settling: "M4 6Q9 18 20 18V20Q7 20 2 7Z", Steady: "M2 10h20v4H2Z", PossiblyEasing: "M2 6h8l10 8-1.4 1.8L9 8.500H2ZM20 17v-6l3 6Z", Easing: "M12 21 3 9h5V3h8v6h5Z", BackingOff: "M12 3 21 14H3ZM4 17h16v3H4Z", RePressing: "M12 17 3 6h18ZM4 19h16v3H4Z", CannotJudge: "M11 16h2v3h-2ZM8 8a4 4 0 1 1 5 4v2h-2v-4a2 2 0 1 0-1-2Z", LoadFell: "M12 3 21 14H3ZM11 16h2v5h-2Z", HeldLevel: "M2 6h20v4H2ZM2 14h20v4H2Z", NoHold: "M12 6a6 6 0 1 1 0 12 6 6 0 0 1 0-12Z" };
function showEasing(easing, running) {
  $("easing").hidden = !running && easing.verdict === null;
  setData($("easing"), "state", easing.state);
  $("easing-shape").setAttribute("d", easingShapes[easing.state] ?? easingShapes.NoHold);
  setText("easing-name", easing.verdict !== null ? `Last hold: ${easing.title}` : easing.title);
  setText("easing-drop", easing.dropPercent === null ? "" : `${easing.dropPercent.toFixed(0)} ± ${easing.dropDeviationPercent.toFixed(0)} %`);
  setText("easing-words", easing.verdict ?? easing.words);
  $("easing-fill").style.width = `${(easing.belief ?? 0) * 100}%`;
  $("let-off").hidden = easing.question === null; setText("let-off-text", easing.question ?? "");
  $("pain").hidden = !running;
  for (const button of $("pain").querySelectorAll("button")) button.setAttribute("aria-pressed", String(Number(button.textContent) === easing.pain));
  chart.setEasing(running ? easing : null);
}
const ratePain = (rating) => send("pain", { rating }, `Pain ${rating}`);
for (let rating = 0; rating <= 10; rating++) {
  const button = document.createElement("button"); button.textContent = String(rating); button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => ratePain(rating)); $("pain").append(button);
}

function label(id, text) { const node = $(id).firstChild; if (node.data.trim() !== text) node.data = `${text} `; }

let toastTimer = 0;
function toast(text) { setText("toast", text); $("toast").classList.add("shown"); clearTimeout(toastTimer); toastTimer = setTimeout(() => $("toast").classList.remove("shown"), 4500); }

async function send(command, more, done) { const error = await live.command(command, more); if (error) toast(error); else if (done) toast(done); }

function startOrEndHold() {
  if (state?.hold.running) { send("hold-stop", {}, "Hold ended"); return; }
  const low = Number($("low").value) / scale(); const high = Number($("high").value) / scale(); const seconds = Number($("seconds").value);
  send("hold-start", { lowNewtons: low, highNewtons: high, targetSeconds: seconds, followPercent: Number($("follow").value) });
}

const actions = {
  "hold-toggle": startOrEndHold,
  "hold-pause": () => send(state?.hold.state === "Paused" ? "hold-resume" : "hold-pause"),
  mark: () => send("mark", {}, "Marked"),
  tare: () => send("tare", {}, "Zero set"),
  stream: () => send(state?.streaming ? "stop" : "start"),
  "let-off-yes": () => send("let-off", { mine: true }, "Noted: you let off"),
  "let-off-no": () => send("let-off", { mine: false }, "Noted: it was not you"),
  "help-open": () => $("help").showModal(),
  theme: () => {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    setTheme(dark ? "light" : "dark");
  },
};
const keys = { h: "hold-toggle", p: "hold-pause", m: "mark", z: "tare", s: "stream", y: "let-off-yes", n: "let-off-no", l: "theme", "?": "help-open" };

function setTheme(theme) { if (theme) { document.documentElement.dataset.theme = theme; remember("theme", theme); } chart.build(); strip.draw(); }

function fillBand() { for (const [id, newtons] of [["low", bandNewtons[0]], ["high", bandNewtons[1]]]) $(id).value = (newtons * scale()).toFixed(unit().decimals); document.querySelector(".unit-name").textContent = unit().symbol; }
const bandNewtons = [measuring.lowNewtons, measuring.highNewtons]; $("seconds").value = String(measuring.holdSeconds);
for (const [id, index] of [["low", 0], ["high", 1]]) $(id).addEventListener("change", () => { bandNewtons[index] = Number($(id).value) / scale(); });
$("band").addEventListener("submit", (event) => { event.preventDefault(); startOrEndHold(); });

function refillUnits() {
  $("unit").replaceChildren(...units.filter((u) => !u.needsArea || area > 0).map((u) => new Option(u.symbol, u.id)));
  $("unit").value = unit().id; fillBand(); render();
}
$("unit").addEventListener("change", () => { unitId = $("unit").value; refillUnits(); });
$("tip").value = String(area);
$("tip").addEventListener("change", async () => {
  const wanted = Number($("tip").value); const error = await live.command("tip", { squareCentimetres: wanted });
  if (error) { $("tip").value = String(area); toast(error); return; }
  area = wanted; remember("area", String(area)); refillUnits();
});

for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select") || $("help").open) return;
  const key = event.key.toLowerCase();
  if (key === "u") { const known = [...$("unit").options].map((o) => o.value); unitId = known[(known.indexOf(unit().id) + 1) % known.length]; refillUnits(); return; }
  if (/^[0-9]$/.test(key) && state?.hold.running) { ratePain(Number(key)); return; }
  if (keys[key] && !$(keys[key]).hidden && !$(keys[key]).closest("[hidden]")) { event.preventDefault(); actions[keys[key]](); }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart.build());
for (let i = 0; i < 12; i++) {
  const line = document.createElementNS("http://www.w3.org/2000/svg", "line"); const turn = (i * Math.PI) / 6;
  for (const [name, radius, side] of [["1", 70, 0], ["2", 74, 0]]) { line.setAttribute(`x${name}`, 100 + radius * Math.sin(turn)); line.setAttribute(`y${name}`, 100 - radius * Math.cos(turn)); }
  $("ring-marks").append(line);
}
setTheme(remembered("theme", ""));
refillUnits();
navigator.wakeLock?.request("screen").catch(() => {});
requestAnimationFrame(frame);
