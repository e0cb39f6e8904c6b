// How high the disc of a press stands: always rising with the force, the ends of the band and the limit at fixed heights.
import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.HTMLElement ??= class {};
const { heightOf } = await import("../../host/Algometer.Web/wwwroot/modules/home/band-view.js");
const press = { low: 25, high: 38, limit: 41.8 };

test("the ends of the band and the limit stand where the picture draws them", () => {
  assert.deepEqual([0, 25, 38, 41.8].map((force) => heightOf(force, press)), [124, 50, -50, -100]);
});

test("more force never stands lower, with a band and without", () => {
  for (const zones of [press, { low: 0, high: 0, limit: 20 }, { low: 10, high: 19.99, limit: 20 }, { low: 10, high: 25, limit: 20 }]) {
    let last = Infinity;
    for (let force = -5; force < 80; force += 0.05) {
      const height = heightOf(force, zones);
      assert.ok(height <= last && height >= -158 && height <= 124, `${force} N stands at ${height}`);
      last = height;
    }
  }
});

test("what is no number stands at the bottom", () => assert.equal(heightOf(NaN, press), 124));
