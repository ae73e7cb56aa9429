/** A separate client, or a test's transaction. */
export type Store = {
  query: <Row extends Record<string, unknown>>(sql: string) => Promise<{ rows: Row[] }>;
};
