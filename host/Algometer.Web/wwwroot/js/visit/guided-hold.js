// A compression guided from the visit: the hold timer and the easing gauge of the host, for one point. It decides nothing; what the host
// said at the end is handed over.
import { Live, flag } from "/modules/live.js";
import "/modules/alarm.js";
import { HoldStrip } from "/js/hold-strip.js";
import { make, toast } from "/js/page.js";
import { clock } from "/js/units.js";

let live = null; let shown = null; let last = { force: NaN, at: -1e9 }; let state = null;

// One connection for the page, opened with the first panel.
function connect() {
  if (live) return;
  live = new Live((time, force, flags, device, decided) => {
    if (flags & flag.backlog) return;
    last = { force: (flags & (flag.faults | flag.settling)) !== 0 ? NaN : force, at: performance.now() };
  }, (message) => { state = message; shown?.render(); }, (open) => { if (!open) { state = null; shown?.render(); } });
  const frame = () => { shown?.number(); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea, [role=application]")) return;
    const key = event.key.toLowerCase();
    if (key === "h" && shown) { event.preventDefault(); shown.toggle(); }
    if (/^[0-9t]$/.test(key) && state?.hold.running && shown) { event.preventDefault(); shown.rate(key === "t" ? 10 : Number(key)); }
    if (/^[yn]$/.test(key) && state?.easing.question && shown) { event.preventDefault(); shown.answer(key === "y"); }
  });
}

export class GuidedHold {
  // onHold: told what a finished hold was; band: where it starts, N.
  constructor(onHold, band = [25, 35]) {
    connect(); this.onHold = onHold; this.running = false; this.waiting = 0; this.heldSeconds = 0; this.pain = []; shown = this;
    this.low = this.field("Band from, N", band[0], "any"); this.high = this.field("to, N", band[1], "any"); this.seconds = this.field("for, s", 60, "1");
    this.value = make("strong.value", "–"); this.level = make("div.level", this.fill = make("i.fill"), this.bandMark = make("i.band"), this.limitMark = make("i.limit"));
    this.state = make("p.state", { role: "status" }); this.clock = make("strong.clock"); this.done = make("progress.done", { max: 60, value: 0, ariaLabel: "Time in the band" });
    this.easing = make("p.easing", { role: "status" }); this.belief = make("meter.belief", { min: 0, max: 1, ariaLabel: "Belief in easing" });
    this.stripWords = make("p.strip-words"); this.canvas = make("canvas.strip", { role: "img", ariaLabel: "The whole hold" }); this.strip = new HoldStrip(this.canvas, this.stripWords);
    this.asked = make("strong", { role: "status" }); this.question = make("div.asked", { role: "group", ariaLabel: "Who let off" }, this.asked, make("button", { type: "button", onclick: () => this.answer(true) }, "It was me (Y)"), make("button", { type: "button", onclick: () => this.answer(false) }, "Not me (N)"));
    this.rating = make("div.pain", { role: "group", ariaLabel: "Pain now, 0 none to 10 worst" }, make("span.soft", "Pain now"), ...Array.from({ length: 11 }, (_, pain) => make("button", String(pain), { type: "button", onclick: () => this.rate(pain) })));
    this.button = make("button.primary", { type: "button", onclick: () => this.toggle() });
    this.element = make("div.guided", { role: "group", ariaLabel: "Guided hold" }, this.fields = make("div.fields", this.low.label, this.high.label, this.seconds.label), make("div.now", make("div", this.value, " N"), this.level), make("div.time", this.clock, this.done, this.state), make("div.gauge", this.easing, this.belief), this.question, this.stripWords, this.canvas, this.rating, make("div.row", this.button));
    this.render();
  }

  close() { if (shown === this) shown = null; }

  field(words, value, step) { const input = make("input", { type: "number", min: 0, step, value, inputMode: "decimal" }); return { input, label: make("label.field", words, input), get value() { return Number(input.value); } }; }

  async send(command, more) { const error = await live.command(command, more); if (error) toast(error); return error; }

