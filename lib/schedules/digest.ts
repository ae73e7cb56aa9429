import "server-only";
import type { Locale } from "@/i18n/locale";
import type { Permission } from "@/lib/auth/permissions";
import type { Permit } from "@/lib/auth/permit";
import type { Translate } from "@/lib/delivery/translate";
import type { Sheet } from "@/lib/exports/columns";

export type Asked<P extends Permission> = {
  by: Permit<P>;
  search: URLSearchParams;
  /** The UTC day on which it is sent, for ranges that roll. */
  today: string;
  t: Translate;
  locale: Locale;
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
  /** Shares of the largest, oldest first; a picture of them has this text. */
  chart: { shares: number[]; alt: string } | null;
  notes: string[];
  /** With absolute days. */
  path: string;
  openSheet: () => Promise<Sheet>;
};
