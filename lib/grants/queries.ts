import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { Access } from "./schema";

export function accessQuery() {
  return queryOptions({
    queryKey: ["grants"],
    queryFn: ({ signal }) => fetchDoor<Access>("/api/grants", signal),
  });
}
