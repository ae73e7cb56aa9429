import "server-only";

export async function countTurns<T>(
  work: (now: () => number) => Promise<T>,
): Promise<{ turns: number; result: T }> {
  let turns = 0;
  let isOver = false;
  const takeTurn = () => {
    turns += 1;
    if (!isOver) setImmediate(takeTurn);
  };
  setImmediate(takeTurn);
  try {
    const result = await work(() => turns);
    return { result, turns };
  } finally {
    isOver = true;
  }
}
