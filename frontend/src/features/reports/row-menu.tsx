import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useLocation } from 'wouter';

import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { brokenDown, conversionsBehind, narrowed } from './drill';
import { labelText } from './label-text';
import type { OpenQuestion } from './use-question';

interface RowMenuProps {
  row: desktop.ReportRow;
  open: OpenQuestion;
  choices: desktop.ReportChoices;
  answer: desktop.ReportAnswer;
  currency: string;
}

/** What managers break a row down by most. */
const common = ['member', 'offer', 'link', 'month', 'day', 'country', 'coupon', 'status'];

/** What can be done with a row: keep only it, leave it out, look at it in another way. */
export function RowMenu({ row, open, choices, answer, currency }: RowMenuProps) {
  const [, go] = useLocation();
  const { question } = open;
  const format = useFormat();
  const name = row.labels.map((label, at) => labelText(format, answer.by[at]?.id, label)).join(', ');
  const only = narrowed(question, row.labels);
  const ways = choices.dimensions.filter(({ id }) => common.includes(id) && !question.rows.includes(id));
  return (
    // The row itself opens the next level; the menu is not that.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps clicks and keys from the row
    <span onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={`More about ${name}`}>
            <IconDots size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => open.replace(only)}>Only {name}</Menu.Item>
          {question.rows.length === 1 && (
            <Menu.Item onClick={() => open.replace(narrowed(question, row.labels, true))}>
              Without {name}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => go(conversionsBehind(question, row.labels, answer.period, currency))}>
            Conversions behind it
          </Menu.Item>
          <Menu.Label>Break it down by</Menu.Label>
          {ways.map(({ id, label }) => (
            <Menu.Item key={id} onClick={() => open.replace(brokenDown(only, id))}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
