import { defineRoute } from "@/lib/entry/define-route";
import { getCost } from "@/lib/reports/cost/report";
import { costSearch } from "@/lib/reports/search-schema";

export const GET = defineRoute({ permission: "cost:read", search: costSearch, read: getCost });
