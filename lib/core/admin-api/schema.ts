import { z } from "zod";

/** PostgreSQL knows no year 0, and no place on earth is so far from UTC. */
const unstorable = /^0000|[+-](?:1[6-9]|2\d):\d\d$/;

/** A time without a zone is in UTC. */
export const instant = z.iso
  .datetime({ offset: true, local: true })
  .refine((value) => !unstorable.test(value))
  .transform(toUtc);

export function toUtc(time: string): string {
  return /T[\d:.]+$/.test(time) ? `${time}Z` : time;
}

/** Some servers send an empty string if they don't know a date. */
export const optionalInstant = z.union([z.literal(""), instant]).nullish();

/** An index of PostgreSQL holds 2,704 bytes of a row, so that a longer text would end the whole listing. */
export const indexedText = z.string().max(600);

/** PostgreSQL can add 90,000 such counts; with larger ones, a sum would end the whole day. */
export const mostCounted = 1e14;

/** Of an object with an address of its own, where dots would lead to another one. Two share an index. */
export const objectId = z
  .string()
  .min(1)
  .max(300)
  .refine((id) => !/^\.{1,2}$/.test(id));

const mostLevels = 100;

/** An object that is stored as received. PostgreSQL refuses JSON of thousands of levels. */
export function storedObject<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape).refine((received) => hasLevels(received, mostLevels));
}

function hasLevels(value: unknown, most: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return most > 0 && Object.values(value).every((each) => hasLevels(each, most - 1));
}
