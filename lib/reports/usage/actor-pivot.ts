import "server-only";
import { sql } from "drizzle-orm";
import { workspaceOfRow } from "@/lib/directory/default-workspace";
import { AppError } from "@/lib/errors";
import type { Pivot } from "@/lib/reports/query/pivot";
import { joinWorkspaces, workspaceNameText } from "@/lib/reports/query/scope";
import type { ActorUsageReport } from "@/lib/reports/rollups/actor-usage-days";
import { noKey } from "@/lib/reports/vocabulary";
import { visibleTo } from "@/lib/visibility";
import { type Seen, toActorFacts, toActorKeys } from "./actor-rollup-level";
import { tokenMeasures } from "./pivot";
import { toUsageKeys } from "./rollup-level";

const actorColumns = [
  "day",
  "workspace",
  "workspace_id",
  "model",
  "person",
  "service_account",
  "product",
  "speed",
  "actor_type",
] as const;
type ActorColumn = (typeof actorColumns)[number];
const known: readonly string[] = actorColumns;

/** Shows who people are only as far as the reader may know. */
export function toActorUsagePivot(report: ActorUsageReport, seen: Seen): Pivot<ActorColumn> {
  const { person, service_account, product, speed, actor_type } = toActorKeys(seen);
  return {
    report,
    toFacts: (needed) => {
      if (needed.some((name) => !known.includes(name)))
        throw new AppError("invalid", `people and products are told by ${actorColumns.join(", ")} alone`);
      return sql`select * from ${toActorFacts(report, needed)} facts where grain = 'day'`;
    },
    keys: toUsageKeys(seen),
    extras: ["person", "service_account", "product", "speed", "actor_type"],
    joins: joinWorkspaces,
    groups: {
      day: sql`r.day::text`,
      workspace: sql`nullif(${workspaceNameText}, ${noKey})`,
      workspace_id: sql`nullif(${workspaceOfRow}, ${noKey})`,
      model: sql`r.model`,
      person: sql`nullif(${person}, ${noKey})`,
      service_account: sql`nullif(${service_account}, ${noKey})`,
      product: sql`nullif(${product}, ${noKey})`,
      speed: sql`nullif(${speed}, ${noKey})`,
      actor_type: sql`nullif(${actor_type}, ${noKey})`,
    },
    measures: { ...tokenMeasures, requests: sql`sum(r.requests)::text` },
    isVisible: (actor) => visibleTo(actor).reportRows,
  };
}
