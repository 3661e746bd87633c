import type { Category } from "@farthing/contract";
import type { CategoryRecord } from "../../ports/records.ts";

export const showCategory = ({ kind: _kind, ...category }: CategoryRecord): Category => category;
