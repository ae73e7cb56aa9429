import "server-only";
import { defineRead } from "@/lib/core/entry/define-read";
import { listClaudeCodeActors } from "./claude-code/actors";
import { getAdoption } from "./claude-code/adoption";
import { getBreakdown } from "./claude-code/breakdown";
import { getBridge } from "./claude-code/bridge";
import { claudeCodeDimensions } from "./claude-code/dimensions";
import { getClaudeCode } from "./claude-code/report";
import { getCostCross } from "./cost/cross";
import { costDimensions } from "./cost/dimensions";
import { getCost } from "./cost/report";
import { listCostRows, listUsageRows } from "./query/detail-rows";
import { listClaudeCodeValues, listCostValues, listUsageValues } from "./query/facets";
import {
  readActorsSearch,
  readBreakdownSearch,
  readBridgeSearch,
  readClaudeCodeSearch,
  readCostCrossSearch,
  readCostSearch,
  readUsageCrossSearch,
  readUsageSearch,
  toTaggedValuesReader,
  toValuesReader,
} from "./route-search";
import { getUsageCross } from "./usage/cross";
import { usageDimensions } from "./usage/dimensions";
import { getHeatMap } from "./usage/heat-map";
import { getUsage } from "./usage/report";

export const reportReads = {
  "claude-code/actors": defineRead({
    permission: "claude-code:read",
    search: readActorsSearch,
    read: listClaudeCodeActors,
  }),
  "claude-code/adoption": defineRead({ permission: "claude-code:read", read: getAdoption }),
  "claude-code/breakdown": defineRead({
    permission: "claude-code:read",
    search: readBreakdownSearch,
    read: getBreakdown,
  }),
  "claude-code/bridge": defineRead({
    permission: "claude-code:read",
    search: readBridgeSearch,
    read: getBridge,
  }),
  "claude-code": defineRead({
    permission: "claude-code:read",
    search: readClaudeCodeSearch,
    read: getClaudeCode,
  }),
  "claude-code/values": defineRead({
    permission: "claude-code:read",
    search: toValuesReader(claudeCodeDimensions),
    read: listClaudeCodeValues,
  }),
  "cost/pivot": defineRead({ permission: "cost:read", search: readCostCrossSearch, read: getCostCross }),
  cost: defineRead({ permission: "cost:read", search: readCostSearch, read: getCost }),
  "cost/rows": defineRead({ permission: "cost:read", search: readCostSearch, read: listCostRows }),
  "cost/values": defineRead({
    permission: "cost:read",
    search: toTaggedValuesReader(costDimensions),
    read: listCostValues,
  }),
  "usage/heat-map": defineRead({
    permission: "usage:read",
    search: readUsageSearch,
    read: (by, { filter }) => getHeatMap(by, filter),
  }),
  "usage/pivot": defineRead({
    permission: "usage:read",
    search: readUsageCrossSearch,
    read: getUsageCross,
  }),
  usage: defineRead({ permission: "usage:read", search: readUsageSearch, read: getUsage }),
  "usage/rows": defineRead({ permission: "usage:read", search: readUsageSearch, read: listUsageRows }),
  "usage/values": defineRead({
    permission: "usage:read",
    search: toTaggedValuesReader(usageDimensions),
    read: listUsageValues,
  }),
};
