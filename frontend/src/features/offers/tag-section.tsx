import { CopyField } from '../../components/copy-field';
import { Section } from '../../components/section';
import type { desktop } from '../../wailsjs/go/models';

/** What the shop puts into its pages, for offers that the shopper's browser reports. */
export function TagSection({ tag }: { tag: desktop.OfferTag }) {
  return (
    <Section title="For the shop’s pages">
      <p className="dim">On every page: it remembers which click brought the shopper.</p>
      <CopyField text={tag.script} label="Script for every page" copyLabel="Copy" />
      <p className="dim">On the page that thanks for the order, with the shop’s own values:</p>
      <CopyField text={tag.sale} label="Script for the order page" copyLabel="Copy" />
      {tag.pixel && (
        <>
          <p className="dim">Or, where scripts are not allowed, an image on the order page:</p>
          <CopyField text={tag.pixel} label="Image for the order page" copyLabel="Copy" />
        </>
      )}
      <p className="dim">
        What a browser reports is never paid by itself: it needs a statement that backs it.
      </p>
    </Section>
  );
}
