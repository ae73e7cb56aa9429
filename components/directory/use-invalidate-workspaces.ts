import { useQueryClient } from "@tanstack/react-query";

/** A write may change everything that shows workspaces, their people, or activity. */
export function useInvalidateWorkspaces(): () => void {
  const client = useQueryClient();
  return () => {
    for (const noun of ["workspaces", "members", "keys", "audit"])
      client.invalidateQueries({ queryKey: [noun] });
  };
}
