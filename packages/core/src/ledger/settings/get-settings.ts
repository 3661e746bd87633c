import type { Settings } from "@farthing/contract";
import type { Context } from "../context.ts";
import { loadSmall } from "../small.ts";
import { showSettings } from "./show-settings.ts";

export const getSettings = async (context: Context): Promise<Settings> =>
  showSettings((await loadSmall(context)).settings);
