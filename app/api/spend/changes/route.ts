import { defineRoute } from "@/lib/entry/define-route";
import { getSpendChanges } from "@/lib/spend/changes";
import { readChangesSearch } from "@/lib/spend/route-search";

export const GET = defineRoute({ permission: "cost:read", search: readChangesSearch, read: getSpendChanges });
