import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { MyAccess } from "./schema";

export function myAccessQuery() {
  return queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => fetchDoor<MyAccess>("/api/me", signal),
  });
}
