import { defineRoute } from "@/lib/entry/define-route";
import { getSpendChanges } from "@/lib/spend/changes";
import { changesSearch } from "@/lib/spend/search-schema";

export const GET = defineRoute({ permission: "cost:read", search: changesSearch, read: getSpendChanges });
