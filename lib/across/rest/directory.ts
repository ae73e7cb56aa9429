import "server-only";
import { and, sql } from "drizzle-orm";
import type { ParserMap } from "nuqs/server";
import { countDirectory, type Directory } from "@/lib/across/exports/directory-sql";
import type { Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { getListedAt } from "@/lib/core/db/first-sync";
import { isPartUnavailable } from "@/lib/core/db/parts";
import { selectAs } from "@/lib/core/db/select-as";
import type { PagePart } from "@/lib/core/db/vocabulary";
import { readStrictly } from "@/lib/core/entry/strict-search";
import { AppError } from "@/lib/core/errors/errors";
import { toColumns, toTexts } from "@/lib/core/sheets/cells-sql";
import { type Call, defineEndpoint, type Endpoint, type JsonSchema } from "./endpoint";
import { pageQuery, readWindow, toCursor, toPageSchema } from "./page";
import { toFields, toObject, toObjectSchema } from "./values";

type Declared<P extends Permission> = {
  path: string;
  /** The plural of what it lists, as in "members". */
  noun: string;
  permission: P;
  part: PagePart | null;
  /** What the sync lists, for `as_of`; null for what is computed here. */
  mirrored: string | null;
  /** The parsers of the page. */
  filters: ParserMap;
  find: (by: Permit<P>, search: URLSearchParams, call: Call) => Directory | Promise<Directory>;
  /** Stands in for the columns before anybody asks. */
  describe: () => Directory | Promise<Directory>;
};

/** The page's own, which programs page and sort otherwise. */
const ofPages = ["sort", "direction", "page"];

/** A list and one of its objects, with the columns of the list's file. */
export function defineDirectory<P extends Permission>(declared: Declared<P>): [Endpoint, Endpoint] {
  const { path, noun, permission, part, mirrored, find, describe } = declared;
  const filters = Object.fromEntries(
    Object.entries(declared.filters).filter(([name]) => !ofPages.includes(name)),
  );
  const getObjectSchema = async (): Promise<JsonSchema> =>
    toObjectSchema(toFields(toColumns((await describe()).columns)));
  const open = async (by: Permit<P>, call: Call) => {
    if (part && (await isPartUnavailable(part)))
      throw new AppError("not_available", `this organization does not have ${part}`);
    return find(by, call.search, call);
  };
  const list = defineEndpoint({
    path,
    permission,
    summary: `List ${noun}`,
    query: { ...filters, ...pageQuery },
    count: async (by, call) => countDirectory(await open(by, call)),
    getSchema: async () => toPageSchema(await getObjectSchema()),
    read: async (by, call) => {
      readStrictly(filters, call.search);
      const directory = await open(by, call);
      const { limit, after } = readWindow(call.search);
      const rows = await readRows(directory, after, limit + 1);
      const data = rows.slice(0, limit);
      const last = data.at(-1);
      const next = last && rows.length > limit ? toCursor(last.id) : null;
      return { data: data.map(({ object }) => object), next, as_of: await getAsOf(mirrored) };
    },
  });
  const one = defineEndpoint({
    path: `${path}/{id}`,
    permission,
    summary: `Get one of the ${noun}`,
    getSchema: getObjectSchema,
    read: async (by, call) => {
      const directory = await open(by, call);
      const isIt = and(directory.where, sql`${directory.id} = ${call.params.id ?? ""}`) ?? directory.where;
      const [found] = await readRows({ ...directory, where: isIt }, null, 1);
      if (!found) throw new AppError("not_found", "there is no such object in reach");
      return found.object;
    },
  });
  return [list, one];
}

/** When the sync last listed it; now for what is computed here. */
export async function getAsOf(mirrored: string | null): Promise<string> {
  const at = mirrored === null ? null : await getListedAt(mirrored);
  return (at ?? new Date()).toISOString();
}

/** In the order of their IDs' bytes, which no setting of the database changes. */
async function readRows(directory: Directory, after: string | null, limit: number) {
  const { columns, from, where } = directory;
  const id = sql`(${directory.id} collate "C")`;
  const isLater = after === null ? where : and(where, sql`${id} > ${after}`);
  const declared = toColumns(columns);
  const fields = toFields(declared);
  const db = await database();
  const { rows } = await db.execute<Record<string, string | null>>(sql`
    select ${selectAs({ ...toTexts(columns), "#": directory.id })} from ${from} where ${isLater ?? sql`true`}
    order by ${id} limit ${limit}`);
  return rows.map((row) => ({
    id: row["#"] ?? "",
    object: toObject(
      fields,
      declared.map(({ name }) => row[name] ?? null),
    ),
  }));
}
