// What the page says without being looked at: alarms, guidance tones, a voice, vibration; all of it also as text, and logged with its time
// so that a session can be judged by sound alone.
import { AlarmSound } from "/modules/sound.js";
import { guidanceTones, playGuidance } from "/js/senses/guidance-tones.js";

const longestLog = 5000;
const buzz = { alarm: [200, 100, 200, 100, 200], less: [80, 60, 80], ask: [60], done: [40, 80, 120] };

export class Senses {
  // places: { polite, urgent } are live regions.
  constructor(places, locale) {
    this.places = places; this.locale = locale; this.on = true; this.log = []; this.guiding = "none"; this.timer = 0; this.said = ""; this.context = null; this.lock = null; this.wanted = false;
    this.alarm = new AlarmSound((level, audible) => this.note("alarm", level, { audible }));
    document.addEventListener("visibilitychange", () => { if (!document.hidden && this.wanted) this.keepAwake(); });
  }

  note(kind, what, more = {}) { this.log.push({ at: Math.round(performance.now()), kind, what, ...more }); if (this.log.length > longestLog) this.log.shift(); }

  // Sound and voice are allowed only after a touch or a key.
  unlock() { this.alarm.unlock(); this.context = this.alarm.context; }

  set audible(on) {
    this.on = on;
    if (on) this.resume(); else window.speechSynthesis?.cancel();
  }

  resume() { const again = this.guiding; this.guiding = "none"; this.guide(again); }

  // Alarms sound whether or not guidance is wanted; while one sounds, nothing else does.
  raise(level) {
    if (level === this.alarm.level) return;
    this.alarm.set(level);
    clearInterval(this.timer);
    if (level === "high" || level === "medium") this.vibrate("alarm"); else this.resume();
  }

  // One tone at a time, again and again until another is told.
  guide(name) {
    if (name === this.guiding) return;
    this.guiding = name; clearInterval(this.timer);
    if (name === "none") return;
    this.tone(name);
    const { every } = guidanceTones[name];
    if (every > 0) this.timer = setInterval(() => this.tone(name), every * 1000);
  }

  tone(name) {
    if (this.alarm.level === "high" || this.alarm.level === "medium") return;
    this.note("tone", name); this.vibrate(name);
    if (this.on && this.alarm.audible) playGuidance(this.alarm.context, name, this.alarm.context.currentTime + 0.02);
  }

  // The same words twice in a row are said once, unless they are a new event.
  say(text, { urgent = false, again = false, key = "" } = {}) {
    if (!text || (text === this.said && !again)) return;
    this.said = text; this.note("say", key || text, { text });
    const place = urgent ? this.places.urgent : this.places.polite; place.textContent = "";
    requestAnimationFrame(() => { place.textContent = text; });
    if (!this.on || !("speechSynthesis" in window)) return;
    const voice = speechSynthesis.getVoices().find((known) => known.lang.toLowerCase().startsWith(this.locale().slice(0, 2)));
    const spoken = new SpeechSynthesisUtterance(text); spoken.lang = this.locale(); if (voice) spoken.voice = voice; spoken.rate = 0.95;
    speechSynthesis.cancel(); speechSynthesis.speak(spoken);
  }

  vibrate(name) { if (buzz[name] && navigator.vibrate?.(buzz[name])) this.note("vibrate", name); }

  async keepAwake() {
    this.wanted = true;
    if (this.lock && !this.lock.released) return;
    try { this.lock = await navigator.wakeLock?.request("screen") ?? null; } catch { this.lock = null; /* refused on low battery: the session goes on */ }
  }

  letSleep() { this.wanted = false; this.lock?.release(); this.lock = null; }
}
