import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { settingsReads } from "./reads";

const read = queriesOf<typeof settingsReads>();

export function settingsQuery() {
  return read(["settings"], "settings");
}
