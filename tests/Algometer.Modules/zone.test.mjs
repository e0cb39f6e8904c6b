// Where the force stands: the worst first, and a band only in a hold.
import assert from "node:assert/strict";
import { test } from "node:test";
import { zoneOf } from "../../host/Algometer.Web/wwwroot/modules/measure/zone.js";

const calm = { force: 30, isFresh: true, isFaulty: false, isOver: false, isNear: false, isHeld: true, isInBand: true, high: 35 };
const word = (change) => zoneOf({ ...calm, ...change })[1];

test("in a hold the band is told, outside of one it is not", () => {
  assert.equal(word({}), "zone.in");
  assert.equal(word({ force: 20, isInBand: false }), "zone.below");
  assert.equal(word({ force: 40, isInBand: false }), "zone.above");
  for (const force of [20, 30, 40]) assert.equal(word({ force, isHeld: false }), "zone.pressed");
  assert.equal(word({ force: 0.2 }), "zone.free");
});

test("what cannot be trusted is no place", () => {
  assert.equal(word({ isFresh: false }), "zone.none");
  assert.equal(word({ force: NaN }), "zone.settling");
});

test("a fault comes before the limit, the limit before silence, and near it before the band", () => {
  assert.equal(word({ isFaulty: true, isOver: true, isFresh: false }), "zone.fault");
  assert.equal(word({ isOver: true, isFresh: false }), "zone.over");
  assert.equal(word({ isNear: true }), "zone.near");
});
