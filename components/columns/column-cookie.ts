import { type Jar, readCookie, toCookie } from "@/i18n/cookie";
import type { ColumnChoice, ColumnList } from "./choice";

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
