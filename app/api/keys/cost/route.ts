import { defineRoute } from "@/lib/entry/define-route";
import { readStrictly } from "@/lib/entry/strict-search";
import { getKeyCost } from "@/lib/keys/cost-read-model";
import { keyPageParams } from "@/lib/keys/search-params";
import { parseAsCurrency } from "@/lib/reports/search-params";
import { parseAsId } from "@/lib/search-params";

export const GET = defineRoute({
  permission: "keys:read",
  search: (query) =>
    readStrictly({ key: parseAsId, days: keyPageParams.days, currency: parseAsCurrency }, query, {
      required: ["key"],
    }),
  read: (by, search) => getKeyCost(by, search),
});
