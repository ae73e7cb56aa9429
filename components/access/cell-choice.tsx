"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { Link } from "@/components/ui/controls/link";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { AccessColumn, AccessRow } from "@/lib/directory/access/schema";
import { toReach } from "@/lib/directory/access/vocabulary";
import { toPersonPage, toWorkspacePage } from "./grid-heads";
import { useReachText } from "./use-reach-text";

type Props = {
  person: AccessRow;
  workspace: AccessColumn;
  onClose: () => void;
  /** What can be chosen, if anything. */
  children?: ReactNode;
};

/** Why a person reaches a workspace, beside the cell. */
export function CellChoice({ person, workspace, onClose, children }: Props) {
  const t = useTranslations("access");
  const { toWhy } = useReachText();
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    panel.current?.showPopover();
    panel.current?.querySelector<HTMLElement>("[data-first], a")?.focus({ preventScroll: true });
  }, []);
  const name = person.name || person.email;
  return (
    <div
      ref={panel}
      popover="auto"
      role="dialog"
      aria-label={t("choiceOf", { name, workspace: workspace.name })}
      onToggle={({ newState }) => newState === "closed" && onClose()}
      style={{ positionAnchor: "--access-cell" }}
      className="anchored-start grid w-72 max-w-[calc(100vw-2rem)] gap-2 rounded-lg popup p-3 text-sm"
    >
      <p className="font-medium">
        <VendorText>{name}</VendorText>
        {" · "}
        <VendorText>{workspace.name}</VendorText>
      </p>
      <p className="text-ink-muted">{toWhy(toReach(person, workspace), person)}</p>
      {children}
      <p className="flex flex-wrap gap-x-4 gap-y-1 border-t pt-2">
        <PageLink href={toPersonPage(person)}>
          {t(person.kind === "invite" ? "openInvite" : "openPerson")}
        </PageLink>
        <PageLink href={toWorkspacePage(workspace.id)}>{t("openWorkspace")}</PageLink>
      </p>
    </div>
  );
}

function PageLink({ href, children }: { href: ReturnType<typeof toPersonPage>; children: string }) {
  return (
    <Link href={href} className="inline-flex min-h-6 items-center rounded-sm text-accent hover:underline">
      {children}
    </Link>
  );
}
