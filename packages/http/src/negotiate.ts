interface Range {
  type: string;
  quality: number;
}

function readRange(text: string): Range {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1);
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** Which of the media types offered `Accept` likes best, of equals the first; `undefined` when it takes none. */
export function negotiate(accept: string | null, offered: readonly string[]): string | undefined {
  if (!accept || accept === "*/*" || accept === offered[0]) return offered[0];
  const ranges = accept.split(",").map(readRange);
  const qualityOf = (type: string) => {
    const patterns = [type, `${type.split("/", 1)[0]}/*`, "*/*"];
    const closest = patterns.flatMap((pattern) => ranges.filter((range) => range.type === pattern))[0];
    return closest?.quality ?? 0;
  };
  const liked = offered.map((type) => ({ type, quality: qualityOf(type) })).filter(({ quality }) => quality > 0);
  return liked.sort((a, b) => b.quality - a.quality)[0]?.type;
}
