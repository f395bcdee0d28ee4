import styles from './sparkline.module.css';

const width = 96;
const height = 24;

interface SparklineProps {
  /** In order; missing ones leave a gap. */
  values: readonly (number | undefined)[];
  /** Those of the period compared with, behind them. */
  before?: readonly (number | undefined)[];
}

/** A small trend beside a figure, which says the same in numbers: it is not read aloud. */
export function Sparkline({ values, before = [] }: SparklineProps) {
  const known = [...values, ...before].filter((value) => value !== undefined);
  if (values.filter((value) => value !== undefined).length < 2) return null;
  const [low, high] = [Math.min(0, ...known), Math.max(...known)];
  const y = (value: number) =>
    high === low ? height / 2 : 2 + (height - 4) * (1 - (value - low) / (high - low));
  const path = (of: readonly (number | undefined)[]) =>
    of
      .map((value, at) => {
        if (value === undefined) return '';
        const pen = at === 0 || of[at - 1] === undefined ? 'M' : 'L';
        return `${pen}${((at / Math.max(of.length - 1, 1)) * width).toFixed(1)},${y(value).toFixed(1)}`;
      })
      .join('');
  return (
    <svg
      className={styles.sparkline}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {before.length > 1 && <path className={styles.before} d={path(before)} />}
      <path className={styles.now} d={path(values)} />
    </svg>
  );
}
