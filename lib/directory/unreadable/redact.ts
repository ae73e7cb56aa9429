import "server-only";

const namingField = /name|email|description|subject|title|hint|tags|url|actor$/i;
const address = /[^\s"<>@]+@[^\s"<>@]+/g;

/** Keeps the shape, IDs, and numbers of a row, but no names or addresses. */
export function redact(value: unknown, isNaming = false): unknown {
  if (typeof value === "string") return isNaming ? "[text]" : value.replace(address, "[email]");
  if (Array.isArray(value)) return value.map((each) => redact(each, isNaming));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, each]) => [field, redact(each, isNaming || namingField.test(field))]),
  );
}
