import type { Row } from "./row.ts";

const LINE = 24;
const LABEL = 380;
const GOAL = 240;
/** Bars end here, however far beyond the goal a figure is. */
const SHARE_MAX = 1.6;

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Each figure as its share of the goal: left of the line is better than asked for. */
export function drawChart(rows: readonly Row[]): string {
  const height = rows.length * LINE + 40;
  const bars = rows.map(({ what, goal, reached, share }, index) => {
    const y = 30 + index * LINE;
    const width = Math.max(2, Math.min(share, SHARE_MAX) * GOAL);
    const fill = share <= 1 ? "#1F8A98" : "#C9305E";
    return [
      `<text x="${LABEL - 10}" y="${y + 12}" text-anchor="end">${escape(what)}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="16" rx="4" fill="${fill}"/>`,
      `<text x="${LABEL + SHARE_MAX * GOAL + 12}" y="${y + 12}">${escape(`${reached}, goal ${goal}`)}</text>`,
    ].join("");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1C2025">
<rect width="1000" height="${height}" fill="#FFFFFF"/>
${bars.join("\n")}
<line x1="${LABEL + GOAL}" x2="${LABEL + GOAL}" y1="22" y2="${height - 6}" stroke="#1C2025" stroke-dasharray="3 3"/>
<text x="${LABEL + GOAL}" y="16" text-anchor="middle">goal</text>
</svg>
`;
}
