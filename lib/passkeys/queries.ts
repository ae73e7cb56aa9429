import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { PasskeyRow } from "./schema";

export function passkeysQuery() {
  return queryOptions({
    queryKey: ["passkeys"],
    queryFn: ({ signal }) => fetchRoute<PasskeyRow[]>("/api/passkeys", signal),
  });
}

export function ownPasskeysQuery() {
  return queryOptions({
    queryKey: ["passkeys", "own"],
    queryFn: ({ signal }) => fetchRoute<PasskeyRow[]>("/api/passkeys/own", signal),
  });
}
