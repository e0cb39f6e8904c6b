// The patient's page: today's plan, the guided session, progress. Device and host decide; this page shows, says and passes answers on.
import { Live, flag } from "/modules/live.js";
import "/modules/alarm.js";
import { $, toast } from "/js/page.js";
import { Senses } from "/js/senses/senses.js";
import { chooseLanguage, dayTime, languagePicker, locale, t, useLanguage } from "/js/home/words.js";
import { SessionPage } from "/js/home/session.js";
import { Today } from "/js/home/today.js";

const staleAfter = 1000;
let state = null; let last = NaN; let lastAt = -staleAfter; let inSession = false;
// The program was lost while something was pressed: that stays on the screen until the person has said that the pressure is off, or the session is there again.
let broken = false;
const senses = new Senses({ polite: $("polite"), urgent: $("urgent") }, locale);
// For measuring and judging from outside: the log of all that was heard, and when over-limit became visible.
window.algometer = { senses, get overVisibleAt() { return banner.overVisibleAt; }, get overArrivedAt() { return banner.overArrivedAt; }, get home() { return state?.parts?.home ?? null; }, get bursts() { return senses.alarm.bursts; } };

await useLanguage(chooseLanguage());
const banner = document.querySelector("algometer-alarm");
const live = new Live((time, force, flags, alarm, decided) => {
  if (flags & flag.backlog) return;
  const blank = Number.isNaN(force) || (flags & (flag.faults | flag.settling)) !== 0;
  if ((flags & flag.glitch) === 0) last = blank ? NaN : force;
  lastAt = performance.now();
}, (message) => { state = message; render(); }, (open) => { if (!open) { broken ||= session.isPressing; state = null; render(); } });

// The alarm that the host decided, in the patient's language; it is said aloud as well.
const known = { "over-limit": "over", "sensor-fault": "fault", "program-error": "fault", "not-connected": "lost", "was-away": "lost", unreachable: "lost", "limit-passed": "latched", "check-sensor": "due" };
banner.words = (now) => known[now.kind] ? { title: t(`alarm.${known[now.kind]}`), text: now.kind === "unreachable" ? `${t("connection.none")}.` : t(`alarm.${known[now.kind]}.text`) } : null;
banner.onChange = (now, title, text) => { $("acknowledge").textContent = t("alarm.acknowledge"); if (known[now.kind]) senses.say(`${title}. ${text}`, { urgent: true, again: true, key: `alarm.${known[now.kind]}` }); };
banner.sound = { set: (level) => senses.raise(level), unlock: () => senses.unlock() };
banner.again();

async function send(command, more = {}) { senses.unlock(); const error = await live.command(`home.${command}`, more); if (error) tell(error); return error; }
// An answer of the host in the patient's language where it is an id; otherwise as it is.
function tell(error) { const [id, until] = error.split("|"); const text = t(id, { 0: until ? dayTime(until) : "" }); toast(text); senses.say(text, { again: true, key: "error" }); }

const session = new SessionPage($("stage"), senses, send, async () => { await live.command("home.close"); });
const today = new Today($("today"), { start: (more) => send("start", { utcOffsetMinutes: -new Date().getTimezoneOffset(), ...more }), tell });

function setText(id, text) { if ($(id).textContent !== text) $(id).textContent = text; }

function render() {
  const connection = live.connection(state); $("connection").dataset.state = connection; setText("connection-text", t(`connection.${connection}`)); $("simulated").hidden = !state?.device?.simulated;
  const now = state?.parts?.home?.session ?? null;
  broken &&= !now;
  if (broken) { breakOff(); return; }
  if (Boolean(now) !== inSession) {
    inSession = Boolean(now);
    if (inSession) senses.keepAwake(); else { session.leave(); senses.letSleep(); today.show(); }
  }
  document.body.dataset.view = now ? "session" : "today"; $("today").hidden = Boolean(now); $("session").hidden = !now; $("leave-page").hidden = Boolean(now);
  $("stop-bar").hidden = !now || ["done", "refused", "emergency", "stop-reason", "feeling"].includes(now.phase); document.body.dataset.pressing = String(session.isPressing);
  if (now) session.show(now);
  document.body.dataset.pressing = String(session.isPressing);
  today.connected(connection === "connected");
}

function breakOff() {
  document.body.dataset.view = "session"; document.body.dataset.pressing = "false"; $("today").hidden = true; $("session").hidden = false; $("stop-bar").hidden = true;
  session.broken(() => { broken = false; render(); });
}

function frame() {
  const fresh = state !== null && live.reachable && performance.now() - lastAt < staleAfter && !["sensor-fault", "program-error"].includes(banner.standing.kind);
  session.frame(fresh ? last : NaN, banner.standing.over);
  requestAnimationFrame(frame);
}

const stop = (by) => send("stop", { by });
$("stop").addEventListener("click", () => stop("page"));
// While pressing, a touch anywhere that is no answer stops.
document.addEventListener("pointerdown", (event) => { senses.unlock(); if (session.isPressing && !event.target.closest("button, input, select, a, #pain-ask, header, #banner")) { event.preventDefault(); stop("touch"); } });
document.addEventListener("keydown", (event) => { senses.unlock(); if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("select, textarea")) return; if (session.key(event)) { event.preventDefault(); event.stopPropagation(); } }, { capture: true });
$("voice").addEventListener("click", () => { const on = !senses.on; senses.audible = on; $("voice").setAttribute("aria-pressed", String(on)); toast(t(on ? "voice.on" : "voice.off")); });
languagePicker($("language"), () => { banner.again(); render(); session.again(); today.show(); });
await today.show(); render();
requestAnimationFrame(frame);
