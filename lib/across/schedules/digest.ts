import "server-only";
import type { Locale } from "@/i18n/locale";
import type { Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { Translate } from "@/lib/core/delivery/translate";
import type { Sheet } from "@/lib/core/sheets/columns";

export type Asked<P extends Permission> = {
  by: Permit<P>;
  search: URLSearchParams;
  /** The UTC day on which it is sent, for ranges that roll. */
  today: string;
  t: Translate;
  locale: Locale;
};

export type AmountKind = "billed" | "reported" | "estimated";

export type ChartPart = {
  name: string;
  amount: string;
  /** A place in the palette, or a color of its own; gray if null. */
  color: number | string | null;
  /** Each bar's height as a share of the tallest one's, oldest first. */
  shares: number[];
};

/** Stacked bars over time. */
export type Chart = {
  title: string;
  span: string;
  total: string;
  /** What the tallest bar stands for. */
  most: string;
  first: string;
  last: string;
  parts: ChartPart[];
};

/** What a report says in a mail or a message. */
export type Digest = {
  /** The days it is about, as people read them. */
  span: string;
  /** The number that people want, with its difference from before. */
  sentence: string;
  /** What changed and why, if that can be told. */
  story: string[];
  table: { columns: { label: string; isNumber?: boolean }[]; rows: string[][]; foot?: string[] };
  chart: Chart | null;
  /** Null without amounts. */
  kind: AmountKind | null;
  notes: string[];
  /** The link of the message, with absolute days. */
  path: string;
  openSheet: () => Promise<Sheet>;
};
