import "server-only";

/** Fields that say who or what something is, in somebody's own words. */
const namingField = /name|email|description|subject|title|hint|tags|url|actor$/i;
const address = /[^\s"<>@]+@[^\s"<>@]+/g;

/** A row as it may leave the house: its shape, its ids and its numbers, but nobody's name or address. */
export function redact(value: unknown, isNaming = false): unknown {
  if (typeof value === "string") return isNaming ? "[text]" : value.replace(address, "[email]");
  if (Array.isArray(value)) return value.map((each) => redact(each, isNaming));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, each]) => [field, redact(each, isNaming || namingField.test(field))]),
  );
}
