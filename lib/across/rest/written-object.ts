import "server-only";
import type { Call, Endpoint } from "./endpoint";
import { listEndpoints } from "./lists";
import { objectEndpoints } from "./objects";
import { asOwner } from "./write-endpoint";

const reads = [...listEndpoints, ...objectEndpoints];

function findRead(path: string): Endpoint {
  const found = reads.find((one) => one.path === path);
  if (!found) throw new Error(`there is no endpoint ${path}`);
  return found;
}

export type Seen = Readonly<Record<string, unknown>>;

/** The object as the endpoint that reads it answers. */
export function toObject(path: string, id?: (call: Call) => string) {
  const { run, getSchema } = findRead(path);
  const read = async (call: Call): Promise<Seen> => {
    const params = id ? { ...call.params, id: id(call) } : call.params;
    return (await run(asOwner({ ...call, params }))) as Seen; // Sound: these endpoints answer with objects.
  };
  return { read, getSchema };
}

export const idOf = ({ params }: Call): string => params.id ?? "";
