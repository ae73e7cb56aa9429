/** Whoever answers a query: a client of its own, or a transaction of a test. */
export type Store = {
  query: <Row extends Record<string, unknown>>(sql: string) => Promise<{ rows: Row[] }>;
};
