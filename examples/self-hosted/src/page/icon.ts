import { svg } from "./element.ts";

/** Drawn on a grid of 24 with a stroke of 1.75;  */
const paths = {
  plus: "M12 5v14M5 12h14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  cross: "M6 6l12 12M18 6L6 18",
  pencil: "M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19l-4 1M14.5 6.5l3 3",
  trash: "M4 7h16M9 7V4.5h6V7M6 7l1 13h10l1-13M10 11v5.5M14 11v5.5",
  previous: "M14.5 6l-6 6 6 6",
  next: "M9.5 6l6 6-6 6",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 13h6M9 17h4",
  bringIn: "M12 4v11M7.5 11L12 15.5 16.5 11M4 17v3h16v-3",
  takeOut: "M12 15.5V4M7.5 8.5L12 4l4.5 4.5M4 17v3h16v-3",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z",
  lock: "M6 10.5h12V20H6zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3",
  fault: "M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7zM12 8v5M12 16v.2",
  warning: "M12 4l9 16H3zM12 10v4.5M12 17v.2",
  info: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.6v.2",
  circle: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z",
  bag: "M5 8h14l-1 12H6zM9 8V7a3 3 0 0 1 6 0v1",
  basket: "M4 10h16l-2 9.5H6zM8 10l3-6M16 10l-3-6",
  bolt: "M13 3L5 13.5h6L10 21l8-10.5h-6z",
  briefcase: "M4 8h16v11.5H4zM9 8V5h6v3M4 13h16",
  bus: "M5 5h14v12H5zM5 11h14M8 17v3M16 17v3M8.5 14v.2M15.5 14v.2",
  coins:
    "M9 5.5c3 0 5 1 5 2.3S12 10 9 10 4 9 4 7.8s2-2.3 5-2.3zM4 8v4c0 1.3 2 2.3 5 2.3M15 11c3 0 5 1 5 2.3s-2 2.2-5 2.2-5-1-5-2.2 2-2.3 5-2.3zM10 13.5v4c0 1.3 2 2.3 5 2.3s5-1 5-2.3v-4",
  cutlery: "M8 3.5v17M5 3.5V8a3 3 0 0 0 6 0V3.5M16.5 20.5v-17c-2 1-3 3.5-3 6.5s1 4 3 4",
  gift: "M4.5 11.5h15v8.5h-15zM3.5 7.5h17v4h-17zM12 7.5V20M12 7.5C10 3 6 4 7.5 7.5M12 7.5C14 3 18 4 16.5 7.5",
  heart: "M12 20S4 15 4 9.5A4.3 4.3 0 0 1 12 7.5 4.3 4.3 0 0 1 20 9.5C20 15 12 20 12 20z",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  plane: "M11 21l1-7-8-2 1.5-2 8 .5L18 5c2-1.5 3.5 0 2 2l-5 5 .5 6-2.5 3z",
  tag: "M4 4h8l8 8-8 8-8-8zM8.5 8.3v.4",
  ticket: "M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7v10",
} as const;

export type IconName = keyof typeof paths;

export const isIconName = (name: string): name is IconName => Object.hasOwn(paths, name);

/** A picture that says nothing its neighbouring words don't. */
export const icon = (name: IconName): SVGSVGElement =>
  svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: paths[name] }),
  );

/** The quarter-cut coin. */
export const logo = (): SVGSVGElement =>
  svg(
    "svg",
    { class: "logo", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    svg("path", { class: "logo-coin", d: "M13 2a10 10 0 1 1-11 11h11z" }),
    svg("path", { class: "logo-farthing", d: "M11 1.5v9.5H1.5A9.5 9.5 0 0 1 11 1.5z" }),
  );
