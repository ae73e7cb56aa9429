import { type KeyboardEvent, type PointerEvent, type SyntheticEvent, useLayoutEffect, useRef } from "react";

/** What makes a `<dialog>` modal while it is mounted; the browser returns focus when it closes. */
export function useModal(onDismiss: () => void) {
  const ref = useRef<HTMLDialogElement>(null);
  const outside = useRef({ down: false, up: false });

  useLayoutEffect(() => {
    const element = ref.current;
    element?.showModal();
    startInsideScroller(document.activeElement);
    return () => element?.close(); // Must run before the node leaves the page, or focus is lost.
  }, []);

  return {
    ref,
    // Handled first: on a second Escape, browsers close the dialog no matter what we do.
    onKeyDown: (event: KeyboardEvent<HTMLDialogElement>) => {
      if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
      if (event.currentTarget.querySelector(":popover-open, dialog[open]")) return;
      event.preventDefault();
      onDismiss();
    },
    onCancel: (event: SyntheticEvent<HTMLDialogElement>) => {
      if (event.target !== event.currentTarget) return;
      event.preventDefault();
      onDismiss();
    },
    onPointerDown: (event: PointerEvent<HTMLDialogElement>) => {
      outside.current = { down: isOnBackdrop(event), up: false };
    },
    onPointerUp: (event: PointerEvent<HTMLDialogElement>) => {
      outside.current.up = isOnBackdrop(event);
    },
    // Text selection may start or end on the backdrop, so only a press that did both dismisses.
    onClick: () => {
      const { down, up } = outside.current;
      outside.current = { down: false, up: false };
      // What is shown only once must not be lost to a slip.
      if (down && up && !ref.current?.querySelector("[data-shown-once]")) onDismiss();
    },
  };
}

const controls = "input, select, textarea, button, a";

/** Where the content scrolls, Chromium focuses the box that scrolls instead of its first field. */
function startInsideScroller(start: Element | null): void {
  if (start?.matches(`${controls}, dialog, [tabindex]`)) return;
  start?.querySelector<HTMLElement>(controls)?.focus({ preventScroll: true });
}

/** The backdrop has no element of its own: its events arrive at the dialog, outside the box. */
function isOnBackdrop({ target, currentTarget, clientX, clientY }: PointerEvent<HTMLDialogElement>): boolean {
  if (target !== currentTarget) return false;
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
