// The live stream: binary messages of samples, text messages of state, and commands with their answers. A page has one connection, however
// many of its parts listen; the alarm is one of them.
import { samplesOf } from "./frame.js";

export { flag, host, trusted } from "./frame.js";

// The host says something at least twice a second; a connection that stays open and says nothing has nobody at its end.
const heardWithin = 2000;
const firstWithin = 4000;
// A page that was just opened has failed nothing yet: for so long, and until its first attempt failed, it connects.
const opensWithin = 1000;
const opensAgainAfter = 500;
const unreachable = "The program is not reachable: start `algometer run` again.";

/** @typedef {import("./alarm-model.js").State} State */

/**
 * @typedef {object} Listener
 * @property {(time: number, force: number, flags: number, device: number, decided: number) => void} onSamples
 * @property {(state: State) => void} onState
 * @property {(open: boolean) => void} onOpen
 */

class Connection {
  constructor() {
    /** @type {Set<Listener>} */
    this.listeners = new Set();
    /** @type {Map<number, (error: string | null) => void>} */
    this.waiting = new Map();
    /** @type {State | null} */
    this.state = null;
    this.lastId = 0;
    this.begunAt = performance.now();
    this.heardAt = this.begunAt + firstWithin - heardWithin;
    this.closed = false;
    this.heard = false;
    this.failed = false;
    this.socket = this.open();
    setTimeout(() => !this.heard && !this.failed && this.tell((listener) => listener.onOpen(false)), opensWithin);
  }

  get reachable() {
    return !this.closed && performance.now() - this.heardAt < heardWithin;
  }

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  get isOpening() {
    return !this.heard && !this.failed && performance.now() - this.begunAt < opensWithin;
  }

  /** @param {(listener: Listener) => void} what */
  tell(what) {
    for (const listener of this.listeners) what(listener);
  }

  open() {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/live`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.tell((listener) => listener.onOpen(true));
    socket.onmessage = ({ data }) => {
      this.heardAt = performance.now();
      this.closed = false;
      this.heard = true;
      if (typeof data === "string") this.text(JSON.parse(data));
      else this.samples(data);
    };
    socket.onclose = () => this.lose();
    this.socket = socket;
    return socket;
  }

  lose() {
    this.closed = true;
    this.failed = true;
    this.state = null;
    this.tell((listener) => listener.onOpen(false));
    for (const answer of this.waiting.values()) answer(unreachable);
    this.waiting.clear();
    setTimeout(() => this.open(), opensAgainAfter);
  }

  /** @param {any} message An answer to a command, or the state. */
  text(message) {
    if ("reply" in message) {
      this.waiting.get(message.reply)?.(message.error);
      this.waiting.delete(message.reply);
      return;
    }

    this.state = message;
    this.tell((listener) => listener.onState(message));
  }

  /** @param {ArrayBuffer} buffer */
  samples(buffer) {
    for (const { time, force, flags, device, decided } of samplesOf(buffer)) {
      this.tell((listener) => listener.onSamples(time, force, flags, device, decided));
    }
  }

  /**
   * @param {string} command
   * @param {object} more
   * @returns {Promise<string | null>}
   */
  command(command, more) {
    const { socket } = this;
    // A wish while the page is still connecting waits for that; its end answers it either way.
    if (socket.readyState === WebSocket.CONNECTING) {
      return new Promise((resolve) => {
        socket.addEventListener("open", () => this.command(command, more).then(resolve), { once: true });
        socket.addEventListener("close", () => resolve(unreachable), { once: true });
      });
    }

    if (socket.readyState !== WebSocket.OPEN) return Promise.resolve(unreachable);
    const id = ++this.lastId;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, command, ...more }));
    });
  }
}

/** @type {Connection | null} */
let connection = null;

/** A part's view of the page's one connection. */
export class Live {
  /**
   * @param {Listener["onSamples"]} onSamples
   * @param {Listener["onState"]} onState
   * @param {Listener["onOpen"]} onOpen
   */
  constructor(onSamples, onState, onOpen) {
    connection ??= new Connection();
    this.shared = connection;
    this.listener = { onSamples, onState, onOpen };
    this.shared.listeners.add(this.listener);
    // Who comes later is told how things stand, after it has put itself together.
    queueMicrotask(() => {
      if (this.shared.isOpen) this.listener.onOpen(true);
      if (this.shared.state) this.listener.onState(this.shared.state);
    });
  }

  /** Whether the program is heard now. Before the first word it is waited for. */
  get reachable() {
    return this.shared.reachable;
  }

  /** What the host said last; null before its first word, and while it is not heard. */
  get known() {
    return this.shared.state;
  }

  /**
   * What the connection is to be called: the host's word for it, or the page's own while the host is not heard.
   * @param {State | null} state
   */
  connection(state) {
    return state?.connection ?? (this.shared.isOpening ? "connecting" : "none");
  }

  /**
   * Resolves to null, or to an error for the person.
   * @param {string} command
   * @param {object} more
   */
  command(command, more = {}) {
    return this.shared.command(command, more);
  }

  /** Listens no more; the connection stays, for the alarm. */
  leave() {
    this.shared.listeners.delete(this.listener);
  }
}
