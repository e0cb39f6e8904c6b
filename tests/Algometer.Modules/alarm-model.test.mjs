import assert from "node:assert/strict";
import { test } from "node:test";
import { afterSample, afterState, begin, standing, toKeep } from "../../host/Algometer.Web/wwwroot/modules/alarm-model.js";

const sample = (more = {}) => ({ time: 0, force: 5, flags: 0, device: 0, decided: 0, ...more });
const alarm = (kind, more = {}) => ({ kind, title: kind, text: "", level: "high", over: false, latched: false, canAcknowledge: false, ...more });
const none = alarm("none", { level: "none" });
const state = (kind, more, connection = "connected") => ({ connection, alarm: kind === "none" ? none : alarm(kind, more) });

test("nothing has happened: nothing stands, heard or not", () => {
  assert.equal(standing(begin(), true).kind, "none");
  assert.deepEqual(pick(standing(begin(), false)), ["unreachable", "none"]);
});

test("a sample that is over stands before the host's state says so, by either's word", () => {
  for (const over of [{ device: 1 }, { decided: 1 }]) {
    const model = afterSample(afterState(begin(), state("none")), sample({ force: 80, ...over }));
    assert.deepEqual(pick(standing(model, true)), ["over-limit", "high"]);
    assert.equal(standing(afterSample(model, sample()), true).kind, "none");
  }
});

test("a warning or a sample of the back-log is not over", () => {
  assert.equal(standing(afterSample(begin(), sample({ device: 2, decided: 2 })), true).kind, "none");
  assert.equal(standing(afterSample(begin(), sample({ flags: 2, device: 1, decided: 1 })), true).kind, "none");
});

test("each alarm of the host stands as it says, and is acknowledged only where that does something", () => {
  for (const kind of ["limit-passed", "sensor-fault", "program-error", "not-connected", "was-away", "check-sensor"]) {
    for (const canAcknowledge of [true, false]) {
      const now = standing(afterState(begin(), state(kind, { latched: true, canAcknowledge })), true);
      assert.deepEqual([now.kind, now.latched, now.acknowledge], [kind, true, canAcknowledge]);
    }
  }
});

test("over the limit outranks every other alarm and cannot be acknowledged away", () => {
  const now = standing(afterState(begin(), state("sensor-fault", { over: true, canAcknowledge: true })), true);
  assert.deepEqual([now.kind, now.level, now.acknowledge], ["over-limit", "high", false]);
});

test("silence alarms by what was going on: somebody pressing or an alarm high, a device there medium, nothing not", () => {
  const there = afterState(begin(), state("none"));
  assert.equal(standing(there, false).level, "medium");
  assert.equal(standing(afterSample(there, sample({ force: 20 })), false).level, "high");
  assert.equal(standing(afterState(begin(), state("limit-passed")), false).level, "high");
  assert.equal(standing(afterState(begin(), state("none", {}, "none")), false).level, "none");
});

test("a value that cannot be trusted leaves as it was whether somebody presses", () => {
  const pressing = afterSample(afterState(begin(), state("none")), sample({ force: 20 }));
  for (const blank of [{ force: NaN }, { force: 0, flags: 4 }, { force: 0, flags: 0x4000 }, { force: 0, flags: 0x10 }]) {
    const kept = afterSample(pressing, sample(blank));
    assert.equal(kept.loaded, true);
  }
});

test("what stood before is shown until the host is heard, and only a standing alarm is kept", () => {
  assert.equal(standing(begin(alarm("over-limit", { over: true })), true).kind, "over-limit");
  assert.equal(toKeep(none), null);
  assert.equal(toKeep(alarm("not-connected")), null);
  assert.equal(toKeep(alarm("limit-passed", { latched: true })).kind, "limit-passed");
});

test("no new object where nothing changed: a page is not drawn eighty times a second", () => {
  const model = afterSample(begin(), sample());
  assert.equal(afterSample(model, sample({ force: 6 })), model);
});

const pick = ({ kind, level }) => [kind, level];
