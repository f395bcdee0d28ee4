import { Why } from '../../components/why';
import { changeText, figureText } from '../../lib/figure';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './reports.module.css';

interface FigureCellProps {
  cell: desktop.FigureCell;
  measure: desktop.ReportMeasure;
  currency: string;
  question: desktop.ReportQuestion;
  /** Labels of its row; none for the totals. */
  row: readonly desktop.ReportLabel[];
  /** Missing for the total over columns. */
  column?: desktop.ReportLabel;
}

/** A figure, which tells why; under it the one of the period compared with and how it has changed. */
export function FigureCell({ cell, measure, currency, question, row, column }: FigureCellProps) {
  const format = useFormat();
  const { value, before, change } = cell;
  const whose = row.length === 0 ? 'Total' : row.map(({ name }) => name).join(', ');
  const figure = (of: desktop.Figure, isBefore: boolean) =>
    of.missing ? (
      <abbr className={styles.missing} title={of.missing}>
        –
      </abbr>
    ) : (
      <Why
        name={[whose, column?.name, measure.label, isBefore && 'before'].filter(Boolean).join(', ')}
        of={{
          question,
          cell: {
            currency,
            row: row.map(({ id }) => id),
            column: column?.id ?? '',
            oneColumn: column !== undefined,
            measure: measure.id,
            before: isBefore,
          },
        }}
      >
        {figureText(format, of, measure.unit, currency)}
      </Why>
    );
  return (
    <span className={styles.figure}>
      {figure(value, false)}
      {question.compare !== '' && (
        <small>
          {figure(before, true)}
          {change && ` · ${changeText(format, change, measure.unit)}`}
        </small>
      )}
    </span>
  );
}
