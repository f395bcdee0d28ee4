package desktop

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// What the relay must know of offers and links to do its work while this
// computer is off. Nothing else of them leaves it unsealed.

// publishLink adds what the relay must know of a link; where it leads is its
// offer's, but for a page of its own.
func publishLink(b *batch, row relayapi.PublicLink) error {
	return b.publish("link", strconv.FormatInt(row.Number, 10), row)
}

// publicLink is what an edit of a link says of it in any case. What is absent
// stays as the relay has it, so that edits on two devices both stand.
func publicLink(link affiliate.Link) relayapi.PublicLink {
	return relayapi.PublicLink{Number: link.Number, Code: link.Code, OfferID: string(link.OfferID), MemberID: string(link.MemberID)}
}

func publicLinkStatus(status string) relayapi.PublicLinkStatus {
	if status == affiliate.Paused { // an archived one leads on
		return relayapi.PublicLinkStatusPaused
	}
	return relayapi.PublicLinkStatusActive
}

// publicOffer is all that the relay must know of an offer.
func (s *session) publicOffer(offer affiliate.Offer, currency money.Currency) (relayapi.PublicOffer, error) {
	rules, err := publicRules(offer.Postback)
	ends, tags := "", []string{}
	if at := offer.EndsAt(s.zone()); !at.IsZero() {
		ends = at.UTC().Format(time.RFC3339)
	}
	if offer.TagToken != "" {
		tags = append(tags, affiliate.HashToken(offer.TagToken))
	}
	return relayapi.PublicOffer{ID: string(offer.ID), Status: publicStatus(offer.Status), Destination: offer.Destination, FallbackURL: &offer.FallbackURL,
		PassThrough: append([]string{}, offer.PassThrough...), Preset: offer.Preset, Postback: rules, Currency: string(currency),
		Landing: &offer.Landing, LandingQuery: &offer.LandingQuery, EndsAt: &ends, Protocol: relayapi.PublicOfferProtocol(offer.Protocol),
		PostbackTokenHashes: tokenHashes(offer), TagTokenHashes: tags}, err
}

// tokenHashes are those of the postback tokens that the relay takes.
func tokenHashes(offer affiliate.Offer) []string {
	hashes := []string{}
	for _, token := range offer.Tokens() {
		hashes = append(hashes, affiliate.HashToken(token))
	}
	return hashes
}

func publicStatus(status string) relayapi.PublicOfferStatus {
	if status == affiliate.Active {
		return relayapi.PublicOfferStatusActive
	}
	return relayapi.PublicOfferStatusPaused
}

// publicRules is what the relay must know of an offer's postback rules.
func publicRules(r affiliate.PostbackRules) (*relayapi.PostbackRules, error) {
	key, err := hex.DecodeString(r.SigningKey)
	if err != nil {
		return nil, fmt.Errorf("the offer's signing key can't be read: %w", err)
	}
	public := &relayapi.PostbackRules{Amounts: relayapi.PostbackRulesAmounts(r.Amounts), Networks: r.Networks, SigningKey: key}
	for _, n := range r.Names {
		if public.Parameters == nil {
			public.Parameters = map[string]string{}
		}
		public.Parameters[string(n.Field)] = n.Name
	}
	if len(key) == 0 {
		public.SigningKey = nil
	}
	return public, nil
}

// publicRows are the relay's rows of everything there is here, for a relay
// that lost some.
func (s *session) publicRows(ctx context.Context) ([]relayapi.PublicOffer, []relayapi.PublicLink, error) {
	currency, err := s.currency(ctx)
	if err != nil {
		return nil, nil, err
	}
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return nil, nil, err
	}
	rows := make([]relayapi.PublicOffer, 0, len(offers))
	known := map[affiliate.OfferID]bool{}
	for _, offer := range offers {
		if offer.Destination != "" || !offer.HasLinks() { // not of an offer that another device half knows, say
			row, err := s.publicOffer(offer, currency)
			if err != nil {
				return nil, nil, err
			}
			rows = append(rows, row)
			known[offer.ID] = true
		}
	}
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, nil, err
	}
	values, err := s.publicValues(ctx)
	if err != nil {
		return nil, nil, err
	}
	public := make([]relayapi.PublicLink, 0, len(links))
	for _, link := range links {
		if known[link.OfferID] {
			public = append(public, values.row(link))
		}
	}
	return rows, public, nil
}
