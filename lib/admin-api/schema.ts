import { z } from "zod";

/** PostgreSQL knows no year 0, and no place on earth is so far from UTC. */
const unstorable = /^0000|[+-](?:1[6-9]|2\d):\d\d$/;

/** Some servers send an empty string if they don't know a date. */
export const optionalInstant = z
  .union([z.literal(""), z.iso.datetime({ offset: true }).refine((value) => !unstorable.test(value))])
  .nullish();

/** An index of PostgreSQL holds 2,704 bytes of a row, so that a longer text would end the whole listing. */
export const indexedText = z.string().max(600);
