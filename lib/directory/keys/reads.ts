import "server-only";
import { z } from "zod";
import { parseAsId } from "@/lib/core/address/search-params";
import { defineRead } from "@/lib/core/entry/define-read";
import { readStrictly } from "@/lib/core/entry/strict-search";
import { parseAsCurrency } from "@/lib/core/money/search-params";
import { getKeyCost } from "./cost-read-model";
import { getKeyDetail } from "./detail-read-model";
import { listKeyImpacts } from "./impact-read-model";
import { listKeyChoices, listKeys } from "./list-read-model";
import { listKeyMakers } from "./makers-read-model";
import { listReplacements } from "./replacements-read-model";
import { keyPageParams, loadKeySearch, loadMakerSearch, trafficDays } from "./search-params";
import { listTakenNames, newNames } from "./taken-names-read-model";
import { getKeyTraffic } from "./traffic-read-model";
import { maxImpacts } from "./vocabulary";

const ids = z.array(z.string().min(1)).min(1).max(maxImpacts);

export const keyReads = {
  "keys/choices": defineRead({
    permission: "keys:read",
    search: (query) => loadKeySearch(query),
    read: listKeyChoices,
  }),
  "keys/cost": defineRead({
    permission: "keys:read",
    search: (query) =>
      readStrictly({ key: parseAsId, days: keyPageParams.days, currency: parseAsCurrency }, query, {
        required: ["key"],
      }),
    read: (by, search) => getKeyCost(by, search),
  }),
  "keys/detail": defineRead({
    permission: "keys:read",
    search: z.object({ key: z.string().min(1) }),
    read: (by, { key }) => getKeyDetail(by, key),
  }),
  "keys/impact": defineRead({
    permission: "keys:read",
    search: z.object({
      keys: z
        .string()
        .transform((text) => text.split(","))
        .pipe(ids),
    }),
    read: (by, { keys }) => listKeyImpacts(by, keys),
  }),
  "keys/makers": defineRead({
    permission: "keys:read",
    search: (query) => loadMakerSearch(query),
    read: listKeyMakers,
  }),
  /** The names don't fit in a URL. */
  "keys/names": defineRead({
    permission: "keys:manage",
    body: { schema: newNames, maxBytes: 4_000_000 },
    read: listTakenNames,
  }),
  "keys/replacements": defineRead({
    permission: "keys:read",
    search: z.object({ key: z.string().min(1), q: z.string().max(200).default("") }),
    read: listReplacements,
  }),
  keys: defineRead({
    permission: "keys:read",
    search: (query) => loadKeySearch(query),
    read: listKeys,
  }),
  "keys/traffic": defineRead({
    permission: "keys:read",
    search: z.object({ key: z.string().min(1), days: z.coerce.number().pipe(z.literal(trafficDays)) }),
    read: (by, search) => getKeyTraffic(by, search),
  }),
};
