import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { askCapabilities } from "@/lib/directory/capabilities/gateway";
import { checkSpendLimitAccess } from "@/lib/directory/limits/gateway";
import { readDayPeaks } from "@/lib/directory/limits/minutes";
import { readAnalyticsDays } from "@/lib/money/reports/ingest/analytics-gateway";
import { toTotal } from "./test-amounts";
import {
  listCorpora,
  readAnyAnswers,
  readCorpus,
  serveCorpus,
  serveTexts,
  toWriteFailure,
} from "./test-corpus";
import { listReaders } from "./test-list-readers";
import { finders, objectReaders, removers } from "./test-object-readers";

beforeAll(() => {
  env.requestsPerMinute = 1_000_000;
});

const lists = Object.entries(listReaders);
const objects = Object.entries(objectReaders);
const organizations = { endpoint: "/v1/organizations" };

function settle(read: () => Promise<unknown>): Promise<unknown> {
  return read().catch((cause: unknown) => {
    if (cause instanceof AppError) return cause.code;
    throw cause;
  });
}

function omit(fields: Record<string, unknown>, names: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** Rows of reports are text: what isn't expected to be one is JSON. */
function toValues(row: object | undefined, expected: Record<string, unknown>): Record<string, unknown> {
  const values = Object.entries(row ?? {}).map(([field, value]) => {
    const isJson = typeof value === "string" && field in expected && typeof expected[field] !== "string";
    return [field, isJson ? JSON.parse(value) : value];
  });
  return Object.fromEntries(values);
}

describe("every function of a gateway", () => {
  const others = { askCapabilities, checkSpendLimitAccess, readAnalyticsDays, readDayPeaks };
  const known = { ...listReaders, ...objectReaders, ...finders, ...removers, ...others };

  test("every function of a gateway is run over the corpus", () => {
    const asks =
      /\b(readApi|readOptionalApi|readOauthApi|readGranted|readOne|listAll|listPage|writeApi|writeOne)[<(]/;
    const texts = readdirSync("lib", { recursive: true, encoding: "utf8" })
      .filter((file) => /\.ts$/.test(file) && !/^core\/admin-api\/|\btest\b/.test(file))
      .map((file) => ({ file, text: readFileSync(`lib/${file}`, "utf8") }))
      .filter(({ file, text }) => /\bgateway\.ts$/.test(file) || asks.test(text))
      .map(({ text }) => text);
    const exported = texts.flatMap((text) =>
      [...text.matchAll(/^export (?:async )?function\*? (?!(?:to|has|is)[A-Z])(\w+)/gm)].map(
        ([, name]) => name ?? "",
      ),
    );
    const names = Object.keys(known).map((name) => name.split(" ")[0] ?? "");
    expect(exported.toSorted()).toEqual([...new Set(names)].toSorted());
  });

  test("every function of a gateway has a corpus, and every corpus has a reader", () => {
    const read = Object.values({ ...listReaders, ...objectReaders }).map(({ corpus }) => corpus);
    expect([...new Set(read)].toSorted()).toEqual(listCorpora().toSorted());
  });
});

describe.each(lists)("%s", (name, { corpus, read, toBody, omits, amounts }) => {
  const file = readCorpus(corpus);
  const { rows, answers } = file;

  test("a reader of the corpus reads each row as expected, and sets aside what it cannot read", async () => {
    serveCorpus(file, [toBody(rows.map(({ row }) => row))]);
    const found = await read();
    const readable = rows.filter(({ reads }) => reads);
    expect(found.rows).toHaveLength(readable.length);
    for (const [index, { about, reads = {} }] of readable.entries())
      expect(toValues(found.rows[index], reads), about).toMatchObject(omit(reads, omits));
    const odd = rows.filter(({ setAside }) => setAside);
    expect(found.unreadable.map(({ field, problem }) => [field, problem])).toEqual(
      odd.map(({ setAside }) => setAside),
    );
    if (amounts)
      expect(toTotal(found.rows, amounts.read)).toBe(
        toTotal(
          readable.map(({ row }) => row),
          amounts.received,
        ),
      );
  });

  test.each(answers.filter(({ only }) => only?.includes(name) ?? true))(
    "$about",
    async ({ pages, fails, rows: count = 0, setAside, total, unknownDays }) => {
      serveCorpus(file, pages);
      const found = await settle(read);
      if (fails) return expect(found).toBe(fails);
      const { rows: kept, unreadable, unknownDays: unknown } = await read();
      expect([kept.length, unreadable.length]).toEqual([count, setAside]);
      if (total !== undefined && amounts) expect(toTotal(kept, amounts.read)).toBe(total);
      if (unknownDays !== undefined) expect(unknown).toBe(unknownDays);
    },
  );

  test.each(readAnyAnswers("any-list"))("$about", async ({ body, text, status, fails, rows: count }) => {
    serveTexts(file, [{ text: text ?? JSON.stringify(body), status }]);
    const found = await settle(read);
    if (fails) expect(found).toBe(fails);
    else expect(found).toMatchObject({ rows: { length: count }, unreadable: [] });
  });
});

describe.each(objects)("%s", (_, { corpus, read, isWrite, field }) => {
  const file = readCorpus(corpus);
  const { rows } = file;
  const toCode = isWrite ? toWriteFailure : (code: "bad_answer") => code;

  test.each(rows)("$about", async ({ row, reads }) => {
    serveCorpus(file, [row]);
    const found = await settle(read);
    if (!field) return expect(found).toEqual(reads ? expect.objectContaining(reads) : toCode("bad_answer"));
    const received = z.looseObject({ [field]: z.string() }).safeParse(row).data?.[field];
    if (reads || received === undefined) expect(found).toBe(received ?? "bad_answer");
  });

  test.each(readAnyAnswers("any-object"))("$about", async ({ body, text, status, fails = "bad_answer" }) => {
    serveTexts(file, [{ text: text ?? JSON.stringify(body), status }]);
    expect(await settle(read)).toBe(isWrite ? toWriteFailure(fails) : fails);
  });
});

test.each(Object.entries(finders))("%s finds its row among odd ones", async (_, { corpus, find }) => {
  const file = readCorpus(corpus);
  const { rows } = file;
  serveCorpus(file, [{ data: rows.map(({ row }) => row).toReversed(), has_more: false }]);
  expect(await find()).toMatchObject({ id: rows[0]?.reads?.id });
  serveCorpus(file, [{ has_more: false }]);
  expect(await settle(find)).toBe("bad_answer");
});

test.each(Object.entries(removers))("%s accepts an answer, but not HTML", async (_, remove) => {
  serveCorpus(organizations, [{ id: "x_01", type: "x_deleted" }]);
  await remove();
  serveTexts(organizations, [{ text: "<html></html>" }]);
  expect(await settle(remove)).toBe("outcome_unknown");
});

test("checkSpendLimitAccess accepts an answer, but not HTML", async () => {
  serveCorpus(organizations, [{ id: "spl_01" }]);
  await checkSpendLimitAccess("spl_01");
  serveTexts(organizations, [{ text: "<html></html>" }]);
  expect(await settle(() => checkSpendLimitAccess("spl_01"))).toBe("bad_answer");
});

describe("readDayPeaks", () => {
  const file = readCorpus("usage-report-messages");
  const { rows } = file;
  const group = { id: "rl_01", type: "model_group", name: null, models: ["claude-opus-5"], limits: [] };
  const read = () => readDayPeaks("2026-11-02", [group]);

  test("readDayPeaks counts each minute's rows, and sets aside what it cannot read", async () => {
    const row = { model: "claude-opus-5", uncached_input_tokens: 1, cache_creation_input_tokens: 2 };
    const results = [...rows.map((each) => each.row), row, row];
    const minute = { starting_at: "2026-11-02T00:07:00Z", results };
    serveCorpus(file, [{ data: [minute], has_more: false, next_page: null }]);
    const { peaks, unreadable } = await read();
    expect(unreadable).toHaveLength(rows.filter(({ setAside }) => setAside).length);
    const found = peaks.groups[0]?.peaks.find(({ measure }) => measure === "uncached");
    expect(found).toEqual({ measure: "uncached", tokens: 2 * 3 + 12, at: "2026-11-02T00:07:00Z" });
  });

  test.each(readAnyAnswers("any-list"))("$about", async ({ body, text, status, fails }) => {
    serveTexts(file, [{ text: text ?? JSON.stringify(body), status }]);
    if (fails) expect(await settle(read)).toBe(fails);
    else expect(await read()).toMatchObject({ unreadable: [] });
  });
});

test("askCapabilities leaves out a part with an outage", async () => {
  const listCapabilities = async () => {
    const capabilities: unknown[] = [];
    for await (const [, refusal] of askCapabilities(new Date())) capabilities.push(refusal);
    return capabilities;
  };
  serveCorpus(organizations, [{ data: [] }]);
  const granted = await listCapabilities();
  expect(granted.length).toBeGreaterThan(5);
  expect(granted.every((refusal) => refusal === null)).toBe(true);
  serveTexts(organizations, [{ text: "<html></html>" }]);
  expect(await listCapabilities()).toEqual([]);
});
