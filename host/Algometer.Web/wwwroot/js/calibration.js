// The calibration wizard: the host judges steadiness and takes the readings, this page shows what to put on.
import { Live } from "/modules/live.js";
import { $, ask, make, day } from "/js/page.js";

const ns = "http://www.w3.org/2000/svg"; let now = null; let drawn = ""; let sets = []; let chosen = false;
const svg = (name, attributes, text) => { const node = document.createElementNS(ns, name); for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value); if (text !== undefined) node.textContent = text; return node; };
const setText = (id, text) => { if ($(id).textContent !== text) $(id).textContent = text; };
const live = new Live(() => {}, (message) => { now = message.parts?.calibration ?? null; $("simulated").hidden = !message.device?.simulated; if (!chosen && message.device) propose(message.device.tool); render(); }, () => {});

// The masses that the tool needs, until somebody chooses a tool or types others. A ball has no tip.
function propose(tool) {
  const set = sets.find((known) => known.tool === tool); if (!set || $("tool").dataset.shown === tool) return;
  $("tool").dataset.shown = tool; $("tool").value = tool; $("masses").value = set.massesKg.join(" "); $("tip").closest("label").hidden = $("tip-why").hidden = tool === "ball";
  const most = set.massesKg.at(-1); setText("laid", `Up to ${most} kg: half of the ${tool}’s largest limit of ${set.largestLimitNewtons} N or more. The device’s limit is raised for it while the masses are on.`);
}
async function send(command, more) { const error = await live.command(`calibration.${command}`, more); setText("problem", error ?? ""); return error; }

function picture(mass) {
  const total = now.massesKg.length; const layers = mass === 0 ? 0 : now.massesKg.indexOf(mass) + 1;
  $("picture").replaceChildren(svg("rect", { class: "cell", x: 20, y: 104, width: 120, height: 16, rx: 4 }), svg("rect", { class: "cell", x: 70, y: 94, width: 20, height: 10 }),
    ...Array.from({ length: total }, (_, i) => svg("rect", { class: i < layers ? "mass" : "ghost", x: 50 - i * 1.5 + 6, y: 92 - (i + 1) * (80 / total), width: 48 + i * 3, height: 80 / total - 2, rx: 3 })));
}

function render() {
  $("setup").hidden = now !== null; $("run").hidden = now === null; if (!now) return;
  const { stage, step, done, count, fit } = now;
  setText("progress-words", stage === "warm-up" ? "Warm-up" : `Reading ${Math.min(done + 1, count)} of ${count}`); $("bar").firstElementChild.style.width = `${(done / count) * 100}%`; $("bar").setAttribute("aria-valuemax", count); $("bar").setAttribute("aria-valuenow", done);
  $("task").hidden = stage === "fitted"; $("skip").hidden = stage !== "warm-up"; $("back").hidden = !done || now.written !== null; $("write").hidden = stage !== "fitted" || now.written !== null || now.refused.length > 0; $("refused").hidden = now.refused.length === 0; if (now.refused.length && $("refused-list").childElementCount !== now.refused.length) $("refused-list").replaceChildren(...now.refused.map((reason) => make("li", reason))); $("result").hidden = stage !== "fitted"; $("certificate").hidden = now.written === null; if (now.written !== null) $("certificate").href = `/api/calibrations/${now.written}/certificate.pdf`;
  setText("abort", now.written === null ? "End; the device keeps its calibration" : "Done");
  if (stage === "warm-up") { picture(0); setText("head", "Leave the cell unloaded"); setText("hint", `Watched for ${now.warmUpSeconds} of at least ${now.warmUpLeast} s${now.driftPerMinute === null ? "" : ` · drift ${now.driftPerMinute.toFixed(3)} ± ${(now.driftError ?? 0).toFixed(3)} N a minute`}.`); setText("steady", "The zero is settling"); }
  if (stage === "loading") { picture(step.massKg); setText("head", step.massKg ? `${step.up ? "Lay on" : "Leave on"} ${step.massKg} kg` : "Take everything off"); setText("hint", now.waiting || (step.massKg ? `${now.stepNewtons.toFixed(2)} N, ${step.up ? "going up" : "going down"}, run ${step.run}. The reading is taken by itself.` : "The reading is taken by itself.")); setText("steady", now.steady ? "Still" : "Moving"); $("steady").dataset.steady = String(now.steady); }
  if (fit) result(fit);
  const key = JSON.stringify(now.readings); if (key !== drawn) { drawn = key; $("readings").replaceChildren(make("table", make("thead", make("tr", ...["Run", "Mass", "Force", "Direction", "Residual"].map((name) => make("th", name)))), make("tbody", ...[...now.readings].reverse().map((r) => make("tr", ...[String(r.run), `${r.massKg} kg`, `${r.newtons.toFixed(3)} N`, r.up ? "▲ up" : "▼ down", r.residualNewtons === null ? "" : `${r.residualNewtons.toFixed(4).replace("-", "−")} N`].map((cell) => make("td", cell))))))); }
}

