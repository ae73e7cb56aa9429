import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isValidElement, type ReactNode } from "react";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest, startTestSession, testOrigin } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError, toHttpStatus } from "@/lib/core/errors/errors";
import { claudeCodeDimensions } from "@/lib/money/reports/claude-code/dimensions";
import { costDimensions } from "@/lib/money/reports/cost/dimensions";
import { usageDimensions } from "@/lib/money/reports/usage/dimensions";
import { exportNouns, pages, routes } from "@/lib/test-surface";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";

const admin = "admin@northwind.example";
const huge = "x".repeat(15_000);
const hostile = [
  ...["99999999999999999999", "-1", "1.5", "1e308", "NaN", "2147483648"],
  ...["2026-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "275760-09-13", "2026-99"],
  ...["", "%", "\\", "\0", "\ud800", "__proto__", "a,".repeat(7_000), huge],
];
const alone = ["99999999999999999999", "0001-01-01"];
const harmless = ["x", "2026-01-01", "7", "cost", "workspace", "terminal", "ada@northwind.example"];

const notNames = ["permission", "search", "read", "parse", "serialize", "urlKeys", "code", "path", "message"];

const dimensions = [...costDimensions, ...usageDimensions, ...claudeCodeDimensions];

type Ask = (search: string) => Promise<Response>;
type Fields = Record<string, string>;
const toSearch = (fields: Fields) => String(new URLSearchParams(fields));
const same = (names: readonly string[], value: string): Fields =>
  Object.fromEntries(names.map((name) => [name, value]));

vi.mock("next-intl/server", () => ({ getTranslations: async () => (key: string) => key }));

/** One for thousands of requests: a session for each would be half of the work, and be listed by each. */
let as: { token: string };

beforeAll(async () => {
  await resetDatabase();
  resetSandbox();
  await addMember("admin", "admin");
  as = await startTestSession(admin);
});

function listNames(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const source = readFileSync(file, "utf8");
  const found = [...source.matchAll(/(?:^\s+|\{ |, )"?([\w-]+)"?: /gm)].map(([, name = ""]) => name);
  const more = file.startsWith("lib/money/reports/") ? dimensions : [];
  const names = [...found, ...more].filter((name) => !notNames.includes(name));
  const read = [
    ...source.matchAll(/from "@\/(lib\/(?:[\w-]+\/)+(?:[\w-]+-)?(?:route-search|search-params))"/g),
  ];
  const near = [...source.matchAll(/from "\.\/((?:[\w-]+-)?search-params)"/g)];
  const folder = file.slice(0, file.lastIndexOf("/"));
  const files = [...read.map(([, path]) => `${path}.ts`), ...near.map(([, name]) => `${folder}/${name}.ts`)];
  return [...new Set([...names, ...files.flatMap((each) => listNames(each, seen))])];
}

async function findLeast(ask: Ask): Promise<Fields> {
  let least: Fields = {};
  for (const value of harmless) {
    const refused = await listRefused(await ask(toSearch(least)));
    if (refused.length === 0) break;
    least = { ...least, ...same(refused, value) };
  }
  return least;
}

async function listRefused(answer: Response): Promise<string[]> {
  if (answer.status !== 400) return [];
  const { fields = {} }: { fields?: Record<string, unknown> } = await answer.json();
  return Object.keys(fields);
}

/** `isAlone`: also one name at a time, which a page passes on to the routes as it is. */
async function attack(ask: Ask, names: readonly string[], isAlone = true): Promise<void> {
  const least = await findLeast(ask);
  for (const value of hostile) {
    let left = names;
    for (let before = Number.POSITIVE_INFINITY; left.length < before; ) {
      const answer = await ask(toSearch({ ...least, ...same(left, value) }));
      expect(answer.status, `${left.join("&")}=${value.slice(0, 30)}`).toBeLessThan(500);
      const refused = await listRefused(answer);
      before = left.length;
      left = left.filter((name) => !refused.includes(name));
    }
  }
  for (const name of isAlone ? names : [])
    for (const value of alone) {
      const { status } = await ask(`${toSearch({ ...least, [name]: value })}&${name}=&${name}=${value}`);
      expect(status, `${name}=${value}`).toBeLessThan(500);
    }
}

type Route = (request: Request, context?: unknown) => Promise<Response>;

async function open(file: string, method: string): Promise<Route> {
  const module: Record<string, unknown> = await import(resolve(file));
  const route = module[method] as Route; // Sound: the source declares it under this name.
  return (request, context) => inRequest({ as }, () => route(request, context));
}

describe("every route", () => {
  const declared = routes.filter(({ permission }) => permission !== null);
  test.each(declared)(
    "answers any query of $method $address",
    { timeout: 120_000 },
    async ({ file, source, address, method }) => {
      const route = await open(file, method);
      const ask: Ask = (search) => route(new Request(`${testOrigin}${address}?${search}`, { method }));
      await attack(ask, listNames(source));
    },
  );
});

const files = [...exportNouns.map((noun) => `${noun}.csv`), "members.xlsx", "cost.xlsx"];
const fileOf = {
  chargeback: "statement.csv",
  differences: "changes.csv",
  offboardings: "receipt.csv",
  people: "keys-and-people.csv",
  reviews: "pack.zip",
  savings: "savings.csv",
  statements: "statement.csv",
};
const sheets = [
  "lib/across/exports/sheets.ts",
  "lib/across/exports/report-sheets.ts",
  "lib/money/spend/search-params.ts",
];

describe("every export", () => {
  const names = [...new Set([...sheets.flatMap((file) => listNames(file)), "workspace", "group"])];
  const toAsk = async (folder: string, file: string): Promise<Ask> => {
    const route = await open(`app/api/export/${folder}[file]/route.ts`, "GET");
    const context = { params: Promise.resolve({ file }) };
    return async (search) => {
      const answer = await route(new Request(`${testOrigin}/api/export/${folder}x?${search}`), context);
      await answer.clone().arrayBuffer();
      return answer;
    };
  };

  test("is known to this test", () => {
    expect(exportNouns).toHaveLength(12);
    const folders = readdirSync("app/api/export").filter((name) => name !== "[file]");
    expect(Object.keys(fileOf).sort()).toEqual(folders.sort());
  });
  test.each(files)("answers any query of %s", { timeout: 120_000 }, async (file) =>
    attack(await toAsk("", file), names),
  );
  test.each(Object.entries(fileOf))(
    "answers any query of %s/%s",
    { timeout: 120_000 },
    async (folder, file) => attack(await toAsk(`${folder}/`, file), names),
  );
  test.each(hostile)("is not found as %j", async (file) => {
    for (const folder of ["", ...Object.keys(fileOf).map((name) => `${name}/`)])
      expect((await (await toAsk(folder, file))("")).status).toBe(404);
  });
});

type Read = { queryFn: () => Promise<unknown> };

function listReads(node: ReactNode): Read[] {
  if (Array.isArray(node)) return node.flatMap(listReads);
  if (!isValidElement<{ queries?: Read[]; children?: ReactNode }>(node)) return [];
  return [...(node.props.queries ?? []), ...listReads(node.props.children)];
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[]>> };

async function askPage(file: string, id: string, search: string): Promise<Response> {
  const { default: page } = await import(resolve(file));
  const given = new URLSearchParams(search);
  const query = Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name)]));
  const props: Props = { params: Promise.resolve({ id }), searchParams: Promise.resolve(query) };
  try {
    await inRequest({ as }, async () => {
      for (const { queryFn } of listReads(await page(props))) await queryFn();
    });
    return new Response();
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: toHttpStatus(error.code) });
    const isOurs = error instanceof Error && /^NEXT_(REDIRECT|HTTP_ERROR_FALLBACK;404)/.test(error.message);
    if (!isOurs) throw error;
    return new Response(null, { status: 404 });
  }
}

describe("every page", () => {
  test.each(pages)("answers any query of $address", { timeout: 120_000 }, async ({ file, address }) => {
    await attack((search) => askPage(file, "admin", search), listNames(file), false);
    if (!address.endsWith("/x")) return;
    const layout = file.replace("page.tsx", "layout.tsx");
    for (const part of existsSync(layout) ? [layout, file] : [file])
      for (const id of [...hostile, "%00", "%E0%A4%A", "..%2F..", "a@b", "%40"])
        expect((await askPage(part, id, "")).status, `${part} ${id.slice(0, 30)}`).toBe(404);
  });
});
