// What the device and the host alarm about, on a page that guides: banner, frame and sound. It decides nothing.
import { flag, host } from "/js/live.js";
import { AlarmSound } from "/js/sound.js";

const staleAfter = 1000;

export class AlarmBanner {
  // words: what to say of a site's limit; onAcknowledge: what the button does.
  constructor(words, onAcknowledge) {
    this.words = words; this.sound = new AlarmSound(); this.lost = null; this.at = -1e9; this.faultAt = -1e9; this.over = false; this.latched = false;
    this.acknowledge = document.getElementById("acknowledge"); this.acknowledge.addEventListener("click", onAcknowledge);
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => this.sound.unlock(), { capture: true });
  }

  // A live sample; its alarm bits are the device's, decided the host's.
  sample(flags, device, decided) {
    this.at = performance.now(); this.over = (device & 1) !== 0 || (decided & host.over) !== 0; this.latched = (device & 4) !== 0 || (decided & host.latched) !== 0;
    if ((flags & flag.faults) !== 0 || (decided & host.fault) !== 0) this.faultAt = this.at;
  }

  // lost: why the device is not connected; null when it is.
  connection(lost) { this.lost = lost; }

  draw() {
    const fresh = performance.now() - this.at < staleAfter; const over = fresh && this.over; const latched = fresh && this.latched;
    const fault = performance.now() - this.faultAt < staleAfter; const lost = this.lost !== null;
    const banner = document.getElementById("banner"); banner.hidden = !(over || latched || fault || lost);
    if (over) document.body.dataset.over = ""; else delete document.body.dataset.over;
    text("banner-title", over ? "Release now" : fault ? "Sensor fault – release" : lost ? "Connection lost" : "The limit was passed");
    text("banner-text", over ? this.words : fault ? "The value cannot be trusted: check the sensor and its cable." : lost ? `Release. ${this.lost}` : "Take the tip off and acknowledge to go on.");
    this.acknowledge.hidden = !latched;
    this.sound.set(over || latched || fault ? "high" : lost ? "medium" : "none");
  }
}

function text(id, words) { const element = document.getElementById(id); if (element.textContent !== words) element.textContent = words; }
