/** Lines that were pasted into the dialog for one invite, until the page for several takes them. */
let handed = "";

export function handOver(lines: string): void {
  handed = lines;
}

/** React may render more than once before a page is there, so reading them isn't taking them. */
export function readHanded(): string {
  return handed;
}

export function forgetHanded(): void {
  handed = "";
}
