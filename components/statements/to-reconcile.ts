import type { Reconcile, StatementContent } from "@/lib/money/statements/schema";
import { parseSigned } from "./parse-signed";

type Statement = Pick<StatementContent, "number" | "currency">;

/** Credits lower an invoice, with or without a minus. A rounding that is left out is computed. */
export function toReconcile(form: FormData, { number, currency }: Statement, version: number): Reconcile {
  const read = (name: string) => String(form.get(name) ?? "").trim();
  const amount = (name: string) => parseSigned(read(name), currency) ?? "";
  return {
    statement: String(number),
    version,
    invoiceNumber: read("invoiceNumber"),
    invoiceDate: read("invoiceDate"),
    cents: amount("cents"),
    bridge: {
      priority: amount("priority"),
      credits: amount("credits").replace("-", ""),
      taxes: amount("taxes"),
      rounding: read("rounding") === "" ? null : amount("rounding"),
      other: amount("other"),
    },
    note: read("note"),
  };
}
