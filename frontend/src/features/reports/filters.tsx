import { Button } from '@mantine/core';
import { useState } from 'react';

import type { desktop } from '../../wailsjs/go/models';
import { DimensionPicker } from './dimension-picker';
import { FilterChip } from './filter-chip';
import styles from './reports.module.css';
import type { OpenQuestion } from './use-question';

interface FiltersProps {
  open: OpenQuestion;
  choices: desktop.ReportChoices;
}

/** What the answer is narrowed to, as chips. */
export function Filters({ open: { question, change }, choices }: FiltersProps) {
  // A filter that has no value yet, or none any more, is no part of the question.
  const [drafted, setDrafted] = useState<string>();
  const { where } = question;
  const drafts = drafted && !where.some(({ dimension }) => dimension === drafted) ? [drafted] : [];
  const shown = [...where, ...drafts.map((dimension) => ({ dimension, values: [], not: false }))];
  const set = (at: number, filter: desktop.ReportFilter | undefined) => {
    const next = shown.flatMap((one, i) => (i === at ? (filter ? [filter] : []) : [one]));
    setDrafted(filter?.dimension);
    change({ where: next.filter(({ values }) => values.length > 0) }, filter !== undefined);
  };
  return (
    <div className={styles.line}>
      <span className={styles.word}>Only</span>
      {shown.map((filter, at) => {
        const dimension = choices.dimensions.find(({ id }) => id === filter.dimension);
        return dimension ? (
          <FilterChip
            key={`${filter.dimension} ${shown.slice(0, at).filter((one) => one.dimension === filter.dimension).length}`}
            dimension={dimension}
            filter={filter}
            openAtFirst={filter.dimension === drafted}
            onChange={(next) => set(at, next)}
          />
        ) : null;
      })}
      <DimensionPicker
        key={shown.length} // empty again once one was added
        label="Add a filter"
        placeholder={where.length === 0 ? 'All; add a filter' : 'And …'}
        choices={choices}
        without={where.map(({ dimension }) => dimension)}
        onChange={(dimension) => setDrafted(dimension || undefined)}
      />
      {where.length > 1 && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            setDrafted(undefined);
            change({ where: [] });
          }}
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}
