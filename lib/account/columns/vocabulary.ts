export const columnLists = ["members", "keys", "workspaces", "invites"] as const;
export type ColumnList = (typeof columnLists)[number];

/** What a list leaves out until somebody chooses: what few look for, so that the rest fits a laptop. */
export const usuallyHidden: Record<ColumnList, readonly string[]> = {
  members: ["added"],
  keys: ["created", "principal"],
  workspaces: [],
  invites: [],
};
