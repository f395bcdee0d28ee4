import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';

import { Keys } from '../components/keys';
import { type Found, useSearch } from '../lib/api/search';
import { useWorkspace } from '../lib/api/workspace';
import { matches } from '../lib/matches';
import { useRecent } from '../lib/recent';
import styles from './palette.module.css';
import { type ScreenAction, screenActions } from './screen-actions';
import type { Commands } from './use-commands';

/** Goes anywhere and does anything by a few letters of its name; what was done last stands first. */
export function Palette({ commands }: { commands: Commands }) {
  const [, go] = useLocation();
  const [query, setQuery] = useState('');
  const [actions, setActions] = useState<ScreenAction[]>([]);
  const [recent, remember] = useRecent(useWorkspace().data?.profile.id ?? '');
  const found = useSearch(query);

  const asked = query.trim() !== '';
  const known = commands.commands.filter(({ list, id }) => !list && id !== 'palette');
  const here = actions.filter(({ label }) => matches(query, label));
  const elsewhere = ({ label }: { label: string }) =>
    !here.some((action) => action.label.toLowerCase() === label.toLowerCase());
  const byName = known.filter(({ label, words: more }) => matches(query, label, more)).filter(elsewhere);
  const last = asked
    ? []
    : recent.filter(({ id, to }) => to || known.some((c) => c.id === id)).filter(elsewhere);

  const run = (id: string, label: string) => {
    remember({ id, label, to: '' });
    commands.run(id);
  };
  const open = ({ id, label, to }: Pick<Found, 'id' | 'label' | 'to'>) => {
    remember({ id, label, to });
    go(to);
  };
  const results = asked ? found : [];
  const nothing = last.length + here.length + results.length + byName.length === 0;
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      onSpotlightOpen={() => setActions(screenActions())}
      maxHeight={440}
      scrollable
      classNames={{ content: styles.content }}
    >
      <Spotlight.Search
        aria-label="Search or run a command"
        placeholder="Search members, offers and links, or run a command"
        leftSection={<IconSearch size={16} />}
      />
      <Spotlight.ActionsList>
        {last.length > 0 && (
          <Spotlight.ActionsGroup label="Last used" role="group" aria-label="Last used">
            {last.map((one) => (
              <Spotlight.Action
                key={one.id}
                label={one.label}
                onClick={() => (one.to ? open(one) : run(one.id, one.label))}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {results.length > 0 && (
          <Spotlight.ActionsGroup label="Found" role="group" aria-label="Found">
            {results.map((one) => (
              <Spotlight.Action
                key={one.id}
                label={one.label}
                description={[one.kind, one.detail].filter(Boolean).join(' · ')}
                onClick={() => open(one)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {here.length > 0 && (
          <Spotlight.ActionsGroup label="On this screen" role="group" aria-label="On this screen">
            {here.map(({ label, click }) => (
              <Spotlight.Action key={label} label={label} onClick={click} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {byName.length > 0 && (
          <Spotlight.ActionsGroup label="Commands" role="group" aria-label="Commands">
            {byName.map(({ id, label, keys, menu }) => (
              <Spotlight.Action
                key={id}
                label={menu === 'Go' ? `Go to ${label}` : label}
                rightSection={<Keys keys={keys} mac={commands.mac} />}
                onClick={() => run(id, menu === 'Go' ? `Go to ${label}` : label)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {nothing && (
          <Spotlight.Empty>Nothing is called that. Try a member, an offer or a screen.</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
