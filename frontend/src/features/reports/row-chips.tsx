import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { Fragment } from 'react';

import type { desktop } from '../../wailsjs/go/models';
import { DimensionPicker } from './dimension-picker';
import { brokenDown } from './drill';
import type { OpenQuestion } from './use-question';

interface RowChipsProps {
  open: OpenQuestion;
  choices: desktop.ReportChoices;
}

/** The dimensions of the rows, in order: each can be another one, taken out or moved, and one put behind. */
export function RowChips({ open: { question, change, replace }, choices }: RowChipsProps) {
  const { rows, columns } = question;
  const label = (id = '') => choices.dimensions.find((one) => one.id === id)?.label ?? id;
  const set = (at: number, id: string) => {
    const next = rows.map((row, i) => (i === at ? id : row)).filter(Boolean);
    if (next.length === 1) replace(brokenDown(question, next[0] ?? ''));
    else change({ rows: next });
  };
  const swap = (at: number) =>
    change({ rows: rows.map((row, i) => rows[i === at ? at - 1 : i === at - 1 ? at : i] ?? row) });
  return (
    <>
      {rows.map((id, at) => (
        <Fragment key={id}>
          {at > 0 && (
            <Tooltip label={`${label(id)} before ${label(rows[at - 1])}`}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                aria-label={`Put ${label(id)} before ${label(rows[at - 1])}`}
                onClick={() => swap(at)}
              >
                <IconArrowsLeftRight size={14} />
              </ActionIcon>
            </Tooltip>
          )}
          <DimensionPicker
            label={at === 0 ? 'Rows' : `Rows, level ${at + 1}`}
            placeholder=""
            choices={choices}
            without={[...rows.filter((row) => row !== id), columns]}
            value={id}
            clearable={rows.length > 1}
            onChange={(next) => set(at, next)}
          />
        </Fragment>
      ))}
      {rows.length < choices.maxBy && (
        <DimensionPicker
          key={rows.length} // empty again once one was added
          label="Add to rows"
          placeholder="and by …"
          choices={choices}
          without={[...rows, columns]}
          onChange={(id) => id && change({ rows: [...rows, id] })}
        />
      )}
    </>
  );
}
