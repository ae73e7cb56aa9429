import { z } from "zod";
import { lineText } from "@/lib/core/format/typed-text";
import { maxNameLength, viewPages } from "./vocabulary";

const name = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(lineText.min(1).max(maxNameLength));
const id = z.uuid();
const query = z
  .string()
  .max(4_000)
  .transform((text) => new URLSearchParams(text).toString());

export const view = z.object({ id, page: z.enum(viewPages), name: z.string(), query: z.string() });
export type View = z.infer<typeof view>;

export const saveViewInput = z.strictObject({ page: z.enum(viewPages), name, query });
export const renameViewInput = z.strictObject({ id, name });
export const removeViewInput = z.strictObject({ id });
