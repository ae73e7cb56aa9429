import { defineRoute } from "@/lib/entry/define-route";
import { usageSearch } from "@/lib/reports/search-schema";
import { getUsage } from "@/lib/reports/usage";

export const GET = defineRoute({ permission: "usage:read", search: usageSearch, read: getUsage });
