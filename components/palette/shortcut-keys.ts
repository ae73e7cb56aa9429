import type { NavPage } from "@/components/shell/places";

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
  | { name: "go"; href: NavPage["href"] };

const rowKeys: ReadonlySet<string> = new Set(["b", "j", "k", "x", " ", "enter", "escape"]);

/** What a key asks for; `wait` is for the letter after `g`. */
export function toCommand(
  pressed: Pressed,
  { isAfterG, areOn, pages }: { isAfterG: boolean; areOn: boolean; pages: readonly NavPage[] },
): Command | null {
  const key = pressed.key.toLowerCase();
  if (pressed.isCommand && key === "k") return { name: "palette" };
  if (!areOn || pressed.hasModifier || pressed.isTyping || pressed.hasOverlay) return null;
  if (isAfterG) {
    const found = pages.find(({ letter }) => letter === key);
    return found ? { name: "go", href: found.href } : null;
  }
  if (rowKeys.has(key)) return { name: "rows", key };
  if (key === "g") return { name: "wait" };
  if (key === "/") return { name: "search" };
  return key === "?" ? { name: "sheet" } : null;
}
