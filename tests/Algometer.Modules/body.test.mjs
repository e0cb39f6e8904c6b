import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, nearest } from "../../host/Algometer.Web/wwwroot/modules/body/moves.js";

// A cross of places around the middle, and one aside that is nearer than the one ahead.
const spots = [{ x: 50, y: 50 }, { x: 40, y: 50 }, { x: 60, y: 50 }, { x: 50, y: 40 }, { x: 50, y: 60 }, { x: 54, y: 45 }];

test("an arrow leads to what lies ahead, and what lies aside costs twice", () => {
  assert.deepEqual(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => nearest(spots, 0, key)), [1, 2, 3, 4]);
  assert.equal(nearest([spots[0], { x: 50, y: 30 }, { x: 54, y: 45 }], 0, "ArrowUp"), 2);
});

test("where nothing lies ahead, or the key is no arrow, it leads nowhere", () => {
  assert.equal(nearest(spots, 1, "ArrowLeft"), -1);
  assert.equal(nearest(spots, 0, "Enter"), -1);
  assert.equal(nearest(spots, -1, "ArrowLeft"), -1);
});

test("from every place every other is reached", () => {
  const reached = new Set([0]);
  for (const from of reached) for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) reached.add(Math.max(0, nearest(spots, from, key)));
  assert.equal(reached.size, spots.length);
});

test("the cross moves by a little, with Shift by more, and stays on the drawing", () => {
  assert.deepEqual(moved({ x: 50, y: 60 }, "ArrowLeft", false), { x: 48, y: 60 });
  assert.deepEqual(moved({ x: 50, y: 60 }, "ArrowDown", true), { x: 50, y: 68 });
  assert.equal(moved({ x: 50, y: 60 }, "Enter", false), null);
  let at = { x: 50, y: 60 };
  for (let i = 0; i < 60; i++) at = moved(at, i % 2 ? "ArrowRight" : "ArrowDown", true) ?? at;
  assert.deepEqual(at, { x: 98, y: 211 });
});
