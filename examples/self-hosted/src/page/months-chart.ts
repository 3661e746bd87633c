import type { MonthTotals } from "@farthing/contract";
import { h, svg, uniqueId } from "./element.ts";

export interface ChartWords {
  month(month: string): string;
  shortMonth(month: string): string;
  /** What is read out for one month. */
  describe(item: MonthTotals): string;
  axis(minorUnits: number): string;
}

interface Options {
  label: string;
  /** A month was pointed at or moved to; `undefined`: the pointer left. */
  onLook(index: number | undefined): void;
  /** A month was chosen. */
  onOpen(index: number): void;
}

export interface MonthsChart {
  element: HTMLElement;
  /** @param openMonth the month that isn't over yet. */
  show(items: readonly MonthTotals[], selected: number, openMonth: string, words: ChartWords): void;
}

interface Picture {
  items: readonly MonthTotals[];
  selected: number;
  openMonth: string;
  words: ChartWords;
}

const padding = { top: 10, right: 6, bottom: 40 };
const characterWidth = 7.2;
const barShare = 0.58;
const barWidthMax = 34;
const radius = 4;
const stepsEachWay = 2;

const roundFactors = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The smallest round number that isn't below. */
export function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, atLeast)));
  return (roundFactors.find((factor) => factor * power >= atLeast) ?? 10) * power;
}

/** A bar from the zero line to `end`, rounded at its far corners. */
function bar(x: number, width: number, zero: number, end: number): string {
  const direction = end < zero ? 1 : -1;
  const r = Math.min(radius, width / 2, Math.abs(end - zero));
  return `M${x} ${zero}V${end + direction * r}q0 ${-direction * r} ${r} ${-direction * r}H${x + width - r}q${r} 0 ${r} ${direction * r}V${zero}z`;
}

/** Income up and solid, spending down and hatched, what is left as a line: one tab stop that speaks its month. */
export function createMonthsChart({ label, onLook, onOpen }: Options): MonthsChart {
  const hatch = uniqueId("hatch");
  const slider = h("div", {
    class: "chart",
    role: "slider",
    tabindex: 0,
    "aria-label": label,
    "aria-valuemin": 1,
    keydown: (event: KeyboardEvent) => press(event),
    pointermove: (event: PointerEvent) => onLook(indexAt(event)),
    pointerleave: () => onLook(undefined),
    click: (event: MouseEvent) => {
      const index = indexAt(event);
      if (index !== undefined) onOpen(index);
    },
  });
  let picture: Picture | undefined;
  let plot = { left: 0, slot: 1 };

  function indexAt(event: MouseEvent): number | undefined {
    const index = Math.floor((event.clientX - slider.getBoundingClientRect().left - plot.left) / plot.slot);
    return picture && index >= 0 && index < picture.items.length ? index : undefined;
  }

  function press(event: KeyboardEvent) {
    if (!picture) return;
    const { selected, items } = picture;
    const last = items.length - 1;
    const moves: Record<string, number> = {
      ArrowLeft: selected - 1,
      ArrowDown: selected - 1,
      ArrowRight: selected + 1,
      ArrowUp: selected + 1,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to !== undefined) onLook(Math.min(last, Math.max(0, to)));
    else if (event.key === "Enter") onOpen(selected);
    else return;
    event.preventDefault();
  }

  function draw() {
    const { clientWidth: width, clientHeight: height } = slider;
    if (!picture || width === 0) return;
    const { items, selected, openMonth, words } = picture;
    const largest = Math.max(1, ...items.flatMap(({ income, expense }) => [income, expense]));
    const step = roundStep(largest / stepsEachWay);
    const ticks = Array.from({ length: 2 * stepsEachWay + 1 }, (_, n) => (n - stepsEachWay) * step);
    const texts = ticks.map(words.axis);
    const left = Math.ceil(Math.max(...texts.map((text) => text.length)) * characterWidth) + 10;
    const slot = (width - left - padding.right) / items.length;
    const reach = (height - padding.top - padding.bottom) / 2;
    const y = (minorUnits: number) => padding.top + reach - (minorUnits / (stepsEachWay * step)) * reach;
    const middle = (index: number) => left + (index + 0.5) * slot;
    const barWidth = Math.min(barWidthMax, slot * barShare);
    plot = { left, slot };

    const first = items.findIndex(({ count }) => count > 0);
    const begun = first < 0 ? [] : items.map((item, index) => ({ ...item, index })).slice(first);
    const every = Math.ceil(34 / slot);
    const named = items.filter((_, index) => (items.length - 1 - index) % every === 0).map(({ month }) => month);
    const under = (month: string) => {
      if (month === openMonth) return "so far";
      const year = month.slice(0, 4);
      return named.find((each) => each.startsWith(year)) === month && year;
    };

    slider.replaceChildren(
      svg(
        "svg",
        { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", focusable: "false" },
        svg(
          "defs",
          {},
          svg(
            "pattern",
            { id: hatch, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
            svg("rect", { class: "hatch-ground", width: 5, height: 5 }),
            svg("rect", { class: "hatch-line", width: 2, height: 5 }),
          ),
        ),
        svg("rect", {
          class: "chart-band",
          x: left + selected * slot,
          y: padding.top - 6,
          width: slot,
          height: 2 * reach + 12,
          rx: 8,
        }),
        ...ticks.flatMap((tick, n) => [
          svg("line", {
            class: tick === 0 ? "chart-zero" : "chart-grid",
            x1: left,
            x2: width - padding.right,
            y1: y(tick),
            y2: y(tick),
          }),
          svg("text", { class: "chart-text", x: left - 8, y: y(tick) + 4, "text-anchor": "end" }, texts[n]),
        ]),
        ...begun.flatMap(({ income, expense, index }) => [
          income > 0 &&
            svg("path", { class: "chart-income", d: bar(middle(index) - barWidth / 2, barWidth, y(0), y(income)) }),
          expense > 0 &&
            svg("path", { fill: `url(#${hatch})`, d: bar(middle(index) - barWidth / 2, barWidth, y(0), y(-expense)) }),
        ]),
        svg("polyline", {
          class: "chart-net",
          points: begun.map(({ net, index }) => `${middle(index)},${y(net)}`).join(" "),
        }),
        ...begun.map(({ net, index }) =>
          svg("circle", { class: "chart-ring", cx: middle(index), cy: y(net), r: 3.25 }),
        ),
        ...items.map(({ month }, index) => {
          return (
            named.includes(month) &&
            svg(
              "text",
              { class: "chart-text", x: middle(index), y: height - padding.bottom + 20, "text-anchor": "middle" },
              svg("tspan", { x: middle(index) }, words.shortMonth(month)),
              under(month) && svg("tspan", { class: "chart-text-small", x: middle(index), dy: 15 }, under(month)),
            )
          );
        }),
      ),
    );
  }

  new ResizeObserver(draw).observe(slider);
  return {
    element: slider,
    show(items, selected, openMonth, words) {
      picture = { items, selected, openMonth, words };
      const item = items[selected];
      slider.setAttribute("aria-valuemax", String(items.length));
      slider.setAttribute("aria-valuenow", String(selected + 1));
      slider.setAttribute("aria-valuetext", item ? words.describe(item) : "");
      draw();
    },
  };
}
