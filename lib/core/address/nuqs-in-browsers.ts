/** What browsers get as `nuqs/server`: the parsers of `nuqs`, which would otherwise load twice, without what only servers do. */
// biome-ignore lint/performance/noBarrelFile: it stands for a package.
export {
  createParser,
  createSerializer,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs";

/** Addresses are loaded on the server alone; browsers read them with hooks. */
export function createLoader() {
  return () => {
    throw new Error("Browsers read addresses with useQueryStates.");
  };
}
