import { z } from "zod";

/** A date that a reader can do without. Some servers send an empty text where they know none. */
export const optionalInstant = z.union([z.literal(""), z.iso.datetime({ offset: true })]).nullish();
