import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { scheduleReads } from "./reads";

const read = queriesOf<typeof scheduleReads>();

export function schedulesQuery() {
  return read(["schedules"], "schedules");
}
