import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { meReads } from "./reads";

const read = queriesOf<typeof meReads>();

export function myAccessQuery() {
  return read(["me"], "me");
}
