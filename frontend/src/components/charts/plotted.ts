/** A figure as charts take it: what is drawn, and the exact figure in words. */
export interface Plotted {
  /** Missing where the figure is not known. */
  value?: number;
  text: string;
}

/** Figures of one kind, one for each label of the chart. */
export interface Series {
  name: string;
  points: readonly Plotted[];
  /** Those of the period compared with. */
  earlier?: boolean;
}

/** The numbers of a chart, as a table. */
export interface ChartTable {
  heads: readonly string[];
  rows: readonly (readonly string[])[];
}

/** One row for each label, one column for each series. */
export function tableOf(head: string, labels: readonly string[], series: readonly Series[]): ChartTable {
  return {
    heads: [head, ...series.map(({ name }) => name)],
    rows: labels.map((label, at) => [label, ...series.map(({ points }) => points[at]?.text ?? '–')]),
  };
}

/** The figures at one label, for the box under the pointer. */
export function linesAt(labels: readonly string[], series: readonly Series[], at: number): string[] {
  return [labels[at] ?? '', ...series.map(({ name, points }) => `${name}: ${points[at]?.text ?? '–'}`)];
}

/** The highest and the lowest known figure of a series, in a sentence. */
export function extremes(labels: readonly string[], { name, points }: Series): string {
  const known = points.flatMap(({ value, text }, at) =>
    value === undefined ? [] : [{ value, text, label: labels[at] ?? '' }],
  );
  const [first] = known;
  if (!first) return `${name}: nothing is known.`;
  const highest = known.reduce((best, one) => (one.value > best.value ? one : best), first);
  const lowest = known.reduce((best, one) => (one.value < best.value ? one : best), first);
  if (highest.value === lowest.value) return `${name}: ${highest.text} throughout.`;
  return `${name}: highest ${highest.text} (${highest.label}), lowest ${lowest.text} (${lowest.label}).`;
}
