import type { ReactNode } from 'react';

import { AsOfPicker } from '../../components/as-of';
import { PeriodPicker } from '../../components/period-picker';
import type { desktop } from '../../wailsjs/go/models';
import { ComparePicker } from './compare-picker';
import { DimensionPicker } from './dimension-picker';
import { MeasurePicker } from './measure-picker';
import styles from './reports.module.css';
import { RowChips } from './row-chips';
import type { OpenQuestion } from './use-question';

interface QuestionBarProps {
  open: OpenQuestion;
  choices: desktop.ReportChoices;
}

/** What is asked: when, by what, and which figures. */
export function QuestionBar({ open, choices }: QuestionBarProps) {
  const { question, change, view } = open;
  const table = view === 'table';
  return (
    <>
      <div className={styles.line}>
        <Part word="Days">
          <PeriodPicker value={question.period} onChange={(period) => change({ period })} />
          <AsOfPicker value={question.asOf} onChange={(asOf) => change({ asOf })} />
          {table && <ComparePicker value={question.compare} onChange={(compare) => change({ compare })} />}
        </Part>
      </div>
      {table && (
        <div className={styles.line}>
          <Part word="Rows">
            <RowChips open={open} choices={choices} />
          </Part>
          <Part word="Columns">
            <DimensionPicker
              label="Columns"
              placeholder="None"
              clearable
              value={question.columns}
              choices={choices}
              without={question.rows}
              onChange={(columns) => change({ columns })}
            />
          </Part>
          <Part word="Figures">
            <MeasurePicker
              value={question.measures}
              measures={choices.measures}
              onChange={(measures) => change({ measures }, true)}
            />
          </Part>
        </div>
      )}
    </>
  );
}

/** A word and what belongs to it, which stay together where lines wrap. */
function Part({ word, children }: { word: string; children: ReactNode }) {
  return (
    <span className={styles.part}>
      <span className={styles.word}>{word}</span>
      {children}
    </span>
  );
}
