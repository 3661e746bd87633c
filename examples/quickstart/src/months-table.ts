interface Figures {
  month: string;
  income: number;
  expense: number;
  net: number;
  count: number;
}

/** Months and their sum as a table for a terminal. */
export function monthsTable(months: readonly Figures[], currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  const minorUnits = 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
  const money = (sum: number) => format.format(sum / minorUnits);
  const total = (figure: "income" | "expense" | "net" | "count") =>
    months.reduce((sum, month) => sum + month[figure], 0);

  const rows = [
    ["Month", "Income", "Spending", "Net", "Entries"],
    ...months.map(({ month, income, expense, net, count }) => [
      month,
      money(income),
      money(expense),
      money(net),
      String(count),
    ]),
    ["All", money(total("income")), money(total("expense")), money(total("net")), String(total("count"))],
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
  const rule = "─".repeat(lines[0]?.length ?? 0);
  return [lines[0], rule, ...lines.slice(1, -1), rule, lines.at(-1)].join("\n");
}
