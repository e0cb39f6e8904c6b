// The alarm on a page: banner, frame and sound. The host decides (its state carries the one alarm); a sample that is over comes before the
// state that says so. Nothing here clears an alarm but what the host says, and a page without its host says that it has none.
import { host } from "/js/live.js";
import { AlarmSound } from "/js/sound.js";

const calm = new Set(["limit-passed", "check-sensor", "not-connected", "was-away"]);
export const unreachable = { kind: "unreachable", title: "Release – program not reachable", text: "This page shows nothing that is true now. The device still watches its limit. Start the program again." };
let current = null;

// What stood when the page was left: the next one shows it until the host is heard, so that going from page to page never takes an alarm away.
const kept = "alarm";
function recall() { try { return JSON.parse(sessionStorage.getItem(kept)); } catch { return null; } }
function keep(alarm) { try { if (alarm?.over || alarm?.latched) sessionStorage.setItem(kept, JSON.stringify(alarm)); else sessionStorage.removeItem(kept); } catch { /* private window */ } }

// What stands now, from the newest state, the newest sample and whether the host is heard. Pure, so that every page means the same.
export function standing({ alarm, sampleOver, reachable, wasConnected, urgent }) {
  if (!reachable) return { ...unreachable, level: urgent ? "high" : wasConnected ? "medium" : "none", over: sampleOver || Boolean(alarm?.over), latched: Boolean(alarm?.latched), acknowledge: false };
  const over = sampleOver || Boolean(alarm?.over);
  if (over && alarm?.kind !== "over-limit") return { kind: "over-limit", title: "Release now", text: "", level: "high", over, latched: true, acknowledge: false };
  if (!alarm || alarm.kind === "none") return { kind: "none", title: "", text: "", level: "none", over, latched: false, acknowledge: false };
  return { kind: alarm.kind, title: alarm.title, text: alarm.text, level: alarm.level, over, latched: alarm.latched, acknowledge: alarm.canAcknowledge };
}

export class AlarmBanner {
  // overWords: what to say while over (text, or what gives it); onAcknowledge: what the button does; live: the stream, to know that it is heard.
  constructor(overWords, onAcknowledge, live, { onOver = () => {}, show = showBanner, sound = new AlarmSound() } = {}) {
    const before = current; before?.retire(); current = this;
    this.overWords = overWords; this.live = live; this.onOver = onOver; this.show = show; this.sound = sound; this.overShown = false;
    this.alarm = before ? before.alarm : recall(); this.sampleOver = before?.sampleOver ?? false; this.wasConnected = before?.wasConnected ?? false; this.loaded = before?.loaded ?? false;
    this.acknowledge = document.getElementById("acknowledge"); this.acknowledge?.addEventListener("click", onAcknowledge);
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => this.sound.unlock(), { capture: true });
    // A page in the background draws no frames; its alarm goes on.
    this.timer = setInterval(() => this.draw(), 250);
    this.draw();
  }

  retire() { clearInterval(this.timer); this.sound.set("none"); this.retired = true; }

  // A live sample; device: its alarm bits, decided: the host's. Over stays until a later sample says otherwise.
  sample(flags, device, decided, force = NaN) {
    const over = (device & 1) !== 0 || (decided & host.over) !== 0;
    if (!Number.isNaN(force)) this.loaded = force > 2;
    if (over === this.sampleOver) return;
    this.sampleOver = over; if (over) this.draw();
  }

  // The host's state; null changes nothing: what was alarmed stays until the host says otherwise.
  state(message) { if (message) { this.alarm = message.alarm; keep(message.alarm); if (message.connection === "connected") this.wasConnected = true; else if (message.connection === "connecting") this.wasConnected = false; } }

  get standing() {
    const urgent = this.sampleOver || this.loaded || ["over-limit", "sensor-fault", "limit-passed", "program-error"].includes(this.alarm?.kind);
    return standing({ alarm: this.alarm, sampleOver: this.sampleOver, reachable: this.live?.reachable ?? true, wasConnected: this.wasConnected, urgent });
  }

  draw() {
    if (this.retired) return;
    const now = this.standing;
    if (now.over !== this.overShown) {
      this.overShown = now.over;
      if (now.over) { document.body.dataset.over = ""; this.onOver(); } else delete document.body.dataset.over;
    }
    const own = typeof this.overWords === "function" ? this.overWords() : this.overWords;
    this.show(now.kind === "over-limit" && own ? { ...now, text: own } : now, this.acknowledge);
    this.sound.set(now.level);
  }
}

function showBanner(now, acknowledge) {
  const banner = document.getElementById("banner"); banner.hidden = now.kind === "none";
  if (now.kind === "none") { delete banner.dataset.kind; return; }
  if (banner.dataset.kind !== now.kind) banner.dataset.kind = now.kind;
  if (calm.has(now.kind) || now.level === "none") banner.dataset.calm = ""; else delete banner.dataset.calm;
  text("banner-title", now.title); text("banner-text", now.text);
  if (acknowledge) acknowledge.hidden = !now.acknowledge;
}

function text(id, words) { const element = document.getElementById(id); if (element.textContent !== words) element.textContent = words; }
