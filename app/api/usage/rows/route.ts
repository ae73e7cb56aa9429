import { defineRoute } from "@/lib/entry/define-route";
import { listUsageRows } from "@/lib/reports/query/detail-rows";
import { readUsageSearch } from "@/lib/reports/route-search";

export const GET = defineRoute({ permission: "usage:read", search: readUsageSearch, read: listUsageRows });
