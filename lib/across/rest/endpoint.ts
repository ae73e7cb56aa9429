import "server-only";
import type { ParserMap } from "nuqs/server";
import type { z } from "zod";
import type { Program } from "@/lib/core/auth/access-token";
import { refuseStaleDirectory } from "@/lib/core/auth/directory-age";
import type { Permission } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import { takeTurn } from "@/lib/core/entry/heavy-read";
import { readPeople } from "@/lib/core/entry/read-people";

export type JsonSchema = { readonly [keyword: string]: unknown };

export type Call = {
  program: Program;
  /** What the segments in braces of the path stand for. */
  params: Readonly<Record<string, string>>;
  search: URLSearchParams;
  request: Request;
};

/** One method of one path below `/api/v1`. */
export type Endpoint = {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Such as `/members/{id}`. */
  path: string;
  /** For the OpenAPI document. */
  summary: string;
  /** Null for what every token may ask. */
  permission: Permission | null;
  /** The fields of its query string; all others are refused. */
  query: ParserMap;
  /** What a write is sent. */
  body?: z.ZodType | undefined;
  /** Of the answer. Asks the declaration, which may ask the database. */
  getSchema: () => Promise<JsonSchema>;
  /** Whether it starts a run, whose ID it answers instead of waiting for its end. */
  isRun?: true | undefined;
  /** Other types that the answer can be asked for in. */
  alsoAs?: readonly string[];
  run: (call: Call) => Promise<unknown>;
  /** How many rows a list has on all its pages. */
  count?: ((call: Call) => Promise<number>) | undefined;
};

type Declared<P extends Permission> = Omit<Endpoint, "method" | "query" | "permission" | "run" | "count"> & {
  permission: P;
  query?: ParserMap;
  read: (by: Permit<P>, call: Call) => Promise<unknown>;
  count?: (by: Permit<P>, call: Call) => Promise<number>;
};

/** What programs read, with the permission, the limits, and the record of the page that shows the same. */
export function defineEndpoint<P extends Permission>({
  read,
  count,
  query = {},
  ...declared
}: Declared<P>): Endpoint {
  const { permission } = declared;
  const guard =
    <Answer>(ask: (by: Permit<P>, call: Call) => Promise<Answer>) =>
    (call: Call) =>
      asReader(permission, call.program, (by) => ask(by, call));
  return { ...declared, method: "GET", query, run: guard(read), count: count && guard(count) };
}

/** A read by a program: with a fresh directory, in its turn, and counted as an export if it shows many people. */
export async function asReader<P extends Permission, Answer>(
  permission: P,
  { actor }: Program,
  read: (by: Permit<P>) => Promise<Answer>,
): Promise<Answer> {
  await refuseStaleDirectory(actor);
  return readPeople(() => takeTurn(actor, () => read(permitActor(actor, permission))), actor);
}
