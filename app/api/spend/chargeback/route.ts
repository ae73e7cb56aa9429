import { defineRoute } from "@/lib/entry/define-route";
import { getChargeback } from "@/lib/spend/chargeback";
import { loadChargebackSearch } from "@/lib/spend/search-params";

export const GET = defineRoute({
  permission: "cost:read",
  search: (query) => loadChargebackSearch(query),
  read: getChargeback,
});
