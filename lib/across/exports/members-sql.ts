import "server-only";
import { and, sql } from "drizzle-orm";
import { members } from "@/lib/core/db/directory-tables";
import { toColumns } from "@/lib/directory/members/columns-sql";
import { fromMembers, isFound, isListed, toOrder } from "@/lib/directory/members/filter-sql";
import type { Scope } from "@/lib/directory/members/metrics-sql";
import type { MemberSearch } from "@/lib/directory/members/search-params";
import { memberColumnNames } from "@/lib/directory/members/vocabulary";
import type { Directory } from "./directory-sql";

export function toMembers(scope: Scope, search: MemberSearch): Directory {
  const columnOf = toColumns(scope);
  const columns = memberColumnNames.map((name) => columnOf[name]);
  return {
    id: sql`${members.id}`,
    columns: Object.assign(
      { id: sql`${members.id}`, type: sql`'user'` },
      ...columns.map(({ file }) => file),
      ...columns.map(({ fileEnd }) => fileEnd),
    ),
    from: fromMembers(
      scope,
      search,
      columns.flatMap(({ needs = [], fileNeeds = [] }) => [...needs, ...fileNeeds]),
    ),
    where: and(isListed(scope, search), isFound(scope, search)) ?? sql`true`,
    order: toOrder(scope, search),
  };
}
