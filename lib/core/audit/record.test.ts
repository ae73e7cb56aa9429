import fc from "fast-check";
import { expect, test } from "vitest";
import { toCanonicalJson, toRecorded, toRecordedText } from "./record";

test("key material never gets into the log, at any depth", () => {
  const kept = JSON.stringify(toRecorded({ "sk-ant-x": [{ a: "use sk-ant-admin01-Ab_c-9 now" }] }));
  expect(kept).toBe('{"[key]":[{"a":"use [key] now"}]}');
});

test("the same value gives the same text in any order of its keys", () => {
  expect(toCanonicalJson(toRecorded({ b: 1, a: { d: null, c: [2, "x"] } }))).toBe(
    '{"a":{"c":[2,"x"],"d":null},"b":1}',
  );
});

test("a text that a database would refuse or change is made storable", () => {
  expect(toRecorded({ a: "x\0y", b: "\ud800", c: Number.NaN, d: undefined, e: new Date(0), f: 10n })).toEqual(
    {
      a: "x\ufffdy",
      b: "\ufffd",
      c: "NaN",
      e: "1970-01-01T00:00:00.000Z",
      f: "10",
    },
  );
});

test("depth and length are bounded", () => {
  let deep: unknown = "bottom";
  for (let level = 0; level < 50; level += 1) deep = [deep];
  expect(JSON.stringify(toRecorded(deep))).not.toContain("bottom");
  expect(toRecorded("x".repeat(10_000))).toHaveLength(2_000);
});

test("any value survives a database unchanged", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const recorded = toRecorded(value);
      expect(toCanonicalJson(toRecorded(JSON.parse(JSON.stringify(recorded))))).toBe(
        toCanonicalJson(recorded),
      );
    }),
  );
});

test("what a field of a secret holds is masked, whatever it is", () => {
  const given = { secret: ["hush"], secretUrl: { a: "hush" }, token: 7, isSecret: true, password: null };
  expect(toRecorded(given)).toEqual({
    ...{ secret: "[secret]", secretUrl: "[secret]", token: "[secret]", isSecret: true, password: null },
  });
});

test("what looks like a key is masked, and an address that only contains its beginning isn't", () => {
  const long = `sk-ant-api03-${"x".repeat(40)}`;
  expect(toRecordedText(`(${long}) x${long} sk-ant-short`)).toBe("([key]) x[key] [key]");
  for (const address of ["desk-ant-ops", "ines+sk-ant-x", "o'sk-ant-x'b", `sk-ant-${"x".repeat(40)}`])
    expect(toRecordedText(`${address}@northwind.example`)).toBe(`${address}@northwind.example`);
  expect(toRecordedText("ada@sk-ant-corp.example")).toBe("ada@sk-ant-corp.example");
  expect(toRecordedText(`ada@${long}${"x".repeat(40)}`)).toBe("ada@[key]");
  const key = `sk-ant-api03-${"x".repeat(80)}`;
  expect(toRecordedText(`https://${key}@northwind.example`)).toBe("https://[key]@northwind.example");
});
