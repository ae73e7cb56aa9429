import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { ClaudeCodePanel } from "@/components/reports/claude-code/claude-code-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { SavedViews } from "@/components/views/saved-views";
import { permitPage } from "@/lib/core/auth/permit";
import { toDay } from "@/lib/core/format/calendar";
import { visibleTo } from "@/lib/core/organization/visibility";
import { listClaudeCodeActors } from "@/lib/money/reports/claude-code/actors";
import { getClaudeCode } from "@/lib/money/reports/claude-code/report";
import {
  loadClaudeCodeSearch,
  toActorsQuery,
  toClaudeCodeQuery,
} from "@/lib/money/reports/claude-code/search-params";
import { claudeCodeActorsQuery, claudeCodeQuery } from "@/lib/money/reports/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("claudeCode"))("title") };
}

export default async function ClaudeCodePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("claude-code:read");
  const today = toDay(new Date());
  const search = await loadClaudeCodeSearch(searchParams);
  const query = toClaudeCodeQuery(search, today);
  const actors = toActorsQuery({ ...search, kind: search.table }, today);
  const queries = [
    { ...claudeCodeQuery(query), queryFn: () => getClaudeCode(by, query) },
    { ...claudeCodeActorsQuery(actors), queryFn: () => listClaudeCodeActors(by, actors) },
  ];
  return (
    <Page>
      <Prefetch queries={queries}>
        <ClaudeCodePanel
          today={today}
          isNarrowed={!visibleTo(by.actor).isAll}
          savedViews={<SavedViews page="claude-code" isIconOnly />}
        />
      </Prefetch>
    </Page>
  );
}
