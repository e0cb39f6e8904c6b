// One recording with everything that belongs to it.
import { $, ask, make, query, dayTime, toast } from "/js/page.js";
import { clock } from "/js/units.js";
import { TraceView } from "/js/review/trace.js";
import { eventWords, isAlarm, shapeOf } from "/js/review/marks.js";
import { showNotes } from "/js/review/notes.js";
import { onAgain, showAnalyses } from "/js/review/analyses.js";

let detail = null;
const trace = new TraceView({ plot: $("plot"), overview: $("overview"), onView: (range, resolution) => { $("resolution").textContent = `${range} · ${resolution}`; }, onDraw: (points) => { window.algometer.draws++; window.algometer.points = points; } });
// For measuring from outside: from the choice to the drawn trace.
window.algometer = { openedMs: 0, draws: 0, points: 0, trace };

async function open(id, from, to) {
  const began = performance.now();
  try {
    const [opened, whole] = await Promise.all([ask(`/api/sessions/${encodeURIComponent(id)}`), ask(`/api/sessions/${encodeURIComponent(id)}/trace?points=1400`)]);
    detail = opened; const { session } = opened; $("record").hidden = false; $("delete").hidden = session.end === "recording";
    trace.marks.set({ limit: session.limitNewtons, events: opened.events, gaps: [], faults: [], trials: [], analyses: [] }); $("verdict").replaceChildren(make("p.soft", "Judging the holds …")); $("notes").replaceChildren(); $("trials").replaceChildren(); $("trials-title").hidden = true;
    trace.open(session.id, session.seconds, whole); if (Number.isFinite(from)) trace.show(from, to); trace.draw();
    window.algometer.openedMs = performance.now() - began;
    const address = new URL(location.href); address.hash = ""; address.searchParams.set("session", session.id); history.replaceState(null, "", address);
    describe();
    await Promise.all([
      ask(`/api/sessions/${session.id}/marks`).then((marks) => { if (detail === opened) showMarks(marks); }),
      showAnalyses(session.id, (analyses) => { if (detail === opened) { trace.marks.set({ analyses }); trace.schedule(); } }, (a, b) => zoomTo(a, b)),
      showNotes(session.id),
    ]);
    onAgain(session.id, () => showAnalyses(session.id, (analyses) => { trace.marks.set({ analyses }); trace.schedule(); }, (a, b) => zoomTo(a, b)));
    window.algometer.complete = session.id;
  } catch (failure) { $("title").textContent = failure.message; }
}

function describe() {
  const { session, events, links, calibration } = detail;
  $("title").textContent = `${session.simulated ? "◇ Simulated: " : ""}${session.title || "without title"}, ${new Date(session.startedUtc).toLocaleString()}`;
  $("facts").textContent = [`${session.samples.toLocaleString()} samples`, clock(session.seconds), `limit ${session.limitNewtons} N`, `device ${session.device}, ${calibration ? `calibration ${calibration}` : "nominal calibration"}`, session.source === "live" ? "" : session.source, session.gaps ? `${session.gaps} gap${session.gaps === 1 ? "" : "s"}` : "no gaps", session.end].filter(Boolean).join(" · ");
  const people = new Map(links.filter((link) => link.personCode).map((link) => [link.personId, link.personCode]));
  $("links").hidden = false;
  $("links").replaceChildren(...[...people].flatMap(([id, code]) => [make("a.button", { href: `/patients/${id}` }, code), make("a.button", { href: `/results?person=${id}` }, `Results of ${code}`), make("a.button", { href: `/patients/${id}/progress` }, `Progress of ${code}`)]), make("a.button", { id: "export", href: `/exports?session=${session.id}` }, "Export"));
  const shown = events.filter((event) => !event.kind.startsWith("link-") && event.kind !== "device-reset"); $("events-title").hidden = shown.length === 0;
  $("events").replaceChildren(...shown.slice(0, 300).map((event) => make("li", make("button", { type: "button", "data-kind": isAlarm(event.kind) ? "alarm" : "", onclick: () => zoomTo(event.atSeconds - 3, event.atSeconds + 3) }, `${clock(event.atSeconds)} ${shapeOf(event.kind)} ${eventWords(event)}`))));
}

function showMarks(marks) {
  trace.marks.set(marks); trace.schedule();
  $("legend").textContent = [marks.gaps.length ? `⌇ hatched: ${marks.gaps.length} gap${marks.gaps.length === 1 ? "" : "s"} (samples missing)` : "", marks.faults.length ? `✕ crossed: ${marks.faults.length} stretch${marks.faults.length === 1 ? "" : "es"} that cannot be trusted` : "", "◆ mark ▲ over the limit ■ stop", "dashed: limit, and what passive relaxation alone would show", "– nothing yet ▽ perhaps softening ▼ softening ↑ you let off ↓ you press more ? cannot tell", marks.more ? `${marks.more} more gaps and faults are not drawn` : ""].filter(Boolean).join(" · ");
  $("trials-title").hidden = marks.trials.length === 0;
  $("trials").replaceChildren(...marks.trials.map((trial) => make("li", make("button", { type: "button", onclick: () => zoomTo(trial.fromSeconds - 1, trial.toSeconds + 1) }, `${trial.counts ? "" : "✕ "}${clock(trial.fromSeconds)} ${trial.place}: ${trial.words}`))));
}

function zoomTo(from, to) { trace.show(from, to); $("plot").scrollIntoView({ block: "nearest" }); }

const actions = { "zoom-in": () => trace.zoom(0.5), "zoom-out": () => trace.zoom(2), earlier: () => trace.pan(-0.5), later: () => trace.pan(0.5), all: () => trace.all() };
for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
const keys = { "+": "zoom-in", "=": "zoom-in", "-": "zoom-out", ArrowLeft: "earlier", ArrowRight: "later", Home: "all" };
addEventListener("keydown", (event) => { if (keys[event.key] && detail && !event.ctrlKey && !event.metaKey && !event.target.closest("input, select, textarea, dialog")) { event.preventDefault(); actions[keys[event.key]](); } });

$("delete").addEventListener("click", () => { $("confirm-text").textContent = `“${detail.session.title || "without title"}” of ${dayTime(detail.session.startedUtc)} is put aside with its notes. It can be taken back for 30 days; the audit log keeps that it was deleted.`; $("confirm").showModal(); });
$("confirm").addEventListener("close", async () => {
  if ($("confirm").returnValue !== "yes") return; const { id } = detail.session; $("confirm").returnValue = "";
  // The list offers the way back.
  try { await ask(`/api/sessions/${id}/delete`, {}); location.assign(`/recordings?deleted=${id}`); } catch (failure) { toast(failure.message); }
});

await open(query.get("session"), Number(query.get("from") ?? NaN), Number(query.get("to") ?? NaN));
