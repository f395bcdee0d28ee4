import { Autocomplete, Button, Menu, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';

import { BulkBar } from '../../components/bulk-bar';
import type { Selection } from '../../components/use-row-choice';
import { type MemberFilter, memberIds, useEditMembers, useExportMembers } from '../../lib/api/members';
import { chosenIds, nothing } from '../../lib/chosen';
import { notifyProblem } from '../../lib/toast';
import type { desktop } from '../../wailsjs/go/models';

interface MembersBulkProps {
  selection: Selection;
  total: number;
  query: MemberFilter;
  groups: string[];
  tags: string[];
}

type Changes = Omit<desktop.MemberEdit, 'ids'>;

const unchanged: Changes = { status: '', setGroup: false, group: '', addTags: [], removeTags: [] };

/** What can be done with the chosen members; each can be undone. */
export function MembersBulk({ selection, total, query, groups, tags }: MembersBulkProps) {
  const edit = useEditMembers();
  const save = useExportMembers();
  const [, go] = useLocation();
  const [asking, setAsking] = useState<'group' | 'add' | 'remove'>();
  const [text, setText] = useState('');
  const [words, setWords] = useState<string[]>([]);
  const withIds = (then: (ids: string[]) => void) =>
    chosenIds(selection.chosen, () => memberIds(query)).then(then, notifyProblem);
  const apply = (changes: Partial<Changes>) =>
    withIds((ids) => {
      setAsking(undefined);
      edit.mutate(
        { ...unchanged, ...changes, ids },
        { onSuccess: () => selection.onChange(nothing), onError: (error) => notifyProblem(error) },
      );
    });
  const ask = (what: 'group' | 'add' | 'remove') => {
    setText('');
    setWords([]);
    setAsking(what);
  };
  return (
    <BulkBar selection={selection} total={total} noun={['member', 'members']}>
      {asking === 'group' ? (
        <>
          <Autocomplete
            aria-label="Group for the chosen members"
            placeholder="Group"
            data={groups}
            value={text}
            onChange={setText}
          />
          <Button onClick={() => apply({ setGroup: true, group: text })}>
            {text.trim() ? `Move to ${text.trim()}` : 'Take out of their group'}
          </Button>
        </>
      ) : asking ? (
        <>
          <TagsInput
            aria-label="Tags for the chosen members"
            placeholder="Tags"
            data={tags}
            value={words}
            onChange={setWords}
          />
          <Button
            disabled={words.length === 0}
            onClick={() => apply(asking === 'add' ? { addTags: words } : { removeTags: words })}
          >
            {asking === 'add' ? 'Add tags' : 'Remove tags'}
          </Button>
        </>
      ) : (
        <>
          <Button onClick={() => ask('group')}>Group…</Button>
          <Button onClick={() => ask('add')}>Add tags…</Button>
          <Button onClick={() => ask('remove')}>Remove tags…</Button>
          <Menu>
            <Menu.Target>
              <Button loading={edit.isPending}>Status</Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => apply({ status: 'active' })}>Resume</Menu.Item>
              <Menu.Item onClick={() => apply({ status: 'paused' })}>Pause: no new links</Menu.Item>
              <Menu.Item onClick={() => apply({ status: 'archived' })}>Archive: out of the list</Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Button
            onClick={() =>
              withIds((ids) => {
                go('/links?generate=1');
                window.history.replaceState({ memberIds: ids }, ''); // too many for the address
              })
            }
          >
            Generate links
          </Button>
          <Button loading={save.isPending} onClick={() => withIds((ids) => save.mutate({ query, ids }))}>
            Export
          </Button>
        </>
      )}
      {asking && <Button onClick={() => setAsking(undefined)}>Back</Button>}
    </BulkBar>
  );
}
