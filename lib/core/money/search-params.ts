import { createParser } from "nuqs/server";
import { toCurrency } from "./money";

/** Without it, the available currencies decide. */
export const parseAsCurrency = createParser({ parse: toCurrency, serialize: String });
