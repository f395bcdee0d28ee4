package desktop

import (
	"context"
	"strconv"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// List lists all offers with what they brought.
func (o *Offers) List() ([]OfferRow, error) {
	return do(o.app, func(s *session) ([]OfferRow, error) {
		ctx := context.Background()
		offers, err := s.store.Offers(ctx)
		if err != nil {
			return nil, err
		}
		figures, err := s.figures(ctx)
		if err != nil {
			return nil, err
		}
		list := []OfferRow{}
		for _, offer := range offers {
			row, err := s.offerRow(ctx, offer, figures)
			if err != nil {
				return nil, err
			}
			list = append(list, row)
		}
		return list, nil
	})
}

// Get is one offer with its form and its postback URL.
func (o *Offers) Get(id string) (OfferDetail, error) {
	return do(o.app, func(s *session) (OfferDetail, error) {
		return s.offerDetail(context.Background(), affiliate.OfferID(id))
	})
}

func (s *session) offerRow(ctx context.Context, offer affiliate.Offer, f figures) (OfferRow, error) {
	total := f.of(offer.ID)
	row := OfferRow{ID: string(offer.ID), Name: offer.Name, Description: offer.Description, Status: offer.StatusOn(s.today()), Type: affiliate.OfferLink, EndsOn: offer.EndsOn, ConversionType: offer.ConversionType,
		Members: len(total.members), Links: total.links, Clicks: total.clicks, Conversions: total.conversions,
		Sales: viewMoney(money.New(total.sale, f.currency)), Synced: offer.Synced}
	if !offer.HasLinks() {
		row.Type = affiliate.OfferCode
	}
	rule, found, err := s.offerRule(ctx, offer)
	if found {
		row.Payout = rule.Words()
	}
	return row, err
}

func (s *session) offerDetail(ctx context.Context, id affiliate.OfferID) (OfferDetail, error) {
	offer, err := s.store.Offer(ctx, id)
	if err != nil {
		return OfferDetail{}, err
	}
	seen, err := s.store.VersionSeen(ctx, affiliate.NounRule, string(offer.RuleID)) // before the rule: no older value may go with a newer version
	if err != nil {
		return OfferDetail{}, err
	}
	figures, err := s.figures(ctx)
	if err != nil {
		return OfferDetail{}, err
	}
	row, err := s.offerRow(ctx, offer, figures)
	if err != nil {
		return OfferDetail{}, err
	}
	v := OfferDetail{Row: row, Destination: offer.Destination, Form: OfferForm{ID: string(offer.ID), Name: offer.Name, Description: offer.Description,
		ConversionType: offer.ConversionType, Protocol: offer.Protocol, OfferURL: offer.OfferURL, FallbackURL: offer.FallbackURL, UTMs: []Pair{}, Seen: seen}}
	for _, utm := range offer.UTMs {
		v.Form.UTMs = append(v.Form.UTMs, Pair{Label: utm.Name, Value: utm.Value})
	}
	v.Form.Type, v.Form.EndsOn, v.Form.LandingPage = row.Type, offer.EndsOn, offer.Landing
	if offer.WindowDays > 0 {
		v.Form.WindowDays = strconv.Itoa(offer.WindowDays)
	}
	v.Form.DeepDomains, v.Form.Codes = append([]string{}, offer.DeepDomains...), append([]string{}, offer.Codes...)
	v.PageHosts, v.Uses = offer.PageHosts(), append([]string{}, offer.Uses()...)
	v.Form.PassThrough = append([]string{}, offer.PassThrough...)
	rule, found, err := s.offerRule(ctx, offer)
	if err != nil {
		return v, err
	}
	if found {
		v.RuleVersion, v.RuleSince, v.Form.PayoutOption, v.Form.PayoutPercent = rule.Version, rule.ValidFrom, rule.Option, rule.Percent
		if paysFlat(rule.Option) {
			v.Form.PayoutFlat = money.New(rule.FlatMinor, money.Currency(rule.Currency)).Text()
		}
	}
	linkBase := ""
	if c := s.connection(); c != nil {
		linkBase = c.known.LinkBase
	}
	viewPostback(&v, offer, s.relayURL())
	v.Tag = tagOf(offer, linkBase, figures.currency)
	return v, nil
}

// relayURL is where postbacks go; empty without a relay.
func (s *session) relayURL() string {
	if c := s.connection(); c != nil {
		return c.line.RelayURL
	}
	return ""
}
