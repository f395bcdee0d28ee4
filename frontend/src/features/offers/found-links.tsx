import { UnstyledButton } from '@mantine/core';

import { Section } from '../../components/section';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './found-links.module.css';

interface FoundLinksProps {
  page: desktop.LinkSearchPage;
  onChoose: (link: desktop.CJLinkView) => void;
}

/** What CJ's Link Search found, to choose from. */
export function FoundLinks({ page, onChoose }: FoundLinksProps) {
  const { count, day } = useFormat();
  if (page.links.length === 0) {
    return <p className="dim">CJ found no such link. Try fewer words, or none.</p>;
  }
  return (
    <Section title={page.total === 1 ? '1 link' : `${count(page.total)} links`}>
      <ul className={styles.links}>
        {page.links.map((link) => (
          <li key={link.aid}>
            <UnstyledButton className={styles.link} onClick={() => onChoose(link)}>
              <strong>{link.name}</strong>
              <span>
                {link.advertiserName} · {link.type} · <span className="mono">AID {link.aid}</span>
              </span>
              <span>
                {link.deepLinks ? 'May lead to any page of the shop' : 'Leads to its own page only'}
                {link.commission && ` · ${link.commission}`}
                {link.ends && ` · ends ${day(link.ends)}`}
              </span>
              {link.description && <span>{link.description}</span>}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Section>
  );
}
