package desktop

import (
	"cmp"
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
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
	preset := presetOf(o)
	v.Form.Preset = preset.Name
	v.PostbackURL = postbackURL(relayURL, o.PostbackToken, preset, o)
	v.EarlierPostbacks = []EarlierPostback{}
	for _, earlier := range o.PostbackTokens {
		v.EarlierPostbacks = append(v.EarlierPostbacks, EarlierPostback{URL: postbackURL(relayURL, earlier.Token, preset, o), Until: earlier.Until})
	}
	v.PostbackMessage = postbackMessage(v.PostbackURL, preset, o)
}

// presetOf is how the offer's network writes its postbacks.
func presetOf(o affiliate.Offer) affiliate.PostbackPreset {
	preset, known := affiliate.PostbackPresetNamed(o.Preset)
	if !known {
		preset, _ = affiliate.PostbackPresetNamed(affiliate.PresetCJ)
	}
	return preset
}

// postbackURL is what a network calls; empty without a relay.
func postbackURL(relayURL, token string, preset affiliate.PostbackPreset, o affiliate.Offer) string {
	if relayURL == "" || token == "" {
		return ""
	}
	query, own := preset.Query(o.Postback.OwnNames()), o.Postback.OwnNames()
	if o.Protocol == affiliate.ProtocolPartnerID { // the member and the order in place of the click
		for _, needed := range []affiliate.PostbackField{affiliate.PostbackMemberID, affiliate.PostbackOrderID} {
			if name := cmp.Or(own[needed], string(needed)); preset.Macros[needed] == "" {
				query += "&" + name + "={" + string(needed) + "}"
			}
		}
	}
	return relayURL + "/postback/" + token + "?" + query
}

// postbackMessage is a mail to whoever sets the postback up at the network.
func postbackMessage(url string, preset affiliate.PostbackPreset, o affiliate.Offer) string {
	if url == "" {
		return ""
	}
	who, id := "account manager", "the click id that our links hand over as the sub id"
	if preset.Name == affiliate.PresetCJ {
		id = "the SID (shopper ID) of the click, as our links carry it"
	}
	lines := []string{
		"Hello,", "",
		"please set up a server-to-server postback for our publisher account at " + preset.Label + ", for " + o.Name + ". Our " + preset.Label + " " + who + " places it.", "",
		"Please call this URL once for each sale:", "", url, "",
		"Please fill in:",
	}
	names := o.Postback.OwnNames()
	for _, field := range affiliate.PostbackFields() {
		macro := preset.Macros[field]
		if macro == "" {
			continue
		}
		name := names[field]
		if name == "" {
			name = preset.Names[field][0]
		}
		what := map[affiliate.PostbackField]string{affiliate.PostbackClickID: id, affiliate.PostbackSale: "the sale amount, without tax and shipping",
			affiliate.PostbackPayout: "the commission that we are paid", affiliate.PostbackOrderID: "the order number", affiliate.PostbackCurrency: "the currency code",
			affiliate.PostbackNetworkID: "your own id of the transaction", affiliate.PostbackStatus: "the status of the transaction"}[field]
		lines = append(lines, "- "+name+": "+what)
	}
	return strings.Join(append(lines, "", "The answer is HTTP 200 once it is stored. Please send it again otherwise.", "", "Thank you."), "\n")
}

// tagOf is what the shop puts into its pages for the script and the pixel; nil
// for offers that use neither.
func tagOf(o affiliate.Offer, linkBase string, currency money.Currency) *OfferTag {
	if linkBase == "" || o.TagToken == "" || o.Protocol != affiliate.ProtocolScript && o.Protocol != affiliate.ProtocolPixel {
		return nil
	}
	days := o.WindowDays
	if days == 0 {
		days = 30
	}
	amount := money.New(1250, currency).Text()
	tag := &OfferTag{
		Script: fmt.Sprintf(`<script async src="%s/tag/%s.js" data-days="%d"></script>`, linkBase, o.TagToken, days),
		Sale:   fmt.Sprintf(`<script>linkledger('sale', {order_id: 'ORDER NUMBER', amount: '%s', currency: '%s'})</script>`, amount, currency),
	}
	if o.Protocol == affiliate.ProtocolPixel {
		tag.Pixel = fmt.Sprintf(`<img src="%s/pixel/%s?click_id=CLICK ID&order_id=ORDER NUMBER&amount=%s&currency=%s" width="1" height="1" alt="">`, linkBase, o.TagToken, amount, currency)
	}
	return tag
}
