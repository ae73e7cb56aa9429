/** Connects the waiting page with the provider's window, which the opener policy keeps apart. */
const name = "castellan.confirmed";

export function announceConfirmed(): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(null);
  channel.close();
}

export function onConfirmed(listener: () => void): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = listener;
  return () => channel.close();
}
