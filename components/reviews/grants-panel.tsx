"use client";

import { GrantEvidence, Grantee } from "./grant-cells";
import { PlacePanel, type PlaceProps } from "./place-panel";

const cells = { Subject: Grantee, Evidence: GrantEvidence };

/** Reviews of grants are few, so that the others don't load their cells. */
export function GrantsPanel(props: PlaceProps) {
  return <PlacePanel {...props} cells={cells} />;
}
