import { type Jar, readCookie, toCookie } from "@/i18n/cookie";

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

const none = "-";

/** What browsers keep, so that the server draws the list as it will be. */
export function toColumnCookie(list: ColumnList, hidden: ColumnChoice, isSecure: boolean): string {
  const value = hidden === null ? "" : hidden.join(".") || none;
  return toCookie(toName(list), value, isSecure);
}

export function readColumnChoice(jar: Jar, list: ColumnList): ColumnChoice {
  const value = readCookie(jar, toName(list));
  if (!value) return null;
  return value.split(".").filter((id) => id !== none);
}

function toName(list: ColumnList): string {
  return `columns_${list}`;
}
