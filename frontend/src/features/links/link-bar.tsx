import { Button } from '@mantine/core';

import { BulkBar } from '../../components/bulk-bar';
import type { Selection } from '../../components/data-table';
import { type LinkList, linkIds, useCopyLinks, useSetLinkStatus } from '../../lib/api/links';
import { chosenIds, nothing } from '../../lib/chosen';
import { notifyProblem } from '../../lib/toast';

interface LinkBarProps {
  total: number;
  list: LinkList;
  selection: Selection;
  onHandOut: (ids: string[]) => void;
}

/** What can be done with the chosen links, all at once. */
export function LinkBar({ total, list, selection, onHandOut }: LinkBarProps) {
  const setStatus = useSetLinkStatus();
  const copy = useCopyLinks();
  const { chosen, onChange } = selection;
  const withIds = (act: (ids: string[]) => void) =>
    void chosenIds(chosen, () => linkIds(list)).then(act, notifyProblem);
  const change = (status: string) =>
    withIds((ids) => setStatus.mutate({ ids, status }, { onSuccess: () => onChange(nothing) }));
  return (
    <BulkBar selection={selection} total={total} noun={['link', 'links']}>
      <Button variant="filled" onClick={() => withIds(onHandOut)}>
        Hand out…
      </Button>
      <Button loading={copy.isPending} onClick={() => withIds((found) => copy.mutate(found))}>
        Copy as a list
      </Button>
      <Button loading={setStatus.isPending} onClick={() => change('paused')}>
        Pause
      </Button>
      <Button loading={setStatus.isPending} onClick={() => change('active')}>
        Resume
      </Button>
      <Button loading={setStatus.isPending} onClick={() => change('archived')}>
        Archive
      </Button>
    </BulkBar>
  );
}
