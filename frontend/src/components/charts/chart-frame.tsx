import { ActionIcon, Menu, SegmentedControl, Skeleton, Title, useComputedColorScheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import type { EChartsOption } from 'echarts';
import { type ReactNode, useEffect, useRef, useState } from 'react';

import { useSaveChart } from '../../lib/api/explorer';
import styles from './chart-frame.module.css';
import { ChartNumbers } from './chart-numbers';
import type { Drawing } from './engine';
import { type Look, lookOf, printedLook, titled } from './look';
import type { ChartTable } from './plotted';

/** What each chart is told beside its figures. */
export interface ChartFrameOwn {
  title: string;
  /** Of what the figures are: period, filters, currency. It stands in a saved file, too. */
  note?: string;
  height?: number;
  /** The same numbers stand beside it in a table of the screen's. */
  withoutTable?: boolean;
  /** Choices of the chart's own, beside its title. */
  aside?: ReactNode;
  /** A click on a point or bar. The table of the screen offers the same to the keyboard. */
  onPick?: (index: number) => void;
}

interface ChartFrameProps extends ChartFrameOwn {
  /** For those who don't see the chart. */
  summary: string;
  table: ChartTable;
  option: (look: Look) => EChartsOption;
}

const fileSize = { width: 1080, height: 560 };

/** A chart with its title, its numbers as a table, and ways to save it. */
export function ChartFrame({
  title,
  note = '',
  height = 280,
  withoutTable,
  aside,
  onPick,
  summary,
  table,
  option,
}: ChartFrameProps) {
  const [shown, setShown] = useState('chart');
  const save = useSaveChart();
  const saveAs = async (format: 'svg' | 'png') => {
    const { pngOf, svgOf } = await import('./engine');
    const drawn = titled(option(printedLook), title, note);
    const size = { ...fileSize, height: Math.max(fileSize.height, height + printedLook.top) };
    save.mutate({
      name: title,
      format,
      data: format === 'svg' ? svgOf(drawn, size, `${title}. ${note} ${summary}`) : pngOf(drawn, size),
    });
  };
  return (
    <figure className={styles.frame} aria-label={title}>
      <div className={styles.head}>
        <div className={styles.titles}>
          <Title order={2} className={styles.title}>
            {title}
          </Title>
          {note && <p className={styles.note}>{note}</p>}
        </div>
        {aside}
        {!withoutTable && (
          <SegmentedControl
            aria-label={`${title}: chart or table`}
            value={shown}
            onChange={setShown}
            data={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
        )}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={30} aria-label={`Save ${title}`}>
              <IconDownload size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void saveAs('png')}>Save as PNG</Menu.Item>
            <Menu.Item onClick={() => void saveAs('svg')}>Save as SVG</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {shown === 'chart' ? (
        <Drawn summary={summary} height={height} option={option} onPick={onPick} />
      ) : (
        <ChartNumbers label={title} table={table} />
      )}
    </figure>
  );
}

interface DrawnProps {
  summary: string;
  height: number;
  option: (look: Look) => EChartsOption;
  onPick?: (index: number) => void;
}

/** The chart itself, once the library that draws it is here. */
function Drawn({ summary, height, option, onPick }: DrawnProps) {
  const scheme = useComputedColorScheme('light');
  const still = useReducedMotion();
  const place = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing>();
  const [failed, setFailed] = useState(false);
  const picked = useRef(onPick);
  picked.current = onPick;

  useEffect(() => {
    let made: Drawing | undefined;
    let gone = false;
    import('./engine')
      .then(({ drawIn }) => {
        if (gone || !place.current) return;
        made = drawIn(place.current, (index) => picked.current?.(index));
        setDrawing(made);
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
      made?.remove();
    };
  }, []);

  useEffect(() => drawing?.show(option(lookOf(scheme, !still))), [drawing, option, scheme, still]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is another size
  useEffect(() => {
    if (!drawing || !place.current) return;
    const watch = new ResizeObserver(drawing.fit);
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [drawing, height]);

  if (failed) return <p className="dim">The chart can’t be drawn here. Its numbers are in the table.</p>;
  return (
    <div className={styles.place} style={{ height }} data-pickable={onPick ? '' : undefined}>
      {!drawing && <Skeleton height={height} radius={6} />}
      <div ref={place} className={styles.drawing} role="img" aria-label={summary} />
    </div>
  );
}
