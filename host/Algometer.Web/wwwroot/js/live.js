// The live stream: binary messages of samples, text messages of state, and commands with their answers.
const sampleBytes = 24;
export const flag = { simulated: 1, backlog: 2, settling: 4, gap: 0x2000, glitch: 0x4000, faults: 0x9ddc & ~0x4 };
export const host = { over: 1, warn: 2, latched: 4, fault: 8 };

// The host says something at least twice a second; a connection that stays open and says nothing has nobody at its end.
const heardWithin = 2000; const firstWithin = 4000;
// A page that was just opened has failed nothing yet: for so long, and until its first attempt failed, it connects.
const opensWithin = 1000;
const unreachable = "The program is not reachable: start `algometer run` again.";

export class Live {
  constructor(onSamples, onState, onOpen) {
    this.onSamples = onSamples; this.onState = onState; this.onOpen = onOpen;
    this.waiting = new Map(); this.lastId = 0; this.heardAt = performance.now() + firstWithin - heardWithin; this.closed = false; this.heard = false; this.failed = false; this.begunAt = performance.now(); this.open();
    setTimeout(() => { if (!this.heard && !this.failed) this.onOpen(false); }, opensWithin);
  }

  // Whether the program is heard now. Before the first word it is waited for.
  get reachable() { return !this.closed && performance.now() - this.heardAt < heardWithin; }

  // What the connection is to be called: the host's word for it, or the page's own while the host is not heard.
  connection(state) { return state?.connection ?? (this.heard || this.failed || performance.now() - this.begunAt >= opensWithin ? "none" : "connecting"); }

  open() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${location.host}/live`);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => this.onOpen(true);
    this.socket.onmessage = (message) => { this.heardAt = performance.now(); this.closed = false; this.heard = true; return typeof message.data === "string" ? this.text(JSON.parse(message.data)) : this.samples(message.data); };
    this.socket.onclose = () => {
      this.closed = true; this.failed = true;
      this.onOpen(false);
      for (const answer of this.waiting.values()) answer(unreachable);
      this.waiting.clear();
      setTimeout(() => this.open(), 500);
    };
  }

  text(message) {
    if ("reply" in message) {
      this.waiting.get(message.reply)?.(message.error);
      this.waiting.delete(message.reply);
    } else {
      this.onState(message);
    }
  }

  samples(buffer) {
    const view = new DataView(buffer);
    const count = view.getUint16(2, true);
    for (let i = 0, at = 4; i < count; i++, at += sampleBytes) {
      this.onSamples(view.getFloat64(at, true), view.getFloat32(at + 8, true), view.getUint16(at + 16, true), view.getUint8(at + 18), view.getUint8(at + 19));
    }
  }

  // Resolves to null, or to an error for the person.
  command(command, more = {}) {
    return new Promise((resolve) => {
      // A wish while the page is still connecting waits for that; its end answers it either way.
      if (this.socket.readyState === WebSocket.CONNECTING) { this.socket.addEventListener("open", () => this.command(command, more).then(resolve), { once: true }); this.socket.addEventListener("close", () => resolve(unreachable), { once: true }); return; }
      if (this.socket.readyState !== WebSocket.OPEN) { resolve(unreachable); return; }
      const id = ++this.lastId;
      this.waiting.set(id, resolve);
      this.socket.send(JSON.stringify({ id, command, ...more }));
    });
  }
}
