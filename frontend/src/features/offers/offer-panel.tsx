import { Loaded } from '../../components/loaded';
import { SidePanel } from '../../components/side-panel';
import { useOffer, useOfferOptions } from '../../lib/api/offers';
import type { desktop } from '../../wailsjs/go/models';
import { OfferDetail } from './offer-detail';
import { OfferForm } from './offer-form';

interface OfferPanelProps {
  id?: string;
  mode: 'add' | 'edit' | 'view';
  onEdit: () => void;
  onShow: (id: string) => void;
  onClose: () => void;
}

/** The side panel of an offer: adding, reading, editing. */
export function OfferPanel({ id, mode, onEdit, onShow, onClose }: OfferPanelProps) {
  if (mode === 'add' || !id) return <AddOffer onSaved={onShow} onClose={onClose} />;
  return <OneOffer id={id} editing={mode === 'edit'} onEdit={onEdit} onShow={onShow} onClose={onClose} />;
}

function AddOffer({ onSaved, onClose }: { onSaved: (id: string) => void; onClose: () => void }) {
  const options = useOfferOptions();
  if (options.data) {
    const title = 'Add Link Tracking Offer';
    return (
      <OfferForm
        title={title}
        initial={emptyForm(options.data)}
        options={options.data}
        onSaved={onSaved}
        onClose={onClose}
      />
    );
  }
  return (
    <SidePanel title="Add Link Tracking Offer" onClose={onClose}>
      <Loaded query={options}>{() => null}</Loaded>
    </SidePanel>
  );
}

interface OneOfferProps {
  id: string;
  editing: boolean;
  onEdit: () => void;
  onShow: (id: string) => void;
  onClose: () => void;
}

function OneOffer({ id, editing, onEdit, onShow, onClose }: OneOfferProps) {
  const offer = useOffer(id);
  const options = useOfferOptions();
  if (!offer.data || !options.data) {
    return (
      <SidePanel title="Offer" onClose={onClose}>
        {offer.data ? (
          <Loaded query={options}>{() => null}</Loaded>
        ) : (
          <Loaded query={offer}>{() => null}</Loaded>
        )}
      </SidePanel>
    );
  }
  if (editing) {
    return (
      <OfferForm
        title={`Edit ${offer.data.row.name}`}
        initial={offer.data.form}
        options={options.data}
        onSaved={onShow}
        onClose={() => onShow(id)}
      />
    );
  }
  return <OfferDetail offer={offer.data} options={options.data} onEdit={onEdit} onClose={onClose} />;
}

function emptyForm(options: desktop.OfferOptions): desktop.OfferForm {
  return {
    id: '',
    name: '',
    description: '',
    conversionType: options.conversionTypes[0]?.value ?? '',
    payoutOption: options.payoutOptions[0]?.value ?? '',
    payoutPercent: '',
    payoutFlat: '',
    protocol: options.protocols[0]?.value ?? '',
    offerUrl: '',
    fallbackUrl: '',
    utms: [
      { label: 'utm_source', value: '' },
      { label: 'utm_medium', value: '' },
      { label: 'utm_campaign', value: '' },
    ],
    passThrough: [],
    preset: options.postbackPresets[0]?.name ?? '',
    postbackNames: [],
    postbackAmounts: '',
    postbackSigned: false,
    postbackNetworks: [],
    seen: '',
  };
}
