/**
 * The `ref` of where a dialog starts. React's own `autoFocus` is too early: the dialog isn't open yet, and takes the focus
 * when it opens.
 */
export function startHere(element: HTMLElement | null): void {
  element?.toggleAttribute("autofocus", true);
}
