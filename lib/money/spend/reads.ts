import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listSpendActors } from "./actors";
import { getSpendChanges } from "./changes";
import { getChargeback } from "./chargeback";
import { getSpendMonth } from "./month";
import { getOrganizationsCost } from "./organizations";
import { readActorsSearch, readChangesSearch, readMonthSearch, readUnusualDaysSearch } from "./route-search";
import { loadChargebackSearch } from "./search-params";
import { getUnusualDays } from "./unusual-days";
import { listOwners } from "./unusual-notes-store";

export const spendReads = {
  "spend/actors": defineRead({ permission: "cost:read", search: readActorsSearch, read: listSpendActors }),
  "spend/changes": defineRead({ permission: "cost:read", search: readChangesSearch, read: getSpendChanges }),
  "spend/chargeback": defineRead({
    permission: "cost:read",
    search: (query) => loadChargebackSearch(query),
    read: getChargeback,
  }),
  "spend/month": defineRead({
    permission: "cost:read",
    search: readMonthSearch,
    read: (by, search) => getSpendMonth(by, search),
  }),
  "spend/organizations": defineRead({
    permission: "cost:read",
    read: (by) => getOrganizationsCost(by),
  }),
  "spend/owners": defineRead({
    permission: "unusual-days:write",
    read: (by) => listOwners(by),
  }),
  "spend/unusual-days": defineRead({
    permission: "cost:read",
    search: readUnusualDaysSearch,
    read: getUnusualDays,
  }),
};
