import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { unreadableReads } from "./reads";

const read = queriesOf<typeof unreadableReads>();

export function unreadableQuery() {
  return read(["unreadable"], "unreadable");
}
