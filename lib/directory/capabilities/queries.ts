import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { capabilityReads } from "./reads";

const read = queriesOf<typeof capabilityReads>();

export function capabilitiesQuery() {
  return read(["capabilities"], "capabilities");
}
