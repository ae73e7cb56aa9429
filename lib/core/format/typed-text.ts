import { z } from "zod";

/**
 * A name or a label that somebody types: control characters would forge lines of logs and headers, and no
 * database stores half of a surrogate pair.
 */
export const lineText = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]*$/u);

/** A note or a reason, which may have several lines. */
export const proseText = z
  .string()
  .trim()
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u);
