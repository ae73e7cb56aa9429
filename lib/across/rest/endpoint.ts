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
};

type Declared<P extends Permission> = Omit<Endpoint, "method" | "query" | "permission" | "run"> & {
  permission: P;
  query?: ParserMap;
  read: (by: Permit<P>, call: Call) => Promise<unknown>;
};

/** What programs read, with the permission, the limits, and the record of the page that shows the same. */
export function defineEndpoint<P extends Permission>({
  read,
  query = {},
  ...declared
}: Declared<P>): Endpoint {
  const run = async (call: Call) => {
    const { actor } = call.program;
    await refuseStaleDirectory(actor);
    return readPeople(
      () => takeTurn(actor, () => read(permitActor(actor, declared.permission), call)),
      actor,
    );
  };
  return { ...declared, method: "GET", query, run };
}
