type Asked = { answer: Promise<boolean>; end: (isConfirmed: boolean) => void };

const listeners = new Set<() => void>();
let asked: Asked | null = null;

function tell(): void {
  for (const listener of listeners) listener();
}

export function confirmIdentity(): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false);
  if (asked) return asked.answer;
  let end: Asked["end"] = () => undefined;
  const answer = new Promise<boolean>((resolve) => {
    end = resolve;
  });
  asked = { answer, end };
  tell();
  return answer;
}

export function endConfirming(isConfirmed: boolean): void {
  asked?.end(isConfirmed);
  asked = null;
  tell();
}

export function isConfirmingAsked(): boolean {
  return asked !== null;
}

export function onConfirmingChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
