/**
 * A dimension of a report's rows. Each report declares its own in `dimensions.ts`, and everything else derives from
 * that: reading, sums, filters, exports, and screens. Its label is the message `reports.dimensions.<name>`.
 */
export type Dimension<Levels extends Record<string, readonly string[]>> = {
  /** Columns of the rows; the API's field has the same name. */
  columns: readonly [string, ...string[]];
  /** Columns of exports. Detail rows show the first; a second one is its ID. */
  exports: readonly [] | readonly [string] | readonly [string, string];
  /** By report that has it: the sums that keep it. */
  levels: { readonly [Report in keyof Levels]?: readonly Levels[Report][number][] };
  /** Whether its values and export columns are more than what the column holds; SQL of its own says what. */
  isDerived?: true;
  /** Whether the column holds true or false. */
  isFlag?: true;
  /** Whether the messages report by account lacks it. */
  isUnknownByAccount?: true;
  /** Whether its values have messages, or rows without a value have one. */
  hasValueLabels?: true;
  hasMissingLabel?: true;
};

type Any = Dimension<Record<string, readonly string[]>>;
export type Dimensions = Readonly<Record<string, Any>>;
export type Trait = "isDerived" | "isFlag" | "isUnknownByAccount" | "hasValueLabels" | "hasMissingLabel";

export type NameOf<Declared> = keyof Declared & string;
export type NameIn<Declared extends Dimensions, Report> = Report extends string
  ? {
      [One in NameOf<Declared>]: Declared[One]["levels"] extends Record<Report, unknown> ? One : never;
    }[NameOf<Declared>]
  : never;
type NameAt<Declared extends Dimensions, Report extends string, Level> = {
  [One in NameOf<Declared>]: Declared[One]["levels"] extends Record<Report, readonly (infer Own)[]>
    ? Level extends Own
      ? One
      : never
    : never;
}[NameOf<Declared>];
export type NameWith<Declared extends Dimensions, Has extends Trait> = {
  [One in NameOf<Declared>]: Declared[One] extends Record<Has, true> ? One : never;
}[NameOf<Declared>];
type ColumnOf<Declared extends Dimensions, One extends keyof Declared> = Declared[One]["columns"][number];
export type ExportOf<
  Declared extends Dimensions,
  One extends keyof Declared,
> = Declared[One]["exports"][number];

export function listNames<Declared extends Dimensions>(declared: Declared): NameOf<Declared>[] {
  return Object.keys(declared); // Sound: a record's own keys.
}

/** Lists the names of the dimensions that one of the reports has. */
export function listNamesIn<Declared extends Dimensions, Report extends string>(
  declared: Declared,
  ...reports: readonly Report[]
): NameIn<Declared, Report>[] {
  const names = Object.keys(declared).filter((name) => reports.some((one) => declared[name]?.levels[one]));
  return names as NameIn<Declared, Report>[]; // Sound: the type is the same rule.
}

export function listNamesWith<Declared extends Dimensions, Has extends Trait>(
  declared: Declared,
  trait: Has,
): NameWith<Declared, Has>[] {
  const names = Object.keys(declared).filter((name) => declared[name]?.[trait]);
  return names as NameWith<Declared, Has>[]; // Sound: the type is the same rule.
}

/** Columns of a report's rows. */
export function listColumns<Declared extends Dimensions, Report extends string>(
  declared: Declared,
  report: Report,
): ColumnOf<Declared, NameIn<Declared, Report>>[] {
  const kept = Object.values(declared).filter(({ levels }) => levels[report]);
  return [...new Set(kept.flatMap(({ columns }) => columns))]; // Sound: those of the dimensions that it has.
}

/** Columns of one of its sums. */
export function listColumnsAt<Declared extends Dimensions, Report extends string, Level extends string>(
  declared: Declared,
  report: Report,
  level: Level,
): ColumnOf<Declared, NameAt<Declared, Report, Level>>[] {
  const kept = Object.values(declared).filter(({ levels }) => levels[report]?.includes(level));
  return [...new Set(kept.flatMap(({ columns }) => columns))]; // Sound: those of the dimensions that it keeps.
}

