import { useQueryClient } from "@tanstack/react-query";

/** After a write: everything that shows workspaces, who is in them, or what was done. */
export function useInvalidateWorkspaces(): () => void {
  const client = useQueryClient();
  return () => {
    for (const noun of ["workspaces", "members", "keys", "audit"])
      client.invalidateQueries({ queryKey: [noun] });
  };
}
