import "server-only";
import type { Call, Endpoint } from "./endpoint";
import { listEndpoints } from "./lists";
import { objectEndpoints } from "./objects";

const reads = [...listEndpoints, ...objectEndpoints];

function findRead(path: string): Endpoint {
  const found = reads.find((one) => one.path === path);
  if (!found) throw new Error(`there is no endpoint ${path}`);
  return found;
}

export type Seen = Readonly<Record<string, unknown>>;

/** What a write is about, as the endpoint that reads it answers. */
export type Written = Pick<Endpoint, "permission" | "getSchema"> & { read: (call: Call) => Promise<Seen> };

export function toWritten(path: string): Written {
  const { run, getSchema, permission } = findRead(path);
  const read = async (call: Call) => (await run(asOwner(call))) as Seen; // Sound: these endpoints answer with objects.
  return { permission, getSchema, read };
}

/** As the owner sees it: what is written is compared with what is there, whatever the token may read. */
function asOwner(call: Call): Call {
  const { scopes: _, ...actor } = call.program.actor;
  return { ...call, search: new URLSearchParams(), program: { ...call.program, actor } };
}

export function idOf({ params }: Call): string {
  return params.id ?? "";
}

/** The call for another object. */
export function at(call: Call, params: Call["params"]): Call {
  return { ...call, params: { ...call.params, ...params } };
}
