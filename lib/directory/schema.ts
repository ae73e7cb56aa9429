import { z } from "zod";

/** A place in the palette of charts, or a workspace's own display color. */
export const chartColor = z.union([z.number(), z.string()]);
export type ChartColor = z.infer<typeof chartColor>;
