import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { Unreadable } from "./schema";

export function unreadableQuery() {
  return queryOptions({
    queryKey: ["unreadable"],
    queryFn: ({ signal }) => fetchDoor<Unreadable>("/api/unreadable", signal),
  });
}
