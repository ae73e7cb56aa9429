import "server-only";
import type { Translate } from "@/lib/core/delivery/translate";
import type { Event } from "@/lib/governance/reviews/events-read-model";
import type { PackPlace } from "./content-read-model";
import { type Html, html, toTable } from "./html";
import { toMinute } from "./report-words";

/** Who handed what over, asked, and answered, and how reviewers and the due date changed. */
export function toEvents(t: Translate, events: readonly Event[], places: readonly PackPlace[]): Html {
  if (events.length === 0) return html``;
  const names = new Map(places.map(({ workspaceId, name }) => [workspaceId, name]));
  const rows = events.map((event) => [
    [toMinute(event.at), event.by],
    [t(`reviews.pack.events.${event.kind}`), toAbout(t, event, names.get(event.workspaceId ?? ""))],
    [event.reviewers.join(", "), event.dueOn, event.note],
    event.answeredAt === null
      ? []
      : [toMinute(event.answeredAt), event.answeredBy, event.answer || t("reviews.daysGiven")],
  ]);
  const columns = [
    t("reviews.pack.when"),
    t("reviews.pack.what"),
    t("reviews.pack.detail"),
    t("reviews.answerText"),
  ];
  return html`<h2>${t("reviews.pack.around")}</h2>${toTable(t("reviews.pack.around"), columns, rows)}`;
}

function toAbout(t: Translate, { subject, rows }: Event, place: string | undefined): string {
  const about = subject ?? (rows && t("reviews.rowCount", { count: rows.length }));
  return [about, place].filter(Boolean).join(", ");
}
