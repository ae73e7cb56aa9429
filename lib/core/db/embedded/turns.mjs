/** After this long, background work goes before pages, so that a busy day doesn't stop the sync. */
const patienceMs = 2_000;

/** @typedef {{ isBackground: boolean }} Client */

/**
 * The engine has one session, so a client holds it until its transaction ends. Pages go before background work, then
 * first come, first served.
 */
export function createTurns(now = Date.now) {
  /** @type {{ client: Client; since: number; settle: (hasTurn: boolean) => void }[]} */
  let waiting = [];
  /** @type {Client | undefined} */
  let holder;

  function startNext() {
    const late = waiting.find(({ client, since }) => client.isBackground && now() - since >= patienceMs);
    const chosen = late ?? waiting.find(({ client }) => !client.isBackground) ?? waiting[0];
    waiting = waiting.filter((waiter) => waiter !== chosen);
    holder = chosen?.client;
    chosen?.settle(true);
  }

  return {
    /** Resolves to true when it is this client's turn, and to false if it stops waiting. */
    take(/** @type {Client} */ client) {
      if (holder === client) return Promise.resolve(true);
      return /** @type {Promise<boolean>} */ (
        new Promise((settle) => {
          waiting.push({ client, since: now(), settle });
          if (!holder) startNext();
        })
      );
    },
    giveBack(/** @type {Client} */ client) {
      if (holder === client) startNext();
    },
    stopWaiting(/** @type {Client} */ client) {
      const mine = waiting.filter((waiter) => waiter.client === client);
      waiting = waiting.filter((waiter) => waiter.client !== client);
      for (const { settle } of mine) settle(false);
    },
    isWanted: () => waiting.length > 0,
    has: (/** @type {Client} */ client) => holder === client,
  };
}
