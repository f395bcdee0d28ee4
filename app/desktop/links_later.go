package desktop

import (
	"context"
	"encoding/json"
	"errors"

	"linkledger/internal/affiliate"
)

// linkAsks are links that wait for numbers, an offer and page each.
type linkAsks []linkAsk

// asksOf are wanted links as what to ask for.
func asksOf(wanted []wantedLink) (asks linkAsks) {
	for _, w := range wanted {
		last := len(asks) - 1
		if last < 0 || asks[last].Offers[0] != w.offer || asks[last].Page != w.page {
			asks = append(asks, linkAsk{Offers: []affiliate.OfferID{w.offer}, Page: w.page})
			last++
		}
		asks[last].Members = append(asks[last].Members, w.member)
	}
	return asks
}

func (a linkAsks) links() (n int) {
	for _, ask := range a {
		n += len(ask.Offers) * len(ask.Members)
	}
	return n
}

// noteLinksLater keeps what links are made once the relay gives numbers.
const noteLinksLater = "links_later"

func (s *session) linksLater(ctx context.Context) (asks linkAsks, err error) {
	text, err := s.store.Noted(ctx, noteLinksLater)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &asks)
	}
	return asks, err
}

// makeLater keeps links that are to be made at the next sync.
func (s *session) makeLater(ctx context.Context, more linkAsks) error {
	if len(more) == 0 {
		return nil
	}
	asks, err := s.linksLater(ctx)
	if err != nil {
		return err
	}
	return s.keepLater(ctx, append(asks, more...))
}

func (s *session) keepLater(ctx context.Context, asks linkAsks) error {
	if len(asks) == 0 {
		return s.store.DropNote(ctx, noteLinksLater)
	}
	text, err := json.Marshal(asks)
	if err != nil {
		return err
	}
	return s.store.Note(ctx, noteLinksLater, string(text))
}

// goOnWithLinks makes the links that waited for numbers, after a sync that
// worked. What of them is there meanwhile is not made again.
func (s *session) goOnWithLinks(ctx context.Context) error {
	if !s.making.TryLock() {
		return nil // by hand; the next sync looks again
	}
	defer s.making.Unlock()
	asks, err := s.linksLater(ctx)
	if err != nil || len(asks) == 0 {
		return err
	}
	made, left := 0, linkAsks(nil)
	var failed error
	for i, ask := range asks {
		got, err := s.makeLinks(ctx, ask, func(int, int) {})
		made += got.made
		if err != nil { // all of it again: what was made is found
			left, failed = asks[i:], err
			break
		}
		if len(got.short) > 0 {
			left = append(got.short, asks[i+1:]...)
			break
		}
	}
	if made > 0 {
		s.nudge(false)
		s.app.changed()
	}
	return errors.Join(failed, s.keepLater(context.WithoutCancel(ctx), left))
}
