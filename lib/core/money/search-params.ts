import { createParser } from "nuqs/server";
import { toCurrency } from "./money";

/** The currency in an address; without one, the available currencies decide. */
export const parseAsCurrency = createParser({ parse: toCurrency, serialize: String });
