import assert from "node:assert/strict";
import { mock, test } from "node:test";

// What a browser has and Node's own socket would reach out with: an address and a socket whose every word is the test's.
class FakeSocket {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSED = 3;
  static last = /** @type {FakeSocket} */ (/** @type {unknown} */ (null));
  readyState = FakeSocket.CONNECTING;
  sent = [];
  onopen = () => {};
  onclose = () => {};
  onmessage = (_) => {};
  heard = { open: [], close: [] };
  constructor() {
    FakeSocket.last = this;
  }
  addEventListener(kind, what) {
    this.heard[kind].push(what);
  }
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  opens() {
    this.readyState = FakeSocket.OPEN;
    this.onopen();
    for (const what of this.heard.open.splice(0)) what();
  }
  says(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
  closes() {
    this.readyState = FakeSocket.CLOSED;
    this.onclose();
    for (const what of this.heard.close.splice(0)) what();
  }
}

Object.assign(globalThis, { WebSocket: FakeSocket, location: { protocol: "http:", host: "test" } });
mock.timers.enable({ apis: ["setTimeout"] });
const { Live } = await import("../../host/Algometer.Web/wwwroot/modules/live.js");
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("whoever comes later is told that the connection is open and how things stand", async () => {
  const first = [];
  new Live(() => {}, (state) => first.push(state.connection), (open) => first.push(open));
  FakeSocket.last.opens();
  FakeSocket.last.says({ connection: "connected" });
  assert.deepEqual(first, [true, "connected"]);
  const later = [];
  new Live(() => {}, (state) => later.push(state.connection), (open) => later.push(open));
  await settled();
  assert.deepEqual(later, [true, "connected"]);
});

test("a command is answered: by the program, by the end of the connection, or after the page has connected", async () => {
  const live = new Live(() => {}, () => {}, () => {});
  const refused = live.command("tare");
  FakeSocket.last.says({ reply: FakeSocket.last.sent.at(-1).id, error: "Not now." });
  assert.equal(await refused, "Not now.");
  const cut = live.command("tare");
  FakeSocket.last.closes();
  assert.match(String(await cut), /not reachable/);
  assert.match(String(await live.command("tare")), /not reachable/);
  mock.timers.tick(500);
  const early = live.command("tare");
  FakeSocket.last.opens();
  await settled();
  FakeSocket.last.says({ reply: FakeSocket.last.sent.at(-1).id, error: null });
  assert.equal(await early, null);
});

test("whoever has left is told no more", async () => {
  const told = [];
  const live = new Live(() => {}, () => told.push("state"), () => told.push("open"));
  await settled();
  told.length = 0;
  live.leave();
  FakeSocket.last.says({ connection: "connected" });
  FakeSocket.last.closes();
  assert.deepEqual(told, []);
});