  toggle() {
    if (state?.hold.running) this.send("hold-stop"); else { this.pain = []; this.send("hold-start", { lowNewtons: this.low.value, highNewtons: this.high.value, targetSeconds: this.seconds.value }); }
  }

  // A rating before the band was reached is shown and compared with nothing.
  async rate(pain) { const reached = (state?.hold.heldSeconds ?? 0) > 0 || (state?.hold.inBandSeconds ?? 0) > 0; if (!await this.send("pain", { rating: pain }) && reached) this.pain.push(pain); }

  answer(mine) { return this.send("let-off", { mine }); }

  number() {
    const known = Boolean(state) && performance.now() - last.at < 1000 && !Number.isNaN(last.force); const full = (state?.limitNewtons ?? 60) * 1.12;
    const words = known ? Math.max(0, last.force).toFixed(1) : "–"; if (this.value.textContent !== words) this.value.textContent = words;
    this.fill.style.width = `${known ? Math.min(100, Math.max(0, (last.force / full) * 100)) : 0}%`;
  }

  render() {
    const hold = state?.hold; const easing = state?.easing; const running = hold?.running ?? false;
    const full = (state?.limitNewtons ?? 60) * 1.12; const [low, high] = running ? [hold.lowNewtons, hold.highNewtons] : [this.low.value, this.high.value];
    this.bandMark.style.left = `${(low / full) * 100}%`; this.bandMark.style.width = `${Math.max(0, ((high - low) / full) * 100)}%`; this.limitMark.style.left = `${100 / 1.12}%`;
    this.state.textContent = !state ? (live.connection(state) === "connecting" ? "Connecting to the program." : "The program is not reachable.") : state.connection !== "connected" ? "No device is connected." : hold.words; this.state.dataset.state = hold?.state ?? "none";
    this.clock.textContent = clock(running || this.running ? hold?.inBandSeconds ?? 0 : this.heldSeconds); this.done.max = hold?.targetSeconds ?? 60; this.done.value = running ? hold.inBandSeconds : 0;
    this.easing.textContent = easing && (running || easing.verdict) ? easing.verdict ?? easing.words : "The gauge speaks during a hold."; this.belief.value = easing?.belief ?? 0; this.belief.hidden = !running;
    this.button.textContent = running ? "End hold (H)" : "Start hold (H)"; this.rating.hidden = !running;
    this.question.hidden = !easing?.question; this.asked.textContent = easing?.question ?? ""; this.canvas.hidden = !state?.strip; if (state?.strip) this.strip.set(state, (newtons) => newtons.toFixed(1));
    for (const button of this.rating.querySelectorAll("button")) button.setAttribute("aria-pressed", String(running && Number(button.textContent) === easing?.pain));
    // The verdict may come a moment after the end: what is noted without it would be noted for good.
    if (this.running && !running && state) this.waiting = performance.now();
    if (this.waiting && state && (easing.verdict !== null || running || performance.now() - this.waiting > 2000)) { this.waiting = 0; this.finish(hold, easing); }
    // What was planned cannot be changed now, and the whole strip is to be seen without scrolling.
    this.fields.hidden = running; if (running && !this.running) this.element.scrollIntoView({ block: "start" });
    this.running = running;
  }

  finish(hold, easing) {
    this.heldSeconds = hold.inBandSeconds; this.clock.textContent = clock(hold.inBandSeconds);
    if (hold.inBandSeconds <= 0) { toast("The band was not reached: nothing was noted."); return; }
    this.onHold({ endedUtc: new Date().toISOString(), sessionId: state.recording?.sessionId ?? null, lowNewtons: hold.plannedLowNewtons, highNewtons: hold.highNewtons, inBandSeconds: hold.inBandSeconds, steadinessPercent: hold.steadinessPercent > 0 ? hold.steadinessPercent : null,
      verdict: easing?.verdict ?? "", dropPercent: easing?.dropPercent ?? null, painFirst: this.pain[0] ?? null, painLast: this.pain.length > 1 ? this.pain.at(-1) : null });
  }
}
