import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { listParams, listUrl, parseAsText, parseAsTexts } from "@/lib/core/address/search-params";

const keySorts = [
  "name",
  "hint",
  "status",
  "place",
  "maker",
  "principal",
  "created",
  "expires",
  "used",
  "tokens",
  "cost",
] as const;
/** The selectable options; the URL accepts any number of days. */
export const unusedDays = [7, 30, 90, 180] as const;
export const expiries = ["soon", "never"] as const;
export const trafficDays = [7, 30, 90, 365] as const;

const maxDays = 3_660;
const parseAsDays = createParser({
  parse: (text) => {
    const days = parseAsInteger.parse(text);
    return days !== null && days > 0 && days <= maxDays ? days : null;
  },
  serialize: String,
});

export const keySearchParams = {
  q: parseAsText.withDefault(""),
  status: parseAsTexts.withDefault([]),
  /** IDs of workspaces, or a scope: "organization", "unknown". */
  workspace: parseAsTexts.withDefault([]),
  unused: parseAsDays,
  expiry: parseAsStringLiteral(expiries),
  maker: parseAsTexts.withDefault([]),
  /** IDs of the only keys to list, such as those chosen for a file. */
  only: parseAsTexts.withDefault([]),
  ...listParams(keySorts, "name"),
};
export type KeySearch = inferParserType<typeof keySearchParams>;

/** Unused keys are active ones, because a stopped key has no use: unless other statuses are asked for. */
export function toStatuses({ status, unused }: Pick<KeySearch, "status" | "unused">): readonly string[] {
  return status.length === 0 && unused !== null ? ["active"] : status;
}

export const loadKeySearch = createLoader(keySearchParams, listUrl);
export const toKeyQueryString = createSerializer(keySearchParams, listUrl);

/** Cost by key is kept for 92 days. */
export const costDays = [7, 30, 90] as const;
const keyMeasures = ["cost", "tokens"] as const;

export function toCostDays(days: number): number {
  return Math.min(days, Math.max(...costDays));
}

export const keyPageParams = {
  days: parseAsNumberLiteral(trafficDays).withDefault(30),
  chart: parseAsStringLiteral(keyMeasures).withDefault("cost"),
};
export const loadKeyPageSearch = createLoader(keyPageParams);

const makerSearchParams = {
  q: parseAsText.withDefault(""),
  chosen: parseAsTexts.withDefault([]),
};
export const loadMakerSearch = createLoader(makerSearchParams);
export const toMakerQueryString = createSerializer(makerSearchParams);
