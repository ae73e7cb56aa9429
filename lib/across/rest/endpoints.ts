import "server-only";
import { accessEndpoint } from "./access";
import { activityEndpoint } from "./activity";
import type { Endpoint } from "./endpoint";
import { listEndpoints } from "./lists";
import { objectEndpoints } from "./objects";
import { reportEndpoints } from "./reports";
import { writeEndpoints } from "./writes";

/** All that programs can ask below `/api/v1`. */
export const endpoints: readonly Endpoint[] = [
  ...objectEndpoints,
  ...listEndpoints,
  ...reportEndpoints,
  activityEndpoint,
  accessEndpoint,
  ...writeEndpoints,
];
