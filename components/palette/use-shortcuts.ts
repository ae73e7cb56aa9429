"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { leaveTo } from "@/components/shell/leave-to";
import { useSingleKeys } from "@/components/shell/single-keys";
import { usePages } from "@/components/shell/use-places";
import { preloadPalette } from "./palette-dialog";
import { type Command, type Pressed, toCommand } from "./shortcut-keys";
import { isMac } from "./use-is-mac";

type Options = { onPalette: () => void; onSheet: () => void };

const waitMs = 1_500;

export function useShortcuts({ onPalette, onSheet }: Options): void {
  const router = useRouter();
  const pages = usePages();
  const { areOn } = useSingleKeys();
  const gAt = useRef(Number.NEGATIVE_INFINITY);

  const run = useEffectEvent((command: Command, event: KeyboardEvent) => {
    if (command.name === "palette" && !mayTogglePalette()) return;
    if (command.name === "rows") return pressOnRows(command.key, event);
    event.preventDefault();
    if (command.name === "palette") onPalette();
    if (command.name === "sheet") onSheet();
    if (command.name === "search") focusSearch();
    if (command.name === "wait") gAt.current = event.timeStamp;
    if (command.name === "go") {
      const { href } = command;
      leaveTo(href, () => router.push(href));
    }
  });
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Control" || event.key === "Meta") preloadPalette(); // The next key may be K.
    const isHeld = event.repeat && !/^[jk]$/i.test(event.key);
    if (event.defaultPrevented || event.isComposing || isHeld) return;
    if (rowKeys?.pressInSearch(event)) event.preventDefault();
    const isAfterG = event.timeStamp - gAt.current < waitMs;
    if (event.key !== "Shift") gAt.current = Number.NEGATIVE_INFINITY;
    const command = toCommand(toPressed(event), { isAfterG, areOn, pages });
    if (command) run(command, event);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    const load = ({ target }: FocusEvent) => loadRowKeys(target).catch(ignore);
    window.addEventListener("keydown", listen);
    window.addEventListener("focusin", load, { once: true });
    return () => {
      window.removeEventListener("keydown", listen);
      window.removeEventListener("focusin", load);
    };
  }, []);
}

let rowKeys: typeof import("@/components/ui/table/row-keys") | undefined;
let isWatching = false;

/** Once something has the focus, or with the first of these keys. Before that, there is no focus to keep. */
async function loadRowKeys(focused: EventTarget | null = null) {
  rowKeys = await import("@/components/ui/table/row-keys");
  if (!isWatching) {
    isWatching = true;
    const { watchFocus } = await import("@/components/ui/table/watch-focus");
    watchFocus(focused);
  }
  return rowKeys;
}

function pressOnRows(key: string, event: KeyboardEvent): void {
  if (rowKeys?.pressOnRows(key, event.shiftKey)) event.preventDefault();
  if (!rowKeys) loadRowKeys().then((file) => file.pressOnRows(key, event.shiftKey), ignore);
}

function ignore(): void {}

function toPressed(event: KeyboardEvent): Pressed {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  return {
    key,
    hasModifier: ctrlKey || metaKey || altKey,
    isCommand: (isMac() ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey && !shiftKey,
    isTyping: isTyping(event.target),
    hasOverlay: document.querySelector("dialog[open], :popover-open") !== null,
  };
}

const typing = [
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])',
  "textarea",
  "select",
  '[contenteditable="true"]',
].join(",");

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typing) !== null;
}

/** Over another dialog it would be out of place, and might lose what is typed there. */
function mayTogglePalette(): boolean {
  const open = [...document.querySelectorAll("dialog[open]")];
  return open.every((dialog) => dialog.querySelector("[cmdk-root]") !== null);
}

function focusSearch(): void {
  const fields = document.querySelectorAll<HTMLInputElement>('main input[type="search"]');
  const field = [...fields].find((one) => one.checkVisibility());
  field?.focus();
  field?.select();
}
