import type { NavItem } from "@/components/shell/sidebar";
import { listGoKeys } from "./go-keys";

export type Pressed = {
  key: string;
  hasModifier: boolean;
  /** Whether the palette's key is held with it: ⌘ on a Mac, else Ctrl. */
  isCommand: boolean;
  isTyping: boolean;
  hasOverlay: boolean;
};
export type Command =
  | { name: "palette" | "search" | "sheet" | "wait" }
  | { name: "rows"; key: string }
  | { name: "go"; href: NavItem["href"] };

const rowKeys: ReadonlySet<string> = new Set(["j", "k", "x", " ", "enter", "escape"]);

/** What a key asks for; `wait` is for the letter after `g`. */
export function toCommand(
  pressed: Pressed,
  { isAfterG, areOn, screens }: { isAfterG: boolean; areOn: boolean; screens: readonly NavItem[] },
): Command | null {
  const key = pressed.key.toLowerCase();
  if (pressed.isCommand && key === "k") return { name: "palette" };
  if (!areOn || pressed.hasModifier || pressed.isTyping || pressed.hasOverlay) return null;
  if (isAfterG) {
    const found = listGoKeys(screens).find(({ letter }) => letter === key);
    return found ? { name: "go", href: found.screen.href } : null;
  }
  if (rowKeys.has(key)) return { name: "rows", key };
  if (key === "g") return { name: "wait" };
  if (key === "/") return { name: "search" };
  return key === "?" ? { name: "sheet" } : null;
}
