// A picture as the program reads it: its size, then a shade a pixel.
import assert from "node:assert/strict";
import { test } from "node:test";
import { greyOf, sizeOf } from "../../host/Algometer.Web/wwwroot/modules/home/grey-picture.js";

test("a picture is made smaller and never larger", () => {
  assert.deepEqual(sizeOf(640, 480, 960), { width: 640, height: 480 });
  assert.deepEqual(sizeOf(4000, 3000, 1600), { width: 1600, height: 1200 });
  assert.deepEqual(sizeOf(30, 9000, 900), { width: 3, height: 900 });
  assert.deepEqual(sizeOf(1, 9000, 900), { width: 1, height: 900 });
});

test("white is white, black is black, and what shows nothing is paper", () => {
  const data = [255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 255];
  const grey = greyOf({ width: 2, height: 2, data });
  assert.deepEqual([...grey.subarray(0, 4)], [2, 0, 2, 0]);
  assert.deepEqual([...grey.subarray(4, 7)], [255, 0, 255]);
  assert.ok(grey[7] > 120 && grey[7] < 180);
});
