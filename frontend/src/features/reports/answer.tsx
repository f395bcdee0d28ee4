import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';

import { Loaded } from '../../components/loaded';
import { LoadingLines } from '../../components/loading';
import type { useAnswer } from '../../lib/api/explorer';
import { useParameters } from '../../lib/location';
import type { desktop } from '../../wailsjs/go/models';
import { AnswerChart } from './answer-chart';
import { AnswerTable } from './answer-table';
import { Notes } from './notes';
import styles from './reports.module.css';
import type { OpenQuestion } from './use-question';

interface AnswerProps {
  open: OpenQuestion;
  choices: desktop.ReportChoices;
  answer: ReturnType<typeof useAnswer>;
}

/** How many rows the relay fills in at once. */
const mostRelayed = 1000;

/** The answer: what to know about it, a chart, and the table, in one currency at a time. */
export function Answer({ open, choices, answer }: AnswerProps) {
  const [parameters, change] = useParameters();
  // What the relay has told about this very question; another one begins anew.
  const [told, setTold] = useState<{ ask: desktop.ReportQuestion; answer: desktop.ReportAnswer }>();
  const { ask } = open;
  const relayed = told && JSON.stringify(told.ask) === JSON.stringify(ask) ? told.answer : undefined;
  const question = useMemo(() => ({ ...ask, limit: mostRelayed }), [ask]);
  const onAnswer = useCallback((answer: desktop.ReportAnswer) => setTold({ ask, answer }), [ask]);
  return (
    <Loaded query={answer} lines={8}>
      {(local) => {
        const data = relayed ?? local;
        // Rows of the former question lead nowhere in this one.
        if (data.by.map(({ id }) => id).join() !== open.question.rows.join())
          return <LoadingLines lines={8} />;
        const wanted = parameters.get('currency');
        const table = data.tables.find(({ currency }) => currency === wanted) ?? data.tables[0];
        if (!table) return null;
        const charted = parameters.get('chart') !== 'off' && table.rowCount > 0;
        return (
          <>
            <Notes notes={local.notes} measures={local.measures} relay={{ question, onAnswer }} />
            <div className={styles.tools}>
              {data.tables.length > 1 && (
                <SegmentedControl
                  aria-label="Currency"
                  data={data.tables.map(({ currency }) => currency)}
                  value={table.currency}
                  onChange={(currency) => change({ currency })}
                />
              )}
              {data.tables.length > 1 && (
                <span className="dim">Sums in different currencies are never added up.</span>
              )}
              {(open.question.bySaleDay || data.notes.some(({ code }) => code === 'adjustments')) && (
                <SegmentedControl
                  aria-label="Late corrections of closed months count"
                  value={open.question.bySaleDay ? 'sale' : 'reported'}
                  onChange={(basis) => open.change({ bySaleDay: basis === 'sale' })}
                  data={[
                    { value: 'reported', label: 'As reported' },
                    { value: 'sale', label: 'By sale day' },
                  ]}
                />
              )}
              <SegmentedControl
                aria-label="Chart above the table"
                ml="auto"
                data={[
                  { value: 'on', label: 'Chart and table' },
                  { value: 'off', label: 'Table only' },
                ]}
                value={parameters.get('chart') === 'off' ? 'off' : 'on'}
                onChange={(chart) => change({ chart: chart === 'off' ? chart : undefined })}
              />
            </div>
            {charted && <AnswerChart open={open} choices={choices} answer={data} currency={table.currency} />}
            <AnswerTable
              key={open.question.rows.join()}
              open={open}
              choices={choices}
              answer={data}
              table={table}
              relayed={relayed !== undefined}
            />
          </>
        );
      }}
    </Loaded>
  );
}
