import "server-only";

export const maxTargetLength = 200;
const largestRequestBytes = 4_096;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Keys are longer than what an address may have before its "@". Anything shorter is masked unless it is part of an address,
 * because people are counted and compared by what the log calls them.
 */
const keyMaterial = /sk-ant-[\w-]{58,}|(?:sk-ant-[\w-]{24,}|(?<!\w)sk-ant-[\w-]+)(?![\w-]|[\w.+-]*@)/g;
const wholeKey = /sk-ant-[\w-]{58,}/g;
const address = /^[^\s@/:]+@[^\s@/:]+$/;
/** Fields that hold secrets: the log shows that they were given, not their values. */
const secretField = /secret|password|token$/i;
const maxTextLength = 2_000;
const deepest = 8;

/** Text that both databases return unchanged: no NUL, no lone surrogates, nothing that looks like a key. */
export function toRecordedText(text: string): string {
  const whole = Buffer.from(text.slice(0, maxTextLength), "utf8").toString("utf8");
  return whole.replaceAll("\0", "\ufffd").replace(address.test(whole) ? wholeKey : keyMaterial, "[key]");
}

export function toRecorded(value: unknown, depth = 0): Json {
  if (value === null || value === undefined || depth > deepest) return null;
  if (typeof value === "string") return toRecordedText(value);
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((each) => toRecorded(each, depth + 1));
  // What React made of an argument that stays in the browser throws when it is read.
  if (typeof value === "function") return "[function]";
  if (typeof value !== "object") return toRecordedText(String(value));
  const known = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    known.map(([key, each]) => [
      toRecordedText(key),
      secretField.test(key) && isTold(each) ? "[secret]" : toRecorded(each, depth + 1),
    ]),
  );
}

/** Whether something is or isn't secret, and that nothing was given, tells nothing. */
function isTold(value: unknown): boolean {
  return value !== null && typeof value !== "boolean";
}

/** Sorts keys, so that equal values give equal text, whatever order the database returns. */
export function toCanonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${toCanonicalJson(each)}`).join(",")}}`;
}

/** Of a large request, only the run that it belongs to, so that the run's record has all of its entries. */
export function toSmall(request: unknown): unknown {
  const recorded = toRecorded(request);
  if (JSON.stringify(recorded).length <= largestRequestBytes) return recorded;
  const { run }: { run?: unknown } = Object(recorded);
  return typeof run === "string" && run.length <= maxTargetLength ? { run } : null;
}
