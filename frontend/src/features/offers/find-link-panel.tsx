import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

import { Loaded } from '../../components/loaded';
import { SidePanel } from '../../components/side-panel';
import { useLinkSearch } from '../../lib/api/cj';
import type { desktop } from '../../wailsjs/go/models';
import { FoundLinks } from './found-links';
import { LandingPage } from './landing-page';

interface FindLinkPanelProps {
  onFound: (offerUrl: string) => void;
  onBack: () => void;
}

/** Looks for the CJ link that an offer promotes, by name: what an account manager is asked for otherwise. */
export function FindLinkPanel({ onFound, onBack }: FindLinkPanelProps) {
  const [keywords, setKeywords] = useState('');
  const [advertiserId, setAdvertiserId] = useState('');
  const [asked, setAsked] = useState<desktop.LinkSearchForm>();
  const [chosen, setChosen] = useState<desktop.CJLinkView>();
  const found = useLinkSearch(asked);
  const search = (page: number) =>
    setAsked({ keywords: keywords.trim(), advertiserId: advertiserId.trim(), page });

  if (chosen) {
    return (
      <SidePanel title={chosen.name} onClose={onBack}>
        <LandingPage link={chosen} onFound={onFound} onBack={() => setChosen(undefined)} />
      </SidePanel>
    );
  }
  return (
    <SidePanel title="Find a CJ link" onClose={onBack} footer={<Button onClick={onBack}>Back</Button>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(1);
        }}
      >
        <Stack gap={16}>
          <p className="dim">CJ’s links of the advertisers that your account has joined.</p>
          <TextInput
            label="Name"
            description="Words of the link’s name or description. Empty: all."
            data-autofocus
            value={keywords}
            onChange={(event) => setKeywords(event.currentTarget.value)}
          />
          <TextInput
            label="Advertiser"
            description="The CID of one advertiser. Empty: all that you have joined."
            inputMode="numeric"
            value={advertiserId}
            onChange={(event) => setAdvertiserId(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled" w="fit-content" loading={found.isFetching}>
            Search
          </Button>
        </Stack>
      </form>
      {asked && (
        <Loaded query={found} lines={4}>
          {(page) => (
            <>
              <FoundLinks page={page} onChoose={setChosen} />
              {page.pages > 1 && (
                <Group gap={8} mt={12}>
                  <Button disabled={page.page <= 1} onClick={() => search(page.page - 1)}>
                    Earlier
                  </Button>
                  <span className="dim num">
                    Page {page.page} of {page.pages}
                  </span>
                  <Button disabled={page.page >= page.pages} onClick={() => search(page.page + 1)}>
                    More
                  </Button>
                </Group>
              )}
            </>
          )}
        </Loaded>
      )}
    </SidePanel>
  );
}
