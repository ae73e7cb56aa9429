import { keepPreviousData } from "@tanstack/react-query";
import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { activityReads } from "./reads";
import { type ActivitySearch, toActivityQueryString } from "./search-params";

const read = queriesOf<typeof activityReads>();

export function activityQuery(search: ActivitySearch) {
  return read(["audit", search], "activity", {
    search: toActivityQueryString(search),
    placeholderData: keepPreviousData,
  });
}

export function activityEntryQuery(entry: string) {
  return read(["audit", "entry", entry], "activity/entry", { search: { entry } });
}

export function logProofQuery() {
  return read(["audit", "proof"], "activity/proof");
}
