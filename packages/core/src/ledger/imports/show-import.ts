import type { Import } from "@farthing/contract";
import type { ImportRecord } from "../../ports/records.ts";

export const showImport = ({
  kind: _kind,
  version: _version,
  source: _source,
  advancedAt: _advancedAt,
  ...shown
}: ImportRecord): Import => shown;
