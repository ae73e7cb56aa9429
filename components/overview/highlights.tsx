import clsx from "clsx";
import type { Overview } from "@/lib/across/overview/schema";
import { CacheCard, ClaudeCodeCard } from "./figure-cards";
import { TopWorkspaces } from "./top-workspaces";

type Props = { overview: Overview; isPartial: boolean };

const fewWorkspaces = 3;

/** While it loads, the list has the room that it usually needs. A long list of workspaces has the figures beside it one above the other, a short one side by side. */
export function Highlights({ overview, isPartial }: Props) {
  const { month, topWorkspaces, claudeCode, usage } = overview;
  const isLoading = month.loading !== null && !month.loading.isUnavailable;
  const isLong = isLoading || topWorkspaces.length > fewWorkspaces;
  return (
    <div className="grid gap-4 empty:hidden lg:grid-cols-12">
      {(isLoading || topWorkspaces.length > 0) && (
        <TopWorkspaces
          overview={overview}
          isPartial={isPartial}
          className={isLong ? "lg:col-span-8" : "lg:col-span-6"}
        />
      )}
      {(claudeCode || usage) && (
        <div
          className={clsx(
            "grid gap-4 sm:max-lg:grid-cols-2",
            isLong ? "lg:col-span-4" : topWorkspaces.length > 0 ? "lg:col-span-6" : "lg:col-span-12",
            !isLong && "lg:grid-cols-2",
          )}
        >
          {claudeCode && <ClaudeCodeCard claudeCode={claudeCode} />}
          {usage && <CacheCard usage={usage} />}
        </div>
      )}
    </div>
  );
}
