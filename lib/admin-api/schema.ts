import { z } from "zod";

/** Some servers send an empty string if they don't know a date. */
export const optionalInstant = z.union([z.literal(""), z.iso.datetime({ offset: true })]).nullish();
