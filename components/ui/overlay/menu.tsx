"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { KeyboardEvent, ReactNode, ToggleEvent } from "react";
import { useAnchored } from "./use-anchored";
import { WhenOpen } from "./when-open";

type Operation = {
  onSelect: () => void;
  isDanger?: boolean;
  /** Set: the item stays reachable, does nothing, and shows why. */
  disabledReason?: string | undefined;
};
/** What the item downloads. */
type File = { href: string };

/** `hasDialog`: a dialog asks before anything happens, so dots follow the label, which is a text then. */
type Named = { label: ReactNode; hasDialog?: false } | { label: string; hasDialog: boolean };

type Button = { id: string } & Named & Operation;
export type MenuItem = Button | ({ id: string; label: ReactNode } & File);

type Props = { label: string; trigger: ReactNode; triggerClass: string; items: readonly MenuItem[] };

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function listItems(menu: Element): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>) {
  const items = listItems(event.currentTarget);
  const next = steps[event.key]?.(
    items.findIndex((item) => item.matches(":focus")),
    items.length,
  );
  if (next !== undefined) {
    event.preventDefault();
    items[next]?.focus();
  }
  if (event.key === "Tab") event.currentTarget.hidePopover();
}

function focusFirst(event: ToggleEvent<HTMLDivElement>) {
  if (event.newState === "open") listItems(event.currentTarget)[0]?.focus();
}

const itemClass =
  "flex h-8 pointer-coarse:h-11 w-full items-center gap-2 rounded-md px-2.5 text-left outline-none [&>svg]:size-4 [&>svg]:shrink-0";
const enabledClass = "hover:bg-sunken focus:bg-sunken";

const closeMenu = ({ currentTarget }: { currentTarget: HTMLElement }) =>
  currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();

function ItemLink({ item }: { item: Extract<MenuItem, File> }) {
  return (
    <a
      role="menuitem"
      tabIndex={-1}
      href={item.href}
      download
      onClick={closeMenu}
      className={clsx(itemClass, enabledClass)}
    >
      {item.label}
    </a>
  );
}

function ItemButton({ item }: { item: Button }) {
  const t = useTranslations("ui");
  const isDisabled = item.disabledReason !== undefined;
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={isDisabled || undefined}
      title={item.disabledReason}
      onClick={(event) => {
        if (isDisabled) return;
        closeMenu(event);
        item.onSelect();
      }}
      className={clsx(
        itemClass,
        isDisabled ? "cursor-not-allowed! text-ink-faint" : enabledClass,
        item.isDanger && !isDisabled && "text-danger",
      )}
    >
      {item.hasDialog ? t("asking", { label: item.label }) : item.label}
      {isDisabled && <span className="sr-only">{item.disabledReason}</span>}
    </button>
  );
}

export function Menu({ label, trigger, triggerClass, items }: Props) {
  const { button, panel, panelClass } = useAnchored("end");
  return (
    <>
      <button {...button} aria-label={label} aria-haspopup="menu" className={triggerClass}>
        {trigger}
      </button>
      <div
        {...panel}
        role="menu"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={moveFocus}
        onToggle={focusFirst}
        className={`${panelClass} min-w-44 p-1`}
      >
        <WhenOpen>
          {items.map((item) =>
            "href" in item ? (
              <ItemLink key={item.id} item={item} />
            ) : (
              <ItemButton key={item.id} item={item} />
            ),
          )}
        </WhenOpen>
      </div>
    </>
  );
}
