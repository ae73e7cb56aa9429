import "server-only";
import type { z } from "zod";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { reportPage } from "@/lib/money/reports/ingest/page-content";
import { dayBucket } from "@/lib/money/reports/ingest/response-schema";

type Answer = { status?: number; body: unknown };

export function serveReports(answer: (path: string, query: URLSearchParams) => Answer): string[] {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, searchParams } = new URL(new Request(input, init).url);
    asked.push(`${pathname.split("/").at(-1)} ${searchParams.get("starting_at")?.slice(0, 10)}`);
    const { status = 200, body } = answer(pathname, searchParams);
    return Response.json(body, { status });
  };
  forget("sandbox");
  processSingleton("sandbox", () => ({ fetch }));
  return asked;
}

export const refused: Answer = {
  status: 400,
  body: { type: "error", error: { type: "invalid_request_error", message: "starting_at: too long ago" } },
};

export function toBucket(day: string, ...results: object[]) {
  return { starting_at: `${day}T00:00:00Z`, ending_at: `${day}T23:59:59Z`, results };
}

export function toPage(data: unknown[], nextPage: string | null = null): Answer {
  return { body: { data, has_more: nextPage !== null, next_page: nextPage } };
}

export function parseBuckets<Row>(row: z.ZodType<Row>, body: unknown) {
  const buckets = dayBucket.array().parse(reportPage.parse(body).data);
  return buckets.map(({ starting_at, results }) => ({ starting_at, results: row.array().parse(results) }));
}
