"use client";

import { Command } from "cmdk";
import { ArrowRight, Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { Kbd } from "@/components/ui/display/kbd";
import { VendorText } from "@/components/ui/display/vendor-text";
import { type Entry, type EntryGroup, hasOperations, type ObjectEntry } from "./entry";

type Handlers = { onOpen: (entry: Entry) => void; onOperations: (entry: ObjectEntry) => void };
type Props = Handlers & { groups: readonly EntryGroup[]; isLoading: boolean };

export function PaletteList({ groups, isLoading, ...handlers }: Props) {
  const t = useTranslations("palette");
  return (
    <Command.List
      label={t("results")}
      aria-busy={isLoading}
      className="min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain p-2 outline-none"
    >
      {groups.map(({ name, entries }) => (
        <Command.Group
          key={name}
          heading={t(`groups.${name}`)}
          className="pb-2 [&>[cmdk-group-heading]]:px-2.5 [&>[cmdk-group-heading]]:pt-1 [&>[cmdk-group-heading]]:pb-1.5 [&>[cmdk-group-heading]]:font-medium [&>[cmdk-group-heading]]:text-ink-faint [&>[cmdk-group-heading]]:text-xs"
        >
          {entries.map((entry) => (
            <EntryItem key={entry.value} entry={entry} {...handlers} />
          ))}
        </Command.Group>
      ))}
    </Command.List>
  );
}

function EntryItem({ entry, onOpen, onOperations }: Handlers & { entry: Entry }) {
  const { value, label, detail, icon, isTall } = entry;
  return (
    <Command.Item
      value={value}
      onSelect={() => onOpen(entry)}
      {...(hasOperations(entry) && { "aria-keyshortcuts": "ArrowRight" })}
      className="group/entry flex min-h-9 pointer-coarse:min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-accent-soft [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.75] [&>svg]:text-ink-faint data-[selected=true]:[&>svg]:text-accent"
    >
      {icon}
      {isTall ? (
        <span className="grid min-w-0 py-1.5">
          <VendorText className="wrap-anywhere line-clamp-2">{label}</VendorText>{" "}
          {detail && <VendorText className="truncate text-ink-muted text-xs">{detail}</VendorText>}
        </span>
      ) : (
        <VendorText className="min-w-0 truncate">{label}</VendorText>
      )}
      {/* The space isn't visible, but screen readers need it. */}{" "}
      <span className="ml-auto flex min-w-0 shrink-[3] sm:shrink-[8] items-center gap-2">
        {detail && !isTall && (
          <VendorText className="min-w-0 truncate text-ink-muted text-sm">{detail}</VendorText>
        )}
        {hasOperations(entry) && (
          <>
            <OperationsHint />
            <OperationsTap onTap={() => onOperations(entry)} />
          </>
        )}
      </span>
    </Command.Item>
  );
}

/** The key that lists what can be done with the entry; its room is kept, so that details don't move. */
function OperationsHint() {
  return (
    <span
      aria-hidden
      className="invisible flex shrink-0 pointer-coarse:hidden group-data-[selected=true]/entry:visible"
    >
      <Kbd>
        <ArrowRight className="size-3" />
      </Kbd>
    </span>
  );
}

/** The same under a finger. An option can't hold a button, and its keys already do this. */
function OperationsTap({ onTap }: { onTap: () => void }) {
  return (
    <span
      aria-hidden
      onClick={(event) => {
        event.stopPropagation(); // The entry would open.
        onTap();
      }}
      className="-mr-2.5 hidden pointer-coarse:flex size-11 shrink-0 items-center justify-center text-ink-muted"
    >
      <Ellipsis className="size-4" />
    </span>
  );
}
