import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";
import { splitAddresses } from "@/lib/core/delivery/vocabulary";

/** Addresses that are chosen, and what is typed for the next one. */
export function useAddresses(present: readonly string[]) {
  const hidden = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(present);
  const [text, setText] = useState("");
  const change = (next: readonly string[]) => {
    setChosen(next);
    if (!hidden.current) return;
    // Sets a field of the form, so that closing the dialog asks first, as after typing.
    hidden.current.value = next.join(" ");
    hidden.current.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const add = (typed: string) => {
    change([...new Set([...chosen, ...splitAddresses(typed)])]);
    setText("");
  };
  const remove = (address: string) => change(chosen.filter((one) => one !== address));
  return { chosen, text, setText, add, remove, hidden };
}

type Addresses = ReturnType<typeof useAddresses>;

/** The keys of the field: through what is offered, to take it or what is typed, and back. */
export function useAddressKeys(
  { chosen, text, setText, add, remove }: Addresses,
  offered: readonly string[],
) {
  const [place, setPlace] = useState<number | null>(null);
  const active = place !== null && place < offered.length ? place : null;
  const last = chosen.at(-1);
  const toAction = (key: string): (() => void) | null => {
    if (key === "ArrowDown" && offered.length > 0) return () => setPlace(toPlace(active, 1, offered.length));
    if (key === "ArrowUp" && offered.length > 0) return () => setPlace(toPlace(active, -1, offered.length));
    if (text === "") return key === "Backspace" && last !== undefined ? () => remove(last) : null;
    if (key === "Escape") return () => setText("");
    // What isn't an address can only be meant as the name of someone who is offered.
    if (key === "Enter") return () => add(offered[active ?? (text.includes("@") ? -1 : 0)] ?? text);
    return key === "," || key === ";" ? () => add(text) : null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = event.nativeEvent.isComposing ? null : toAction(event.key);
    if (!act) return setPlace(event.key.length === 1 ? null : place);
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text");
    if (splitAddresses(pasted).length < 2) return;
    event.preventDefault();
    add(pasted);
  };
  return { active, onKeyDown, onPaste };
}

/** Around the ends. */
function toPlace(active: number | null, by: number, count: number): number {
  return active === null ? (by > 0 ? 0 : count - 1) : (active + by + count) % count;
}
