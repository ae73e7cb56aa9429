import { defineRoute } from "@/lib/entry/define-route";
import { listUsageRows } from "@/lib/reports/query/detail-rows";
import { usageSearch } from "@/lib/reports/search-schema";

export const GET = defineRoute({ permission: "usage:read", search: usageSearch, read: listUsageRows });
