import { type inferParserType, parseAsInteger } from "nuqs/server";
import { chargebackSearchParams } from "@/lib/money/spend/search-params";

/** The terms of a chargeback, which a statement is closed with. */
export const draftSearchParams = chargebackSearchParams;
export type DraftSearch = inferParserType<typeof draftSearchParams>;

export const numberSearchParams = { number: parseAsInteger };
