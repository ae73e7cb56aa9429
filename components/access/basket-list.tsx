"use client";

import { ArrowRight, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Button } from "@/components/ui/controls/button";
import { IconButton } from "@/components/ui/controls/icon-button";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { CheckedChange } from "@/lib/directory/access/change-schema";
import type { Basket, StagedChange } from "./basket";

export const groupings = ["person", "workspace"] as const;
export type Grouping = (typeof groupings)[number];
const other = { person: "workspace", workspace: "person" } as const;
const idOf = { person: "userId", workspace: "workspaceId" } as const;

type Props = { basket: Basket; checked: readonly CheckedChange[] | undefined; grouping: Grouping };

export function BasketList({ basket, checked, grouping }: Props) {
  const ids = [...new Set(basket.changes.map((change) => change[idOf[grouping]]))];
  const groups = ids.map((id) => ({
    id,
    changes: basket.changes.filter((change) => change[idOf[grouping]] === id),
  }));
  return (
    <div className="grid gap-3">
      {groups.map(({ id, changes }) => (
        <section key={id} className="grid gap-1">
          <h3 className="font-medium">
            <VendorText>{changes[0]?.[grouping] ?? id}</VendorText>
          </h3>
          <ul className="grid gap-1 border-l-2 pl-3 text-sm">
            {changes.map((change) => (
              <ChangeLine
                key={`${change.workspaceId}/${change.userId}`}
                name={change[other[grouping]]}
                change={change}
                state={checked?.find(
                  (one) => one.workspaceId === change.workspaceId && one.userId === change.userId,
                )}
                basket={basket}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

type LineProps = { name: string; change: StagedChange; state: CheckedChange | undefined; basket: Basket };

function ChangeLine({ name, change, state, basket }: LineProps) {
  const t = useTranslations("access");
  const toRole = useWorkspaceRoleName();
  const toText = (role: string | null) => (role === null ? t("noAccess") : toRole(role));
  const isOff = state !== undefined && state.state !== "ready";
  return (
    <li className="grid gap-0.5">
      <div className="flex min-w-0 items-center gap-2">
        <VendorText className="min-w-0 flex-1 truncate">{name}</VendorText>
        <span className="flex shrink-0 items-center gap-1.5">
          <VendorText className="text-ink-muted">{toText(change.expected)}</VendorText>
          <ArrowRight aria-hidden className="size-3.5 text-ink-faint" />
          <span className="sr-only">{t("becomes")}</span>
          <span className={change.role === null ? "text-danger" : "font-medium"}>{toText(change.role)}</span>
        </span>
        <IconButton
          label={t("unstage", { person: change.person, workspace: change.workspace })}
          icon={<X />}
          onClick={() => basket.drop([change])}
        />
      </div>
      {isOff && (
        <p className="flex flex-wrap items-center gap-2 text-warn text-xs">
          {t(`state.${state.state}`, { present: toText(state.present) })}
          {state.state === "changed" && (
            <Button onClick={() => basket.stage({ ...change, expected: state.present })}>
              {t("stageAnew")}
            </Button>
          )}
        </p>
      )}
    </li>
  );
}