export function listExports<Declared extends Dimensions, One extends NameOf<Declared>>(
  declared: Declared,
  names: readonly One[],
): ExportOf<Declared, One>[] {
  return names.flatMap((name) => declared[name]?.exports ?? []);
}

/** A tag is its own column, called as it is. */
export function listExportsOf(declared: Dimensions, name: string): readonly string[] {
  return isTag(name) ? [name] : (declared[name]?.exports ?? []);
}

type IdOf<Declared extends Dimensions> = {
  [One in NameOf<Declared>]: Declared[One]["exports"] extends readonly [string, infer Id] ? Id : never;
}[NameOf<Declared>];

/** What detail rows show of exports. */
export function withoutIds<Declared extends Dimensions, One extends string>(
  declared: Declared,
  exports: readonly One[],
): Exclude<One, IdOf<Declared>>[] {
  const isId = (name: string) => Object.values(declared).some((one) => one.exports[1] === name);
  return exports.filter((name) => !isId(name)) as Exclude<One, IdOf<Declared>>[]; // Sound: the type is the same rule.
}

type Needs<Level> = { report: string; levels: readonly Level[]; needed: readonly string[] };

/** The first level that keeps what is needed: dimensions, or columns of exports. Anything else isn't looked at. */
export function findLevel<Level extends string>(declared: Dimensions, needs: Needs<Level>): Level | null {
  const { report, levels, needed } = needs;
  const asked = listNeeded(declared, needed);
  return levels.find((level) => asked.every((one) => one.levels[report]?.includes(level))) ?? null;
}

export function hasNeeded(declared: Dimensions, report: string, needed: readonly string[]): boolean {
  return listNeeded(declared, needed).every(({ levels }) => levels[report]);
}

function listNeeded(declared: Dimensions, needed: readonly string[]): Any[] {
  const kept = needed.map(toDeclared);
  const isNeeded = (name: string) => kept.includes(name);
  const found = Object.entries(declared).filter(
    ([name, one]) => isNeeded(name) || one.exports.some(isNeeded),
  );
  return found.map(([, one]) => one);
}

/**
 * Every tag of workspaces is a dimension, too. No sum keeps it: what keeps the workspace has its tags, as they are now.
 * In the name, the key's own `%` and `=` are escaped, so that a list can have a value after a `=`.
 */
export type TagDimension = `tag:${string}`;
const tagPrefix = "tag:";

export function isTag(name: string): name is TagDimension {
  return name.startsWith(tagPrefix) && name.length > tagPrefix.length;
}

export function toTag(key: string): TagDimension {
  return `tag:${key.replace(/[%=]/g, encodeURIComponent)}`;
}

export function toTagKey(tag: TagDimension): string {
  return tag.slice(tagPrefix.length).replace(/%(25|3D)/g, decodeURIComponent);
}

/** The key of a part: unlike any value, `noKey` and `otherKey` don't begin with it. */
const valuePrefix = "=";

export function toTagPart(value: string): string {
  return `${valuePrefix}${value}`;
}

/** Null if it isn't a value. */
export function toTagValue(part: string): string | null {
  return part.startsWith(valuePrefix) ? part.slice(valuePrefix.length) : null;
}

/** The declared dimension that a name needs. */
export function toDeclared(name: string): string {
  return isTag(name) ? "workspace" : name;
}

/** Brings items into an order that is relied on, in which new ones come last. */
export function inOrder<Item extends string>(
  items: readonly Item[],
  first: readonly NoInfer<Item>[],
): Item[] {
  return [...first, ...items.filter((item) => !first.includes(item))];
}

/** How rows in memory and in JSON call a column: `service_tier` is `serviceTier`. */
export type FieldOf<Column extends string> = Column extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<FieldOf<Rest>>}`
  : Column;

export function toField<Column extends string>(column: Column): FieldOf<Column> {
  // Sound: the type is the same rule.
  return column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as FieldOf<Column>;
}

/** What a dimension is called in files: a tag by its key as it is, without what an address escapes. */
export function toColumnName(dimension: string): string {
  return isTag(dimension) ? `tag:${toTagKey(dimension)}` : dimension;
}
