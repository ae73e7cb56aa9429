import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { viewReads } from "./reads";
import type { ViewPage } from "./vocabulary";

const read = queriesOf<typeof viewReads>();

export function viewsQuery(page: ViewPage) {
  return read(["views", page], "views", { search: { page } });
}
