import type { Settings } from "@farthing/contract";
import type { SettingsRecord } from "../../ports/records.ts";

export const showSettings = ({ kind: _kind, id: _id, ...settings }: SettingsRecord): Settings => settings;
