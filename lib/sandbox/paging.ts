import "server-only";
import type { Context } from "hono";
import { Problem, toInvalid } from "./problem";
import { type LimitRule, pageLimit, readLimit, readText } from "./query";
import { hash } from "./random";

export type IdPage<T> = { data: T[]; has_more: boolean; first_id: string | null; last_id: string | null };

export function pageById<T>(
  context: Context,
  items: readonly T[],
  toItemId: (item: T) => string,
  rule: LimitRule = pageLimit,
): IdPage<T> {
  const limit = readLimit(context, rule);
  const after = readText(context, "after_id");
  const before = readText(context, "before_id");
  if (after && before) throw toInvalid("Only one of after_id and before_id may be given.");
  const cursor = after ?? before;
  const at = cursor === undefined ? -1 : items.findIndex((item) => toItemId(item) === cursor);
  if (cursor !== undefined && at < 0) throw toInvalid(`Unknown cursor: ${cursor}`);
  const start = before ? Math.max(0, at - limit) : at + 1;
  const end = before ? at : at + 1 + limit;
  const data = items.slice(start, end);
  const [first] = data;
  const last = data.at(-1);
  return {
    data,
    has_more: before ? start > 0 : end < items.length,
    first_id: first === undefined ? null : toItemId(first),
    last_id: last === undefined ? null : toItemId(last),
  };
}

export type Cursor = { at: number; stamp: number };

export function formatCursor(context: Context, { at, stamp }: Cursor): string {
  return `page_${Buffer.from(`${hashQuery(context)}.${at}.${stamp}`).toString("base64url")}`;
}

export function readCursor(context: Context): Cursor | undefined {
  const text = readText(context, "page");
  if (text === undefined) return undefined;
  const plain = Buffer.from(text.replace(/^page_/, ""), "base64url").toString();
  const [, query, at, stamp] = /^(\d+)\.(\d+)\.(\d+)$/.exec(plain) ?? [];
  if (query === undefined) throw toInvalid("page: invalid cursor.");
  if (Number(query) !== hashQuery(context)) throw toInvalid("page: this cursor belongs to another query.");
  return { at: Number(at), stamp: Number(stamp) };
}

function hashQuery(context: Context): number {
  const url = new URL(context.req.url);
  const pairs = [...url.searchParams].filter(([key]) => key !== "page" && key !== "limit");
  return hash(url.pathname, ...pairs.map(([key, value]) => `${key}=${value}&`));
}

export type TokenPage<T> = { data: T[]; next_page: string | null };

/** Without `limit`, everything comes at once if `isWholeByDefault`. */
export function pageByToken<T>(
  context: Context,
  items: readonly T[],
  isWholeByDefault = false,
): TokenPage<T> {
  const isWhole = isWholeByDefault && readText(context, "limit") === undefined;
  const limit = isWhole ? Math.max(1, items.length) : readLimit(context, pageLimit);
  const start = readCursor(context)?.at ?? 0;
  const end = start + limit;
  return {
    data: items.slice(start, end),
    next_page: end < items.length ? formatCursor(context, { at: end, stamp: 0 }) : null,
  };
}

export function requireFresh(cursor: Cursor | undefined, stamp: number): void {
  if (cursor && cursor.stamp !== stamp) throw new Problem(410, "The page cursor has expired; start again.");
}
