import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { KeyPowersTold } from "./schema";

export function powersQuery() {
  return queryOptions({
    queryKey: ["powers"],
    queryFn: ({ signal }) => fetchDoor<KeyPowersTold>("/api/powers", signal),
  });
}
