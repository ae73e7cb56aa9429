import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { type ErrorCode, errorCodes } from "@/lib/core/errors/errors";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";

const folder = "lib/core/admin-api/corpus";

/** A row that a server has sent: what a reader makes of it, or the field that makes it unreadable. */
const corpusRow = z.strictObject({
  about: z.string(),
  row: z.unknown(),
  reads: z.record(z.string(), z.unknown()).optional(),
  setAside: z.tuple([z.string(), z.enum(["missing", "type", "form"])]).optional(),
});
export type CorpusRow = z.infer<typeof corpusRow>;

const corpusAnswer = z.strictObject({
  about: z.string(),
  /** Readers that request this form; all of the endpoint if absent. */
  only: z.array(z.string()).optional(),
  pages: z.array(z.unknown()),
  rows: z.number().optional(),
  setAside: z.number().default(0),
  total: z.string().optional(),
  unknownDays: z.number().optional(),
  fails: z.enum(errorCodes).optional(),
});
export type CorpusAnswer = z.infer<typeof corpusAnswer>;

const corpusFile = z.strictObject({
  endpoint: z.string(),
  /** Answers of other paths that a reader needs on its way; `*` is any ID. */
  others: z.record(z.string(), z.unknown()).default({}),
  rows: z.array(corpusRow),
  answers: z.array(corpusAnswer).default([]),
});
type CorpusFile = z.infer<typeof corpusFile>;

const anyFile = z.strictObject({
  answers: z.array(
    z.strictObject({
      about: z.string(),
      body: z.unknown().optional(),
      text: z.string().optional(),
      status: z.number().default(200),
      rows: z.number().optional(),
      fails: z.enum(errorCodes).optional(),
    }),
  ),
});

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
}

export function readCorpus(name: string): CorpusFile {
  return corpusFile.parse(readJson(name));
}

export function readAnyAnswers(name: "any-list" | "any-object") {
  return anyFile.parse(readJson(name)).answers;
}

export function listCorpora(): string[] {
  const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));
  return names.filter((name) => !name.startsWith("any-"));
}

type Text = { text: string; status?: number };
type Place = { endpoint: string; others?: Record<string, unknown> };

export function serveCorpus(place: Place, pages: readonly unknown[]): void {
  serveTexts(
    place,
    pages.map((page) => ({ text: JSON.stringify(page) })),
  );
}

export function serveTexts({ endpoint, others = {} }: Place, pages: readonly Text[]): void {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, searchParams } = new URL(new Request(input, init).url);
    const isTheirs = pathname === endpoint || pathname.startsWith(`${endpoint}/`);
    const cursor = searchParams.get("page") ?? searchParams.get("after_id");
    const other = findOther(others, pathname);
    const asked = isTheirs ? findPage(pages, cursor) : undefined;
    const page = other === undefined ? asked : { text: JSON.stringify(other) };
    const { text, status = 200 } = page ?? { text: `{"asked": "${pathname}"}`, status: 418 };
    const headers = { "content-type": "application/json", "x-should-retry": "false" };
    return new Response(text, { status, headers });
  };
  forget("sandbox");
  processSingleton("sandbox", () => ({ fetch }));
}

function findOther(others: Record<string, unknown>, pathname: string): unknown {
  const isThat = (path: string) => new RegExp(`^${path.replaceAll("*", "[^/]*")}$`).test(pathname);
  return Object.entries(others).find(([path]) => isThat(path))?.[1];
}

const cursors = z.object({ next_page: z.unknown(), last_id: z.unknown() }).partial();

function findPage(pages: readonly Text[], cursor: string | null): Text | undefined {
  if (cursor === null) return pages[0];
  const before = pages.findIndex(({ text }) => {
    const { next_page, last_id } = cursors.parse(JSON.parse(text));
    return next_page === cursor || last_id === cursor;
  });
  return before < 0 ? undefined : pages[before + 1];
}

export function toWriteFailure(code: ErrorCode): ErrorCode {
  return code === "bad_answer" || code === "api_failed" ? "outcome_unknown" : code;
}
