// Moving along a trace, and which of its tiles are drawn and asked for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, Span } from "../../host/Algometer.Web/wwwroot/modules/trace/span.js";
import { Tiles } from "../../host/Algometer.Web/wwwroot/modules/trace/tiles.js";

/** One point a step, all alike. */
const trace = (from, to, step, count) => {
  const t = Array.from({ length: Math.round((to - from) / step) }, (_, i) => from + i * step);
  return { t, low: t.map(() => 1), high: t.map(() => 2), count: t.map(() => count), afterGap: [] };
};

test("whatever is done, what is in view lies within the line and is never nothing", () => {
  const acts = ["closer", "wider", "earlier", "later", "all"];
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 200; round++) {
    const span = new Span(-random() * 10, random() * 4000);
    for (let i = 0; i < 60; i++) {
      const kind = random();
      if (kind < 0.6) span.act(acts[Math.floor(random() * acts.length)]);
      else if (kind < 0.8) span.zoom(0.1 + 3 * random(), span.first + random() * (span.last - span.first));
      else span.show(random() * 5000 - 500, random() * 5000 - 500);
      assert.ok(span.from >= span.first - 1e-9 && span.to <= span.last + 1e-9 && span.width > 0.04, JSON.stringify(span));
    }
  }
});

test("a zoom keeps the time that it is about where it was", () => {
  const span = new Span(0, 100);
  span.zoom(0.5, 20);
  assert.deepEqual([span.from, span.to], [10, 60]);
  span.zoom(2, 20);
  assert.deepEqual([span.from, span.to], [0, 100]);
});

test("nonsense moves nothing", () => {
  const span = new Span(0, 100);
  span.show(NaN, 5);
  span.show(3, NaN);
  assert.equal(span.act("dance"), false);
  assert.deepEqual([span.from, span.to], [0, 100]);
});

test("times before zero have a minus", () => assert.deepEqual([clock(65.9), clock(-3)], ["1:05", "−0:03"]));

test("single samples are drawn as they are, without another tile", () => {
  const tiles = new Tiles(10, trace(0, 10, 0.1, 1), () => assert.fail("asked"), () => {});
  assert.equal(tiles.level(1, 500), null);
  const read = tiles.read(2, 3, null);
  assert.equal(read.single, true);
  assert.ok(read.t[0] < 2 && read.t.at(-1) > 3, "the line ends in the picture");
});

test("until a finer tile has come the coarser one stands in, and then the finer is drawn", async () => {
  const asked = [];
  let loaded;
  const drawn = new Promise((resolve) => (loaded = resolve));
  const fetchTile = async (from, to) => {
    asked.push([from, to]);
    return trace(from, to, 0.0125, 1);
  };
  const tiles = new Tiles(3600, trace(0, 3600, 3600 / 1400, 206), fetchTile, loaded);
  const level = tiles.level(4, 700);
  assert.equal(level, 0);
  const before = tiles.read(11, 14, level);
  assert.equal(before.single, false);
  await drawn;
  await new Promise(setImmediate);
  const after = tiles.read(11, 14, level);
  assert.equal(after.single, true);
  assert.ok(after.t.length > 230 && after.t.every((t, i) => i === 0 || t > after.t[i - 1]));
  assert.deepEqual(asked[0], [10, 15]);
});

test("a tile that cannot be had is asked for again at the next look", async () => {
  let tries = 0;
  const tiles = new Tiles(3600, trace(0, 3600, 3, 240), async () => {
    tries++;
    throw new Error("gone");
  }, () => assert.fail("nothing came"));
  tiles.read(11, 14, 0);
  await new Promise(setImmediate);
  const before = tries;
  tiles.read(11, 14, 0);
  await new Promise(setImmediate);
  assert.ok(tries > before);
});

test("a gap is a hole in the line", () => {
  const whole = { t: [0, 1, 5], low: [1, 1, 1], high: [2, 2, 2], count: [1, 1, 1], afterGap: [2] };
  const read = new Tiles(5, whole, () => assert.fail("asked"), () => {}).read(0, 5, null);
  assert.deepEqual(read.low, [1, 1, null, 1]);
  assert.deepEqual(read.t, [0, 1, 3, 5]);
});
