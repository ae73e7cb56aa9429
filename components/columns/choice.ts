export type ColumnList = "members" | "keys" | "workspaces" | "invites";

/** The hidden columns of a list; null if nobody has chosen any in this browser, so that new defaults reach them. */
export type ColumnChoice = readonly string[] | null;

/** What a list leaves out until somebody chooses: what few look for, so that the rest fits a laptop. */
export const usuallyHidden: Record<ColumnList, readonly string[]> = {
  members: ["added"],
  keys: ["created", "principal"],
  workspaces: [],
  invites: [],
};
