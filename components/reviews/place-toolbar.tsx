"use client";

import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { Button } from "@/components/ui/controls/button";
import { SearchInput } from "@/components/ui/controls/search-input";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Kbd } from "@/components/ui/display/kbd";
import type { Decide } from "@/lib/governance/reviews/change-schema";
import type { ReviewRowsPage } from "@/lib/governance/reviews/schema";
import { reviewSearchParams, rowFilters } from "@/lib/governance/reviews/search-params";
import { activeDays, type ReviewKind } from "@/lib/governance/reviews/vocabulary";
import { listFrozen } from "./evidence-cell";
import { filterRows, isOpen } from "./filter-rows";
import { isDecidable, isReady } from "./is-decidable";

type Props = {
  page: ReviewRowsPage;
  onDecide: (given: Omit<Decide, "reviewId" | "workspaceId">) => void;
  onSubmit: () => void;
};

const keyboardTexts = {
  memberships: "keys",
  keys: "keysOfKeys",
  grants: "keysOfGrants",
} as const satisfies Record<ReviewKind, string>;

export function PlaceToolbar({ page, onDecide, onSubmit }: Props) {
  const t = useTranslations("reviews");
  const [search, setSearch] = useQueryStates(reviewSearchParams);
  const active = filterRows(page.rows, { q: search.q, show: "open" }).filter(
    (row) => row.suggestion === "active" && isDecidable(row),
  );
  const flagged = page.rows.filter((row) => isOpen(row) && listFrozen(row).length > 0).length;
  const ready = page.rows.filter(isReady).length;
  const open = page.rows.filter((row) => isOpen(row)).length;
  const isDeciding = page.mayDecide && page.rows.some((row) => isDecidable(row) || isReady(row));
  const isOver = page.mayDecide && !isDeciding;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          label={t("search")}
          value={search.q}
          onSearch={(q) => setSearch({ q })}
          className="min-w-40 max-w-72 flex-1 max-md:min-w-full"
        />
        <SegmentedControl
          label={t("show")}
          options={rowFilters.map((value) => ({ value, label: t(`filters.${value}`) }))}
          value={search.show}
          onChange={(show) => setSearch({ show })}
        />
        {isDeciding && (
          <div className="flex flex-wrap gap-2 md:ml-auto">
            {active.length > 0 && (
              <Button
                onClick={() =>
                  onDecide({
                    rows: active.map(({ userId, version }) => ({ userId, version })),
                    decision: "keep",
                    newRole: null,
                    rotateBy: null,
                    reason: "",
                  })
                }
              >
                {t(page.kind === "memberships" ? "keepActive" : "keepUsed", {
                  count: active.length,
                  days: activeDays,
                })}
              </Button>
            )}
            <Button variant="primary" disabled={ready === 0} onClick={onSubmit}>
              {t("review", { count: ready })}
            </Button>
          </div>
        )}
      </div>
      <p className="text-ink-muted text-xs">
        {t(isOver ? "youAreDone" : "openCount", { count: open })}{" "}
        {isDeciding && active.length > 0 && flagged > 0 && `${t("keepLeavesOut", { count: flagged })} `}
        {isDeciding && (
          <span className="max-md:hidden print:hidden">
            {t.rich(keyboardTexts[page.kind], { key: (text) => <Kbd>{text}</Kbd> })}
          </span>
        )}
      </p>
    </div>
  );
}
