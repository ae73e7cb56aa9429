import "server-only";
import { z } from "zod";
import type { Residency } from "./schema";

const residency = z
  .looseObject({
    workspace_geo: z.string().nullish(),
    default_inference_geo: z.string(),
    allowed_inference_geos: z.union([z.literal("unrestricted"), z.array(z.string()).min(1)]),
  })
  .transform(
    (raw): Residency => ({
      workspaceGeo: raw.workspace_geo ?? null,
      defaultInferenceGeo: raw.default_inference_geo,
      allowedInferenceGeos: raw.allowed_inference_geos,
    }),
  );

export function toResidency(raw: unknown): Residency | null {
  return residency.safeParse(raw).data ?? null;
}

type Inference = Omit<Residency, "workspaceGeo">;

export function isSameInference(
  one: Inference | null | undefined,
  other: Inference | null | undefined,
): boolean {
  if (!one || !other) return (one ?? null) === (other ?? null);
  return (
    one.defaultInferenceGeo === other.defaultInferenceGeo &&
    toList(one.allowedInferenceGeos) === toList(other.allowedInferenceGeos)
  );
}

function toList(geos: Inference["allowedInferenceGeos"]): string {
  return geos === "unrestricted" ? geos : `[${geos.toSorted().join()}]`;
}
