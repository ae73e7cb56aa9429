import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { columnReads } from "./reads";
import type { ColumnList } from "./vocabulary";

const read = queriesOf<typeof columnReads>();

export function columnsQuery(list: ColumnList) {
  return read(["columns", list], "columns", { search: { list } });
}