let fitted = "";
function result(fit) {
  const key = JSON.stringify(fit); if (key === fitted) return; fitted = key;
  setText("formula", `${fit.micronewtonsPerCount.toFixed(5)} µN per count ± ${fit.gainPercent.toFixed(3)} %, zero ${fit.zeroCounts} counts, ${fit.quadratic ? "parabola (it halves the residual)" : "line"}`);
  const newtons = (value) => `${value.toFixed(4)} N`;
  $("quality").replaceChildren(...[["Expanded uncertainty at 30 N (k = 2)", `${fit.expandedNewtons.toFixed(3)} N, ${fit.expandedPercent.toFixed(2)} %`], ["Largest residual", newtons(fit.largestNewtons)], ["Hysteresis", newtons(fit.hysteresisNewtons)], ["Repeatability", fit.repeatabilityNewtons === null ? "not told (one run)" : newtons(fit.repeatabilityNewtons)], ["Lower limit", newtons(fit.lowerLimitNewtons)], ["Residuals: line against parabola", `${fit.linearNewtons.toFixed(4)} against ${newtons(fit.quadraticNewtons)}`]].map(([name, value]) => make("div", make("dt", name), make("dd", value))));
  const top = Math.max(...now.readings.map((r) => r.newtons)); const most = Math.max(fit.largestNewtons * 1.2, 1e-4); const plot = svg("svg", { class: "plot", viewBox: "0 0 320 170", role: "img", "aria-label": "Residuals over force; triangles up, rings down" });
  plot.append(svg("line", { class: "axis", x1: 44, x2: 312, y1: 80, y2: 80 }), svg("text", { x: 2, y: 14 }, most.toFixed(4)), svg("text", { x: 2, y: 84 }, "0 N"), svg("text", { x: 2, y: 156 }, `−${most.toFixed(4)}`), svg("text", { x: 270, y: 166 }, `${top.toFixed(0)} N`));
  for (const r of now.readings) { const x = 44 + (264 * r.newtons) / top; const y = 80 - (70 * r.residualNewtons) / most; plot.append(r.up ? svg("path", { class: "up", d: `M${x} ${y - 4}l4 7h-8Z` }) : svg("circle", { class: "down", cx: x, cy: y, r: 3.5 })); }
  $("plots").replaceChildren(plot);
  $("budget").replaceChildren(make("table", make("caption.soft", "Uncertainty budget at 30 N"), make("thead", make("tr", ...["Source", "Standard uncertainty", "Found by"].map((name) => make("th", name)))), make("tbody", ...fit.parts.map((part) => make("tr", make("td", part.name), make("td", `${part.standardNewtons.toFixed(5)} N`), make("td", part.how))))));
}

async function history() {
  const lines = await ask("/api/calibrations");
  $("history").replaceChildren(lines.length ? make("table", make("thead", make("tr", ...["Made", "Device", "By", "Gain", "U at 30 N", "Due", ""].map((name) => make("th", name)))), make("tbody", ...lines.map((line) => make("tr", make("td", day(line.madeUtc)), make("td", line.deviceId + (line.simulated ? " (simulated)" : "")), make("td", line.operator || "–"), make("td", `${line.micronewtonsPerCount.toFixed(4)} µN`), make("td", `${line.expandedPercent.toFixed(2)} %`), make("td", line.due ? `⚠ was ${day(line.dueUtc)}` : day(line.dueUtc)), make("td", make("a", { href: `/api/calibrations/${line.id}/certificate.pdf` }, "PDF")))))) : make("p.soft", "No calibration was made here yet: the device uses its nominal values."));
}

const number = (id) => ($(id).value.trim() === "" ? null : Number($(id).value));
$("tool").addEventListener("change", () => { chosen = true; propose($("tool").value); });
$("masses").addEventListener("input", () => { chosen = true; });
$("form").addEventListener("submit", async (event) => {
  event.preventDefault(); setText("error", "");
  const masses = $("masses").value.trim().split(/[\s;]+/).map((mass) => Number(mass.replace(",", ".")));
  if (masses.some((mass) => !Number.isFinite(mass))) { setText("error", `Write the masses in kg with spaces between, such as ${sets[0].massesKg.join(" ")}.`); return; }
  const error = await live.command("calibration.start", { massesKg: masses, runs: number("runs") ?? 3, massTolerancePercent: number("tolerance") ?? 0.05, latitudeDegrees: number("latitude"), gravity: number("gravity"), tiltDegrees: number("tilt") ?? 5, warmUpSeconds: number("warm-up"), months: number("months"), operator: $("operator").value, tip: $("tip").closest("label").hidden ? "" : $("tip").value.trim(), notes: $("notes").value });
  setText("error", error ?? "");
});
for (const id of ["skip", "back", "write"]) $(id).addEventListener("click", () => send(id));
$("abort").addEventListener("click", async () => { await send("abort"); await history(); });
sets = await ask("/api/calibrations/masses");
$("tool").replaceChildren(...sets.map((set) => make("option", { value: set.tool }, set.tool)));
await history();
