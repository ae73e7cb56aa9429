export type ShareLine = {
  name: string;
  color: number;
  /** In the order of the periods; null, which breaks the line, if there is nothing to divide by. */
  values: readonly (number | null)[];
};
