import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsOf } from "../../host/Algometer.Web/wwwroot/modules/unrecorded-words.js";

const words = { "disk-full": "Full.", unreachable: "Away.", other: "Failed.", kept: "Kept for {0}.", journal: "In the journal.", waits: "Waits.", "goes-on": "Goes on." };
const recording = { problem: "disk-full", inMemoryOnly: true, roomMinutes: 1785, goesOn: false, mayChoose: true };

test("a record that works, or none, says nothing", () => {
  assert.equal(wordsOf(null, words), null);
  assert.equal(wordsOf(undefined, words), null);
  assert.equal(wordsOf({ ...recording, problem: null }, words), null);
});

test("a full disk says why, for how long memory keeps what comes, and asks", () => {
  assert.deepEqual(wordsOf(recording, words), { text: "Full. Kept for 29\u00a0h. Waits.", asks: true });
});

test("little room is told in minutes", () => {
  assert.match(wordsOf({ ...recording, roomMinutes: 119 }, words)?.text ?? "", /Kept for 119\u00a0min\./);
});

test("once a person chose to go on it stays said and asks no more", () => {
  assert.deepEqual(wordsOf({ ...recording, goesOn: true }, words), { text: "Full. Kept for 29\u00a0h. Goes on.", asks: false });
});

test("who may not choose is told and not asked", () => {
  assert.equal(wordsOf({ ...recording, mayChoose: false }, words)?.asks, false);
});

test("what the journal holds outlives the program, so nothing waits", () => {
  assert.deepEqual(wordsOf({ ...recording, problem: "unreachable", inMemoryOnly: false }, words), { text: "Away. In the journal.", asks: false });
});

test("a reason without words of its own is a failure", () => {
  assert.match(wordsOf({ ...recording, problem: "new" }, words)?.text ?? "", /^Failed\./);
});
