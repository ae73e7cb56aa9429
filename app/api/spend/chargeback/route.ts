import { defineRoute } from "@/lib/entry/define-route";
import { getChargeback } from "@/lib/spend/chargeback";
import { chargebackSearch } from "@/lib/spend/search-schema";

export const GET = defineRoute({ permission: "cost:read", search: chargebackSearch, read: getChargeback });
