import fc from "fast-check";
import { serialize } from "pg-protocol";
import { expect, test } from "vitest";
import { Frames, readParameter } from "./frames.mjs";

const startup = serialize.startup({ user: "postgres", application_name: "castellan-background" });
const query = serialize.query("select 1");
const pipeline = Buffer.concat([
  serialize.parse({ text: "select $1" }),
  serialize.bind({ values: ["x".repeat(300)] }),
  serialize.execute({}),
  serialize.sync(),
]);
const copy = serialize.query("COPY people (name)\n  from STDIN");
// Clients may ask for an answer within rows; the server ignores it.
const rows = Buffer.concat([serialize.copyData(Buffer.from("ines\n")), serialize.flush(), serialize.sync()]);
const said = [startup, query, pipeline, copy, rows, serialize.copyDone(), query, serialize.end()];

test("the same batches come out, however the bytes arrive", () => {
  const bytes = Buffer.concat(said);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length })), (cuts) => {
      const frames = new Frames();
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const found = places.flatMap((place, index) => frames.add(bytes.subarray(place, places[index + 1])));
      expect(found.map(({ kind }) => kind)).toEqual([
        "startup",
        "batch",
        "batch",
        "copy",
        "batch",
        "batch",
        "end",
      ]);
      expect(Buffer.concat(found.map((frame) => frame.bytes)).equals(bytes)).toBe(true);
      expect(found[2]?.bytes.equals(pipeline)).toBe(true);
      expect(found[4]?.bytes.equals(Buffer.concat([rows, serialize.copyDone()]))).toBe(true);
    }),
  );
});

test("a client may ask for encryption first, and one that asks to cancel is disconnected", () => {
  const frames = new Frames();
  expect(frames.add(Buffer.concat([serialize.requestSsl(), startup])).map(({ kind }) => kind)).toEqual([
    "encryption",
    "startup",
  ]);
  expect(new Frames().add(serialize.cancel(1, 2)).map(({ kind }) => kind)).toEqual(["end"]);
});

test("only copies from the client wait for rows", () => {
  const texts = ["copy people to stdout", "select 'copy a from stdin'", "copy people from '/dev/blob'"];
  const others = texts.map((text) => serialize.query(text));
  const found = new Frames().add(Buffer.concat([startup, ...others]));
  expect(found.map(({ kind }) => kind)).toEqual(["startup", "batch", "batch", "batch"]);
});

test("the first message shows who connects", () => {
  expect(readParameter(startup, "application_name")).toBe("castellan-background");
  expect(readParameter(startup, "options")).toBeUndefined();
});
