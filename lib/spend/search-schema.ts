import "server-only";
import { z } from "zod";
import { isDay, toDay } from "@/lib/calendar";
import { currency } from "@/lib/reports/search-schema";
import {
  loadActorsSearch,
  loadChangesSearch,
  loadChargebackSearch,
  toActorsQuery,
  toChangesQuery,
} from "./search-params";

const texts = z.record(z.string(), z.string());
const day = z.string().refine(isDay);

export const actorsSearch = texts.transform((query) =>
  toActorsQuery(loadActorsSearch(query), toDay(new Date())),
);
export const changesSearch = texts.transform((query) =>
  toChangesQuery(loadChangesSearch(query), toDay(new Date())),
);
export const chargebackSearch = texts.transform((query) => loadChargebackSearch(query));
export const standoutsSearch = z.object({ from: day, to: day, currency });
export const monthSearch = z.object({ currency });
