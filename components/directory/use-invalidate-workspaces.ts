import { useQueryClient } from "@tanstack/react-query";

/** What shows workspaces, their people, or activity. */
export const touchedByAccess = [["workspaces"], ["members"], ["keys"], ["audit"]] as const;

/** A write may change all of it. */
export function useInvalidateWorkspaces(): () => void {
  const client = useQueryClient();
  return () => {
    for (const queryKey of touchedByAccess) client.invalidateQueries({ queryKey });
  };
}
