import { changeJson } from "./change-json";

/** Cents of a dollar become so many yen, so that a month of the sandbox has eleven digits. */
const yenPerCent = 100_000;

/** Every amount in yen, as for a large organization in Japan. */
export function toLargeYen(response: Response): Promise<Response> {
  return changeJson(response, (body) => JSON.parse(JSON.stringify(body), toYen));
}

/** Amounts stand beside their currency. */
function toYen(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("currency" in value)) return value;
  const amounts = Object.entries(value).flatMap(([name, amount]) =>
    name.endsWith("amount") && amount !== null ? [[name, raise(amount)]] : [],
  );
  return { ...value, ...Object.fromEntries(amounts), currency: "JPY" };
}

function raise(amount: unknown): string | number {
  if (typeof amount === "number") return amount * yenPerCent;
  const [whole = "", fraction = ""] = String(amount).split(".");
  const places = String(yenPerCent).length - 1;
  const digits = fraction.padEnd(places, "0");
  const rest = digits.slice(places);
  return `${whole}${digits.slice(0, places)}${rest && `.${rest}`}`.replace(/^0+(?=\d)/, "");
}
