import "server-only";
import type { Endpoint } from "@/lib/across/rest/endpoint";
import { endpoints } from "@/lib/across/rest/endpoints";
import { prefix } from "@/lib/across/rest/serve";
import { parseAsTexts } from "@/lib/core/address/search-params";
import type { Program } from "@/lib/core/auth/access-token";
import { toOwnAddress } from "@/lib/core/env/own-address";
import type { Fields } from "./bounds";

type Asked = { params?: Readonly<Record<string, string>>; search?: URLSearchParams };
type Page = { data: Fields[]; next: string | null; as_of: string };

/** The endpoint of programs that reads the same. */
export function findEndpoint(path: string): Endpoint {
  const found = endpoints.find((one) => one.method === "GET" && one.path === path);
  if (!found) throw new Error(`there is no endpoint ${path}`);
  return found;
}

/** Asks what `GET` at this path answers, with the same rights. */
export async function askEndpoint(path: string, program: Program, asked: Asked = {}): Promise<Fields> {
  return (await findEndpoint(path).run(toCall(path, program, asked))) as Fields; // Sound: those asked here answer objects.
}

export async function askPage(path: string, program: Program, asked: Asked = {}): Promise<Page> {
  return (await askEndpoint(path, program, asked)) as Page; // Sound: lists answer pages.
}

/** Undefined where a list is only counted by reading it. */
export function countRows(path: string, program: Program, asked: Asked = {}): Promise<number> | undefined {
  return findEndpoint(path).count?.(toCall(path, program, asked));
}

function toCall(path: string, program: Program, { params = {}, search = new URLSearchParams() }: Asked) {
  return { program, params, search, request: new Request(toOwnAddress(`${prefix}${path}`)) };
}

/** Fields that have a value; lists as in addresses. */
export function toSearch(given: Fields): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(given))
    if (value !== undefined && value !== null)
      search.set(name, Array.isArray(value) ? parseAsTexts.serialize(value.map(String)) : String(value));
  return search;
}
