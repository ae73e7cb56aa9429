import type { Account, StatementsPage } from "@/lib/money/statements/schema";

/** An empty account isn't set yet. */
export type AccountRow = Account;

/** Every center that a statement or an account names, what has none, and the other side of the entry. */
export function listAccountRows({
  centers,
  accounts,
}: Pick<StatementsPage, "centers" | "accounts">): AccountRow[] {
  const known = accounts.filter(({ role }) => role === "center").map(({ center }) => center);
  const find = (role: Account["role"], center: string) =>
    accounts.find((one) => one.role === role && one.center === center)?.account ?? "";
  const toRow = (role: Account["role"], center = ""): AccountRow => ({
    role,
    center,
    account: find(role, center),
  });
  return [
    ...[...new Set([...centers, ...known])].toSorted().map((center) => toRow("center", center)),
    toRow("unassigned"),
    toRow("offset"),
  ];
}
