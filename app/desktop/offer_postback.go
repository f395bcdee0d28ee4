package desktop

import (
	"strings"

	"linkledger/internal/affiliate"
)

// postbackOptions are the networks whose postbacks the relay can read, and the
// fields that an offer may rename.
func postbackOptions() (presets []PostbackPreset, fields []Choice) {
	for _, p := range affiliate.PostbackPresets() {
		v := PostbackPreset{Name: p.Name, Label: p.Label, Corrections: p.Corrections, Minor: p.Minor, Names: []Pair{}}
		for _, field := range affiliate.PostbackFields() {
			v.Names = append(v.Names, Pair{Label: string(field), Value: strings.Join(p.Parameters(field), ", ")})
		}
		presets = append(presets, v)
	}
	for _, c := range []Choice{
		{string(affiliate.PostbackClickID), "Transaction ID", "The click id that the network hands back."},
		{string(affiliate.PostbackSale), "Sale amount", "What the shopper paid."},
		{string(affiliate.PostbackPayout), "Payout", "What the network pays you."},
		{string(affiliate.PostbackOrderID), "Order ID", "The shop's. It tells several sales of one click apart."},
		{string(affiliate.PostbackNetworkID), "Network's ID", "The network's own id of the row."},
		{string(affiliate.PostbackCurrency), "Currency", "Where it isn't your account's."},
		{string(affiliate.PostbackStatus), "Status", "In the network's words."},
		{string(affiliate.PostbackKind), "Kind", "Sale, correction, reversal or restatement."},
		{string(affiliate.PostbackPromoCode), "Promo code", "For sales without a click."},
		{string(affiliate.PostbackMemberID), "Partner ID", "The member's id, for sales without a click where the offer is tracked by it."},
	} {
		fields = append(fields, c)
	}
	return presets, fields
}

// postbackOf reads the form. A signing key is made by saveOffer, and kept.
func postbackOf(form OfferForm) (preset string, r affiliate.PostbackRules) {
	for _, n := range form.PostbackNames {
		if field, name := clean(n.Label), clean(n.Value); name != "" {
			r.Names = append(r.Names, affiliate.PostbackName{Field: affiliate.PostbackField(field), Name: name})
		}
	}
	r.Amounts = clean(form.PostbackAmounts)
	for _, text := range form.PostbackNetworks {
		if network := clean(text); network != "" {
			r.Networks = append(r.Networks, network)
		}
	}
	if preset = clean(form.Preset); preset == "" {
		preset = affiliate.PresetCJ
	}
	return preset, r
}

// signed gives rules the key that they had, or a new one, or none.
func (s *session) signed(r affiliate.PostbackRules, had string, wanted bool) (affiliate.PostbackRules, error) {
	if !wanted {
		return r, nil
	}
	if r.SigningKey = had; had != "" {
		return r, nil
	}
	key, err := affiliate.NewPostbackKey(s.app.random)
	r.SigningKey = key
	return r, err
}

// viewPostback fills the form's postback fields, and the URL for the network.
func viewPostback(v *OfferDetail, o affiliate.Offer, relayURL string) {
	v.Form.Preset, v.Form.PostbackAmounts, v.Form.PostbackSigned = o.Preset, o.Postback.Amounts, o.Postback.SigningKey != ""
	v.Form.PostbackNames, v.Form.PostbackNetworks = []Pair{}, append([]string{}, o.Postback.Networks...)
	for _, n := range o.Postback.Names {
		v.Form.PostbackNames = append(v.Form.PostbackNames, Pair{Label: string(n.Field), Value: n.Name})
	}
	v.PostbackKey = o.Postback.SigningKey
	preset, known := affiliate.PostbackPresetNamed(o.Preset)
	if !known {
		preset, _ = affiliate.PostbackPresetNamed(affiliate.PresetCJ)
		v.Form.Preset = preset.Name
	}
	if relayURL != "" {
		v.PostbackURL = relayURL + "/postback/" + o.PostbackToken + "?" + preset.Query(o.Postback.OwnNames())
	}
}
