// Sentences of the program in the reader's words: what is wrong is never lost, known or not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { translator } from "../../host/Algometer.Web/wwwroot/modules/alarm-words.js";

const texts = {
  "=Stuck.": "Steht still.",
  "=Release. {0}": "Loslassen. {0}",
  "=The force is above the limit of {0} N.": "Über der Grenze von {0} N.",
  "=Above {0} N. Lost since: {1}": "Über {0} N. Weg seit: {1}",
};

const translated = (known, sentence) => translator(known)(sentence);

test("a known sentence is translated, with its numbers", () => {
  assert.equal(translated(texts, "Stuck."), "Steht still.");
  assert.equal(translated(texts, "The force is above the limit of 41.8 N."), "Über der Grenze von 41.8 N.");
});

test("a reason within a sentence is translated too", () => {
  assert.equal(translated(texts, "Release. Stuck."), "Loslassen. Steht still.");
  assert.equal(translated(texts, "Above 60 N. Lost since: Stuck."), "Über 60 N. Weg seit: Steht still.");
});

test("what is not known is said as it is", () => {
  for (const said of ["", "Something (else) [is] wrong?", "Release."]) assert.equal(translated(texts, said), said);
  assert.equal(translated(texts, "Release. The cable is out."), "Loslassen. The cable is out.");
});
