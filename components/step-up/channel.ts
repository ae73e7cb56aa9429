/** Between the page that waits and the window at the provider, which our opener policy keeps from knowing each other. */
const name = "castellan.confirmed";

export function tellConfirmed(): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(null);
  channel.close();
}

export function onConfirmed(listener: () => void): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = listener;
  return () => channel.close();
}
