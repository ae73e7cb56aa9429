import { createParser } from "nuqs/server";
import { parseAsDay } from "./search-params";

const parseAsZone = createParser({
  parse: (text) => (/^[\w+/-]{1,50}$/.test(text) ? text : null),
  serialize: String,
});

/** Days of a log, both included, in the reader's time zone; programs that give none mean UTC. */
export const daysInZone = { from: parseAsDay, to: parseAsDay, zone: parseAsZone.withDefault("UTC") };
