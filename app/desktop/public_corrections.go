package desktop

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// notePublic keeps what this device's edits made public, from before others'
// edits are folded until what differs then has gone to the relay.
const notePublic = "public_before"

// publicCorrections implement ingest.Corrections for what one edit publishes of
// several facts: an offer's postback tokens, and the values of member variables.
type publicCorrections struct{ *session }

// publicFacts are the hashes of each offer's tokens and the values of each link
// that publishes some, by number.
type publicFacts struct {
	Tokens map[affiliate.OfferID][]string `json:"tokens"`
	Values map[int64]map[string]string    `json:"values,omitempty"`

	links []affiliate.Link
	of    publicValues
}

func (c publicCorrections) waits(ctx context.Context) (bool, error) {
	return c.store.Unfolded(ctx, affiliate.NounOffer, affiliate.NounMember, affiliate.NounGroup, affiliate.NounLink)
}

// Expect implements ingest.Corrections.
func (c publicCorrections) Expect(ctx context.Context) error {
	if kept, err := c.store.Noted(ctx, notePublic); err != nil || kept != "" {
		return err // a sync before this one did not get to its end
	}
	if waits, err := c.waits(ctx); err != nil || !waits {
		return err
	}
	now, err := c.facts(ctx, nil)
	if err != nil {
		return err
	}
	text, err := json.Marshal(now)
	if err != nil {
		return err
	}
	return c.store.Note(ctx, notePublic, string(text))
}

// Due implements ingest.Corrections.
func (c publicCorrections) Due(ctx context.Context) (bool, error) {
	kept, err := c.store.Noted(ctx, notePublic)
	if err != nil || kept == "" {
		return false, err
	}
	waits, err := c.waits(ctx)
	return !waits, err
}

// Given implements ingest.Corrections.
func (c publicCorrections) Given(ctx context.Context) error {
	return c.store.DropNote(ctx, notePublic)
}

// Rows implements ingest.Corrections.
func (c publicCorrections) Rows(ctx context.Context) (offers []relayapi.PublicOffer, links []relayapi.PublicLink, err error) {
	text, err := c.store.Noted(ctx, notePublic)
	if err != nil {
		return nil, nil, err
	}
	var before publicFacts
	if err := json.Unmarshal([]byte(text), &before); err != nil {
		return nil, nil, err
	}
	now, err := c.facts(ctx, before.Values)
	if err != nil {
		return nil, nil, err
	}
	// An edit that the relay refused still shows: what it touches is left.
	for _, id := range slices.Sorted(maps.Keys(now.Tokens)) {
		if had, known := before.Tokens[id]; known && now.of.offers[id].Synced && !slices.Equal(had, now.Tokens[id]) {
			offers = append(offers, relayapi.PublicOffer{ID: string(id), PostbackTokenHashes: now.Tokens[id]})
		}
	}
	for _, link := range now.links {
		if !link.Synced || !now.of.offers[link.OfferID].Synced || !now.of.members[link.MemberID].Synced {
			continue
		}
		if values := now.Values[link.Number]; !maps.Equal(before.Values[link.Number], values) {
			row := publicLink(link)
			if row.Values = values; values == nil {
				row.Values = map[string]string{} // takes them back
			}
			links = append(links, row)
		}
	}
	return offers, links, nil
}

// facts are what is public by what stands here. Links are looked at where an
// offer publishes values, or did.
func (c publicCorrections) facts(ctx context.Context, had map[int64]map[string]string) (publicFacts, error) {
	now := publicFacts{Tokens: map[affiliate.OfferID][]string{}, Values: map[int64]map[string]string{}}
	public, err := c.publicValues(ctx)
	if err != nil {
		return now, err
	}
	now.of = public
	for id, offer := range public.offers {
		now.Tokens[id] = tokenHashes(offer)
	}
	if len(had) == 0 && !public.uses() {
		return now, nil
	}
	if now.links, err = c.store.Links(ctx); err != nil {
		return now, err
	}
	for _, link := range now.links {
		if values := public.of(link); values != nil {
			now.Values[link.Number] = values
		}
	}
	return now, nil
}
