import type { Options } from "nuqs";
import type { BreakdownViewQuery, BreakdownViewSearch } from "@/lib/reports/search-params";
import { otherKey, type UsageSource } from "@/lib/reports/vocabulary";
import { toDrill } from "./to-drill";

export type Controls<Group extends string> = {
  search: BreakdownViewSearch;
  query: BreakdownViewQuery<Group, Group> & { source?: UsageSource };
  canBeHours?: boolean;
  today: string;
  onChange: (change: Partial<BreakdownViewSearch>) => void;
  onGroup: (group: Group) => void;
  onFilter: (dimension: Group, values: string[]) => void;
};

type Change<Group extends string> = Partial<BreakdownViewSearch> & { group?: Group };
type Given<Group extends string> = Pick<Controls<Group>, "search" | "query" | "today"> & {
  setSearch: (change: Change<Group>, options?: Options) => unknown;
};
type Drill = (part: string | null, startsOn: string | null) => void;

export function toControls<Group extends string>(
  given: Given<Group>,
): { controls: Controls<Group>; onDrill: Drill } {
  const { search, setSearch, query, today } = given;
  const onDrill: Drill = (part, startsOn) => {
    const values = part !== null && part !== otherKey && { [query.group]: [part] };
    setSearch({ ...toDrill(query, startsOn), ...values }, { history: "push" });
  };
  return {
    controls: {
      search,
      query,
      today,
      onChange: setSearch,
      onGroup: (group) => setSearch({ group }),
      onFilter: (dimension, values) => setSearch({ [dimension]: values }),
    },
    onDrill,
  };
}
