import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';

import { DataTable } from '../../components/data-table';
import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { ask } from '../../lib/api/explorer';
import { asPaged, usePagedRows } from '../../lib/paged-rows';
import { type TableSort, useTableView } from '../../lib/table-view';
import type { desktop } from '../../wailsjs/go/models';
import { useAnswerColumns } from './answer-columns';
import { conversionsBehind, drilled } from './drill';
import styles from './reports.module.css';
import type { OpenQuestion } from './use-question';

export interface AnswerTableProps {
  open: OpenQuestion;
  choices: desktop.ReportChoices;
  answer: desktop.ReportAnswer;
  table: desktop.ReportTable;
  /** All rows are here: the relay's clicks are in them. */
  relayed?: boolean;
}

/** The rows of an answer in one currency. A row leads to the next level, or to the conversions behind it. */
export function AnswerTable({ open, choices, answer, table, relayed }: AnswerTableProps) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const { question } = open;
  const view = useTableView({ table: 'reports', filters: [] });
  const pages = usePagedRows(['explorer', 'rows', open.ask, table.currency], async (offset, limit) => {
    const page = { ...open.ask, currencies: [table.currency], offset, limit };
    const found = await queries.fetchQuery({
      queryKey: ['explorer', 'ask', page],
      queryFn: () => ask(page),
    });
    const [only] = found.tables;
    return { rows: only?.rows ?? [], total: only?.rowCount ?? 0 };
  });
  const rows = relayed ? { ...pages, data: asPaged(table.rows), isError: false } : pages;
  const columns = useAnswerColumns({ open, choices, answer, table });

  if (table.rowCount === 0) {
    const narrowed = question.where.length > 0 || question.period !== 'all-time';
    return (
      <Empty
        action={
          narrowed && (
            <Button onClick={() => open.change({ where: [], period: 'all-time' })}>
              Show all days without filters
            </Button>
          )
        }
      >
        {narrowed
          ? 'Nothing happened on these days that the filters let through.'
          : 'Nothing has happened yet.'}
      </Empty>
    );
  }
  const setSort = ({ key, descending }: TableSort) =>
    open.change({ sort: { key: key.replace(/\.before$/, ''), descending, before: key.endsWith('.before') } });
  const sort = question.sort && {
    key: question.sort.key + (question.sort.before ? '.before' : ''),
    descending: question.sort.descending,
  };
  const drill = (row: desktop.ReportRow) => {
    const next = drilled(question, row.labels);
    if (next) open.replace(next);
    else go(conversionsBehind(question, row.labels, answer.period, table.currency));
  };
  return (
    <div className={styles.table}>
      <Loaded query={rows}>
        {(list) => (
          <DataTable
            label={`Report in ${table.currency}`}
            columns={columns}
            rows={list}
            view={{ ...view, sort, setSort }}
            rowId={(row) => JSON.stringify(row.labels.map(({ id }) => id))}
            rowName={(row) => row.labels.map(({ name }) => name).join(', ')}
            onOpen={drill}
            flush
          />
        )}
      </Loaded>
      {relayed && table.restRows > 0 && (
        <p className="dim">and {table.restRows} more rows: filter to see their clicks.</p>
      )}
    </div>
  );
}
