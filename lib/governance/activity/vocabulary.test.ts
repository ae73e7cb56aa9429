import { expect, test } from "vitest";
import { findNamedField } from "./vocabulary";

test.each([
  ["role", "role"],
  ["two_person_rule", "two_person_rule"],
  ["dataResidency.allowed_inference_geos", "allowedInferenceGeos"],
  ["residency.defaultInferenceGeo", "defaultInferenceGeo"],
])("the field %s has the label %s", (path, name) => {
  expect(findNamedField(path)).toBe(name);
});

test.each(["dataResidency.orbit", "limits.role", "tags.team", "new_field"])(
  "the field %s has no label",
  (path) => {
    expect(findNamedField(path)).toBeNull();
  },
);
