import { defineRoute } from "@/lib/entry/define-route";
import { usageSearch } from "@/lib/reports/search-schema";
import { getUsage } from "@/lib/reports/usage/report";

export const GET = defineRoute({ permission: "usage:read", search: usageSearch, read: getUsage });
