import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { adviceOf, Trace, turn, view } from "../../host/Algometer.Web/wwwroot/modules/ramp/guide.js";
import { Voice } from "../../host/Algometer.Web/wwwroot/modules/ramp/voice.js";

const ramp = { targetRate: 50, contactSeconds: 10, cutOffKpa: 570 };

test("what the host decided with a sample is what is advised", () => {
  assert.deepEqual([0, 16, 32, 64, 1 | 2 | 4 | 8].map(adviceOf), ["none", "faster", "good", "slower", "none"]);
});

test("the needle stands upright at the target and stays on its gauge", () => {
  assert.deepEqual([turn(50, 50), turn(null, 50), turn(0, 50), turn(100, 50), turn(900, 50), turn(-5, 50)], [0, -90, -90, 90, 90, -90]);
});

test("the view grows with the ramp and ends a little above the cut-off", () => {
  assert.deepEqual(view([], ramp), { seconds: 6, kilopascals: 345 });
  assert.deepEqual(view([{ time: 20, kilopascals: 500 }], ramp), { seconds: 11, kilopascals: 570 * 1.05 });
  assert.equal(view([{ time: 20, kilopascals: 500 }], { ...ramp, contactSeconds: null }).seconds, 6);
});

test("a trace begins at contact, has a hole where there is no value, and the next contact begins another", () => {
  const trace = new Trace();
  for (let i = 0; i < 40; i++) trace.add({ time: i / 4, kilopascals: i === 20 ? NaN : i });
  assert.deepEqual(trace.lines, []);
  trace.begin(4);
  assert.deepEqual(trace.lines.map((line) => [line[0].time, line.length]), [[4, 4], [5.25, 19]]);
  trace.begin(4);
  assert.equal(trace.lines.length, 2);
  trace.add({ time: 60, kilopascals: 1 });
  assert.equal(trace.lines[1].length, 19, "longer than any ramp");
  trace.begin(9);
  assert.deepEqual(trace.lines.map((line) => line[0].time), [9]);
});

test("however long nobody presses, no more is kept than a ramp can hold", () => {
  const trace = new Trace();
  for (let i = 0; i < 9000; i++) trace.add({ time: i / 80, kilopascals: 0 });
  assert.equal(trace.points.length, 4000);
});

test("faster and slower sound until something else is advised; good and off are silent", () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const heard = [];
  const voice = new Voice((words) => heard.push(words), (rising) => heard.push(rising));
  voice.advise("faster");
  voice.say("Press");
  assert.deepEqual(heard, []);
  voice.on = true;
  voice.say("Press");
  voice.advise("slower");
  mock.timers.tick(1500);
  voice.advise("slower");
  voice.advise("good");
  mock.timers.tick(3000);
  assert.deepEqual(heard, ["Press", false, false, false]);
  voice.advise("faster");
  voice.end();
  mock.timers.tick(3000);
  assert.deepEqual(heard.slice(4), [true]);
});
