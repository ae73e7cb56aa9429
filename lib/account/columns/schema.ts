import { z } from "zod";
import { columnLists } from "./vocabulary";

const columnId = z.string().regex(/^[a-zA-Z]{1,40}$/);

/** The hidden columns of a list; null if the person hasn't chosen any, so that new defaults reach them. */
export const columnChoice = z.object({ hidden: z.array(columnId).max(40).nullable() });
export type ColumnChoice = z.infer<typeof columnChoice>;

export const chooseColumnsInput = z.strictObject({ list: z.enum(columnLists), ...columnChoice.shape });
