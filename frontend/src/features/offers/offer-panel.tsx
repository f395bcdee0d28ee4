import { Loaded } from '../../components/loaded';
import { SidePanel } from '../../components/side-panel';
import { useOffer, useOfferOptions } from '../../lib/api/offers';
import type { desktop } from '../../wailsjs/go/models';
import { OfferDetail } from './offer-detail';
import { OfferForm } from './offer-form';

interface OfferPanelProps {
  id?: string;
  mode: 'add' | 'edit' | 'view';
  /** Of the offer to add: "link" or "code". */
  type?: string;
  /** The Offer URL to begin with. */
  url?: string;
  onEdit: () => void;
  onShow: (id: string) => void;
  onClose: () => void;
}

/** The side panel of an offer: adding, reading, editing. */
export function OfferPanel({ id, mode, type = 'link', url = '', onEdit, onShow, onClose }: OfferPanelProps) {
  if (mode === 'add' || !id) return <AddOffer type={type} url={url} onSaved={onShow} onClose={onClose} />;
  return <OneOffer id={id} editing={mode === 'edit'} onEdit={onEdit} onShow={onShow} onClose={onClose} />;
}

interface AddOfferProps {
  type: string;
  url: string;
  onSaved: (id: string) => void;
  onClose: () => void;
}

function AddOffer({ type, url, onSaved, onClose }: AddOfferProps) {
  const options = useOfferOptions();
  const title = type === 'code' ? 'Add Promo Code Offer' : 'Add Link Tracking Offer';
  if (options.data) {
    return (
      <OfferForm
        title={title}
        initial={{ ...emptyForm(options.data, type), offerUrl: type === 'code' ? '' : url }}
        options={options.data}
        onSaved={onSaved}
        onClose={onClose}
      />
    );
  }
  return (
    <SidePanel title={title} onClose={onClose}>
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
  return (
    <OfferDetail
      offer={offer.data}
      options={options.data}
      onEdit={onEdit}
      onShow={onShow}
      onClose={onClose}
    />
  );
}

function emptyForm(options: desktop.OfferOptions, type: string): desktop.OfferForm {
  return {
    id: '',
    type,
    name: '',
    description: '',
    conversionType: options.conversionTypes[0]?.value ?? '',
    payoutOption: options.payoutOptions[0]?.value ?? '',
    payoutPercent: '',
    payoutFlat: '',
    protocol: options.protocols[0]?.value ?? '',
    offerUrl: '',
    landingPage: '',
    fallbackUrl: '',
    endsOn: '',
    windowDays: '',
    deepDomains: [],
    codes: [],
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
