import "server-only";
import type { z } from "zod";
import type { Permission } from "@/lib/core/auth/permissions";
import { type Permit, permit } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import { readBody } from "./read-body";
import { readPeople } from "./read-people";

/** A schema of the query string's fields, or what reads it with the parsers of a page. */
type Search<Query, Given> = z.ZodType<Query, Given> | ((search: URLSearchParams) => Query);
/** What the parsers of a page read. */
type Fields = Record<string, string | number | null | undefined>;
/** For questions that don't fit in a URL. Such a read is a POST. */
type Body<Query, Given> = { schema: z.ZodType<Query, Given>; maxBytes: number };

type Declared<P extends Permission, Query, Given, Answer> = {
  permission: P;
  search?: Search<Query, Given>;
  body?: Body<Query, Given>;
  read: (by: Permit<P>, query: Query) => Promise<Answer>;
};

/** `Given` is what a browser asks with: fields of the query string, the text of a serializer, or a body. */
export type Read<Answer = unknown, Given = unknown> = {
  method: "GET" | "POST";
  permission: Permission;
  /** What the read is asked: requests that ask the same get the same answer. */
  parse: (request: Request) => Promise<unknown>;
  /** @throws AppError unauthenticated, forbidden, invalid, too_large, and what the read throws */
  answer: (request: Request) => Promise<Answer>;
  readonly given?: Given;
};

/** A read at an address below `/api`: its permission, what it is asked with, and what answers. */
export function defineRead<P extends Permission, Answer, Query = Record<never, never>, Given = Fields>(
  declared: Declared<P, Query, Given, Answer>,
): Read<Answer, Given> {
  const { permission, body, read } = declared;
  const parse = (request: Request) => readQuery(declared, request);
  return {
    method: body ? "POST" : "GET",
    permission,
    parse,
    answer: async (request) => {
      const by = await permit(permission);
      const query = await parse(request);
      return readPeople(() => read(by, query), by.actor);
    },
  };
}

async function readQuery<Query, Given>(
  { search, body }: { search?: Search<Query, Given>; body?: Body<Query, Given> },
  request: Request,
): Promise<Query> {
  const { searchParams } = new URL(request.url);
  checkSearch(searchParams);
  if (body) return parseBody(body.schema, await readBody(request, body.maxBytes));
  if (search) return parseSearch(search, searchParams);
  return {} as Query; // Sound: a read without either is given nothing.
}

/** As much as Node accepts for the request line and headers. */
const maxSearchLength = 16_384;

/**
 * Refuses fields that come twice, which some readers would resolve differently, and NUL, which the database can't
 * store.
 * @throws AppError too_large, invalid
 */
export function checkSearch(search: URLSearchParams): void {
  if (search.toString().length > maxSearchLength)
    throw new AppError("too_large", "the query string is too long", { reason: "query_too_long" });
  for (const [key, text] of search) {
    if (text.includes("\0"))
      throw new AppError("invalid", "the query string holds a NUL", { fields: { [key]: ["holds a NUL"] } });
    if (search.getAll(key).length > 1)
      throw new AppError("invalid", "a field comes twice", { fields: { [key]: ["comes twice"] } });
  }
}

/** @throws AppError invalid */
function parseBody<Query, Given>(schema: z.ZodType<Query, Given>, text: string): Query {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("invalid", "the body is wrong", { cause });
  }
}

/** @throws AppError invalid, with the messages of each field */
function parseSearch<Query, Given>(read: Search<Query, Given>, search: URLSearchParams): Query {
  if (typeof read === "function") return read(search);
  const { data, error } = read.safeParse(Object.fromEntries(search));
  if (!error) return data;
  const fields: Record<string, string[]> = {};
  for (const { path, message } of error.issues) {
    const key = String(path[0] ?? "query");
    fields[key] = [...(fields[key] ?? []), message];
  }
  throw new AppError("invalid", "the query string is wrong", { fields });
}
