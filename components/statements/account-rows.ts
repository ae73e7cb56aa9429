import type { Account, StatementsPage } from "@/lib/money/statements/schema";
import { accountRoles, bridgeParts } from "@/lib/money/statements/vocabulary";

/** An empty account isn't set yet. */
export type AccountRow = Account;

/** Every center that a statement or an account names, and all else that accounts are of. */
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
    ...accountRoles.filter((role) => role !== "center").map((role) => toRow(role)),
  ];
}

/** What an entry may lack. */
export function isOptional({ role }: AccountRow): boolean {
  return bridgeParts.some((part) => part === role);
}
