"use client";

import { useTranslations } from "next-intl";
import { NotReadYet, useIsRead } from "@/components/shell/read-history";
import { DayText } from "@/components/ui/display/day-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { useKeyWorkspaceName } from "./use-key-workspace-name";

type KeyNameProps = { of: Pick<KeyRow, "id" | "name"> };

export function KeyName({ of: { id, name } }: KeyNameProps) {
  return <VendorText className="font-medium text-ink">{name.trim() || id}</VendorText>;
}

/** What the names of keys begin with that Claude Code makes for people. */
const claudeCodePrefix = "claude_code_key_";

/** In a list, where half of a name would be the same for all keys of Claude Code. */
export function ListedKeyName({ of }: KeyNameProps) {
  const name = of.name.trim() || of.id;
  if (!name.startsWith(claudeCodePrefix)) return <KeyName of={of} />;
  return (
    <span title={name} className="font-medium text-ink">
      {/* Still there to be found, copied, and read aloud. */}
      <span className="before:text-ink-faint md:max-2xl:before:content-['…'/'']">
        <span className="md:max-2xl:text-[0px] md:max-2xl:leading-none">{claudeCodePrefix}</span>
      </span>
      <VendorText>{name.slice(claudeCodePrefix.length)}</VendorText>
    </span>
  );
}

/** Without what the hints of all keys begin with. */
export function KeyHint({ hint }: Pick<KeyRow, "hint">) {
  if (hint === null) return null;
  return (
    <span title={hint}>
      <VendorText className="font-mono">{hint.replace(/^sk-ant-[a-z]+\d*-/, "…")}</VendorText>
    </span>
  );
}

type WorkspaceOfKey = Pick<KeyRow, "workspaceId" | "scope" | "workspaceName" | "isDefaultWorkspace">;

export function KeyWorkspace({ row }: { row: WorkspaceOfKey }) {
  const toName = useKeyWorkspaceName();
  const { workspaceId, scope, workspaceName: name, isDefaultWorkspace: isDefault } = row;
  return <VendorText>{toName({ value: workspaceId ?? scope, name, isDefault })}</VendorText>;
}

type LastUseProps = {
  row: Pick<KeyRow, "lastUsedOn">;
  isUnknown?: boolean;
};

export function KeyLastUse({ row, isUnknown = false }: LastUseProps) {
  const t = useTranslations("keys");
  const isRead = useIsRead();
  if (row.lastUsedOn === null && !isRead) return <NotReadYet />;
  if (row.lastUsedOn === null)
    return <span className="text-ink-muted">{t(isUnknown ? "useUnknown" : "neverUsed")}</span>;
  return <DayText day={row.lastUsedOn} />;
}
