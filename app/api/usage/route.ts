import { defineRoute } from "@/lib/entry/define-route";
import { readUsageSearch } from "@/lib/reports/route-search";
import { getUsage } from "@/lib/reports/usage/report";

export const GET = defineRoute({ permission: "usage:read", search: readUsageSearch, read: getUsage });
