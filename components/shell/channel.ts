/** `confirmed`: in the provider's window, which the opener policy keeps apart. `left`: the person signed out in a tab. */
type News = "confirmed" | "left";

/** Tells the other tabs and windows of this browser. */
export function announce(news: News): void {
  const channel = new BroadcastChannel(news);
  channel.postMessage(null);
  channel.close();
}

export function onNews(news: News, listener: () => void): () => void {
  const channel = new BroadcastChannel(news);
  channel.onmessage = listener;
  return () => channel.close();
}
