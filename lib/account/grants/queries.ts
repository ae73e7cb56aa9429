import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { grantReads } from "./reads";

const read = queriesOf<typeof grantReads>();

export function accessQuery() {
  return read(["grants"], "grants");
}
