import "server-only";
import { openSheet } from "@/lib/across/exports/sheets";
import type { Actor } from "@/lib/core/auth/session";
import { formatCount, formatDay } from "@/lib/core/format/format";
import type { Sheet } from "@/lib/core/sheets/columns";
import type { Asked, Digest } from "./digest";
import { listGaps } from "./gaps";
import { reportPages, type ScheduledList } from "./vocabulary";

const listedRows = 10;
/** A longer list is counted as "more than", because its file isn't sent either. */
const mostCounted = 50_000;

/** Columns of the file that a mail shows. */
const shown = {
  members: ["name", "email", "role"],
  keys: ["name", "workspace", "status"],
  workspaces: ["name", "created_at", "archived_at"],
  invites: ["email", "role", "status"],
  activity: ["at", "actor_email", "action", "target_label", "outcome"],
} as const satisfies Record<ScheduledList, readonly string[]>;

type Given = Omit<Asked<never>, "by"> & { actor: Actor; list: ScheduledList };

/** A list as its page shows it: how many rows it has, the first ones, and all of them in the file. */
export async function digestList({ actor, list, search, today, t, locale }: Given): Promise<Digest> {
  const open = () => openSheet(list, actor, search);
  const sheet = await open();
  const { rows, count } = await readFirst(sheet);
  const names = shown[list];
  const places = names.map((name) => sheet.columns.findIndex((column) => column.name === name));
  const day = formatDay(today, locale);
  const isMore = count > mostCounted;
  const values = {
    count: formatCount(String(Math.min(count, mostCounted)), locale),
    day,
    isMore: String(isMore),
  };
  return {
    span: day,
    sentence: t("mail.report.list", { ...values, list: t(`schedules.reports.${list}`) }),
    story: [],
    table: {
      columns: names.map((name) => ({ label: t(`mail.report.columns.${name}`) })),
      rows: rows.map((row) => places.map((place, at) => toCell(names[at] ?? "", row[place] ?? null, locale))),
    },
    chart: null,
    kind: null,
    notes: [
      ...(count > rows.length ? [t("mail.report.firstRows", { count: rows.length })] : []),
      ...listGaps({ loading: null, missingDays: 0, incompleteDays: sheet.incompleteDays ?? 0 }, t),
    ],
    path: `${reportPages[list]}?${search}`,
    openSheet: open,
  };
}

async function readFirst({ listRows }: Sheet) {
  const rows: (string | null)[][] = [];
  let count = 0;
  for await (const some of listRows()) {
    rows.push(...some.slice(0, listedRows - rows.length));
    count += some.length;
    if (count > mostCounted) break;
  }
  return { rows, count };
}

function toCell(name: string, text: string | null, locale: string): string {
  if (text === null) return "–";
  return /^at$|_at$/.test(name) ? formatDay(text.slice(0, 10), locale) : text;
}
