import { defineRoute } from "@/lib/entry/define-route";
import { getBridge } from "@/lib/reports/claude-code/bridge";
import { readBridgeSearch } from "@/lib/reports/route-search";

export const GET = defineRoute({ permission: "claude-code:read", search: readBridgeSearch, read: getBridge });
