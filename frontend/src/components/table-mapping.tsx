import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';

import type { AppError } from '../lib/app-error';
import type { desktop } from '../wailsjs/go/models';
import { FormProblem } from './form-problem';
import styles from './table-mapping.module.css';

const dayForms = [
  { value: 'ymd', label: 'Year first: 2026-11-22' },
  { value: 'dmy', label: 'Day first: 22.11.2026' },
  { value: 'mdy', label: 'Month first: 11/22/2026' },
];

const decimals = [
  { value: '', label: 'As the file shows' },
  { value: '.', label: 'A point: 1234.50' },
  { value: ',', label: 'A comma: 1234,50' },
];

interface TableMappingProps {
  table: desktop.TableView;
  /** Offered where the file names none; a kind of file without it has neither amounts nor days. */
  currency?: string;
  verb: string;
  pending: boolean;
  error: AppError | null;
  onSend: (form: desktop.TableForm) => void;
  onBack: () => void;
  /** A field of this kind of file alone, above the others. */
  children?: ReactNode;
}

/** Says which column of somebody else's file is what, beside its first rows. */
export function TableMapping({
  table,
  currency,
  verb,
  pending,
  error,
  onSend,
  onBack,
  children,
}: TableMappingProps) {
  const [columns, setColumns] = useState<Record<string, string>>(() =>
    Object.fromEntries(table.mapping.map(({ label, value }) => [label, value])),
  );
  const [dayForm, setDayForm] = useState(table.dayForm || 'ymd');
  const [decimal, setDecimal] = useState('');
  const [money, setMoney] = useState(currency ?? '');
  const missing = table.needed.filter((field) => !columns[field]);
  const send = () =>
    onSend({
      id: table.id,
      mapping: Object.entries(columns)
        .filter(([, column]) => column !== '')
        .map(([label, value]) => ({ label, value })),
      dayForm,
      decimal,
      currency: money.trim().toUpperCase(),
      shop: '',
    });
  return (
    <form
      className={styles.mapping}
      aria-label={`Columns of ${table.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing.length === 0) send();
      }}
    >
      {table.problems.length > 0 && (
        <ul className={styles.problems}>
          {table.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <div className={styles.fields}>
        {children && <div className={styles.whole}>{children}</div>}
        {table.fields.map((field) => (
          <NativeSelect
            key={field.value}
            label={field.label}
            description={field.hint}
            required={table.needed.includes(field.value)}
            error={error?.fields[field.value]}
            data={['', ...table.columns].map((column) => ({
              value: column,
              label: column || (table.needed.includes(field.value) ? 'Choose a column' : 'Not in this file'),
            }))}
            value={columns[field.value] ?? ''}
            onChange={(event) => setColumns({ ...columns, [field.value]: event.currentTarget.value })}
          />
        ))}
        {currency !== undefined && (
          <NativeSelect
            label="How days are written"
            data={dayForms}
            value={dayForm}
            onChange={(event) => setDayForm(event.currentTarget.value)}
          />
        )}
        {(error?.fields.decimal || decimal) && (
          <NativeSelect
            className={styles.whole}
            label="What stands before decimals"
            data={error?.fields.decimal ? [{ value: '', label: 'Choose' }, ...decimals.slice(1)] : decimals}
            error={error?.fields.decimal}
            value={decimal}
            onChange={(event) => setDecimal(event.currentTarget.value)}
          />
        )}
        {currency !== undefined && !columns.currency && (
          <TextInput
            label="Currency of the amounts"
            description="Where the file does not name one."
            maxLength={3}
            error={error?.fields.currency}
            value={money}
            onChange={(event) => setMoney(event.currentTarget.value)}
          />
        )}
      </div>
      <div className={styles.sample}>
        <table>
          <caption>The first rows of the file</caption>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col" data-used={used(columns, column) || undefined}>
                  {column}
                  {used(columns, column) && (
                    <span className={styles.as}>
                      {table.fields.find((field) => columns[field.value] === column)?.label}
                    </span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.sample.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the file's own order, which does not change
              <tr key={line}>
                {table.columns.map((column, index) => (
                  <td key={column} data-used={used(columns, column) || undefined}>
                    {row[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!error?.hasFields && <FormProblem error={error} />}
      <div className={styles.buttons}>
        <span className="dim">
          {missing.length > 0 &&
            `Still to choose: ${missing
              .map((field) => table.fields.find((one) => one.value === field)?.label ?? field)
              .join(', ')}`}
        </span>
        <Button onClick={onBack}>Back</Button>
        <Button type="submit" variant="filled" loading={pending} disabled={missing.length > 0}>
          {verb}
        </Button>
      </div>
    </form>
  );
}

function used(columns: Record<string, string>, column: string): boolean {
  return Object.values(columns).includes(column);
}
