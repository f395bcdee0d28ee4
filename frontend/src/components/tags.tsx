import { Badge } from '@mantine/core';

import styles from './tags.module.css';

/** Words that somebody gave a thing to find it by. */
export function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <span className={styles.tags}>
      {tags.map((tag) => (
        <Badge key={tag} variant="default" size="sm" radius="sm" tt="none" fw={400}>
          {tag}
        </Badge>
      ))}
    </span>
  );
}
