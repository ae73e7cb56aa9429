import { queryOptions } from "@tanstack/react-query";
import { fetchDoor } from "@/lib/fetch-door";
import type { PasskeyRow } from "./schema";

export function passkeysQuery() {
  return queryOptions({
    queryKey: ["passkeys"],
    queryFn: ({ signal }) => fetchDoor<PasskeyRow[]>("/api/passkeys", signal),
  });
}

export function ownPasskeysQuery() {
  return queryOptions({
    queryKey: ["passkeys", "own"],
    queryFn: ({ signal }) => fetchDoor<PasskeyRow[]>("/api/passkeys/own", signal),
  });
}
