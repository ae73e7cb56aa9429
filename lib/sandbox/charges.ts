import "server-only";
import {
  codeSecondPrice,
  modelLabels,
  searchPrice,
  sessionSecondPrice,
  type Tariff,
  type TokenType,
  tokenTypeLabels,
  tokenTypes,
  toTokenPrice,
  type Units,
} from "./prices";
import type { Line, Measure, Quantities } from "./traffic";

type CostType = "tokens" | "web_search" | "code_execution" | "session_usage";

export type Charge = {
  costType: CostType;
  tokenType: TokenType | null;
  tariff: Tariff | null;
  description: string;
  units: Units;
};

const measureOf: Record<TokenType, Measure> = {
  uncached_input_tokens: "uncached",
  cache_read_input_tokens: "cacheRead",
  "cache_creation.ephemeral_5m_input_tokens": "write5m",
  "cache_creation.ephemeral_1h_input_tokens": "write1h",
  output_tokens: "output",
};

const extras: readonly [CostType, Measure, Units, string][] = [
  ["web_search", "searches", searchPrice, "Web Search Usage"],
  ["code_execution", "codeSeconds", codeSecondPrice, "Code Execution Usage"],
  ["session_usage", "sessionSeconds", sessionSecondPrice, "Managed Agents Session Usage"],
];

type Item = Omit<Charge, "units"> & { measure: Measure; price: Units };
const itemsByTariff = new Map<Tariff, readonly Item[]>();

function listItems(tariff: Tariff): readonly Item[] {
  const known = itemsByTariff.get(tariff);
  if (known) return known;
  const tokens = tokenTypes.map((tokenType): Item => {
    const description = toDescription(tariff, tokenType);
    const price = toTokenPrice(tariff, tokenType);
    return { costType: "tokens", tokenType, tariff, description, measure: measureOf[tokenType], price };
  });
  const others = extras.map(
    ([costType, measure, price, description]): Item => ({
      costType,
      tokenType: null,
      tariff: null,
      description,
      measure,
      price,
    }),
  );
  const items = [...tokens, ...others];
  itemsByTariff.set(tariff, items);
  return items;
}

export function listCharges({ tariff }: Pick<Line, "tariff">, quantities: Quantities): Charge[] {
  const charges: Charge[] = [];
  if (tariff.tier === "priority") return charges;
  for (const { measure, price, costType, tokenType, tariff: of, description } of listItems(tariff)) {
    const quantity = quantities[measure];
    if (quantity === 0) continue;
    charges.push({ costType, tokenType, tariff: of, description, units: BigInt(quantity) * price });
  }
  return charges;
}

/** Distinct per line item, so that grouping by description keeps them apart. */
function toDescription(tariff: Tariff, tokenType: TokenType): string {
  const notes = [
    tariff.tier === "batch" ? "Batch" : "",
    tariff.contextWindow === "200k-1M" ? "Long Context" : "",
    tariff.speed === "fast" ? "Fast Mode" : "",
    tariff.inferenceGeo === "us" ? "US Inference" : "",
  ].filter((note) => note !== "");
  return [modelLabels[tariff.model], tokenTypeLabels[tokenType], ...notes].join(" - ");
}
