package relay

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync/atomic"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// offer is an offer as it is now. Its links point at it, so that one change
// holds for all of them at once, and no redirect waits for it.
type offer struct {
	workspace *workspace
	id        string
	current   atomic.Pointer[offerNow]
}

// offerNow is an offer with its URLs made ready for the redirect.
type offerNow struct {
	relayapi.PublicOffer
	redirect affiliate.Redirect
	fallback *affiliate.Redirect // nil for the plain page
	ends     time.Time           // zero for never
}

// endedAt reports whether the offer's end was before or at a time.
func (o *offerNow) endedAt(at time.Time) bool { return !o.ends.IsZero() && !at.Before(o.ends) }

// now is the offer as it was committed last. It is never changed in place.
func (o *offer) now() *offerNow { return o.current.Load() }

// set puts what was committed. URLs were checked when they were written; to one
// that may not be written any more, such as to a host that the operator took
// off the list, no link leads. The error says which and why.
func (o *offer) set(p relayapi.PublicOffer, urls affiliate.URLPolicy) error {
	now := &offerNow{PublicOffer: p}
	var err error
	if p.Destination == "" { // of promo codes alone: no link of it leads anywhere
		now.Status = relayapi.PublicOfferStatusPaused
	} else if err = urls.CheckURL(p.Destination); err == nil {
		now.redirect, err = redirectOf(p)
	}
	if err != nil {
		now.Status = relayapi.PublicOfferStatusPaused
		err = fmt.Errorf("its destination can't be used: %w", err)
	}
	if p.FallbackURL != nil && *p.FallbackURL != "" {
		wrong := urls.CheckURL(*p.FallbackURL)
		if fallback, unread := affiliate.NewRedirect(*p.FallbackURL, "", "", nil); wrong == nil && unread == nil {
			now.fallback = &fallback
		} else {
			err = errors.Join(err, fmt.Errorf("its fallback URL can't be used: %w", errors.Join(wrong, unread)))
		}
	}
	if ends := relayapi.Text(p.EndsAt); ends != "" {
		now.ends, _ = time.Parse(time.RFC3339, ends) // it was checked when it was written
	}
	o.current.Store(now)
	return err
}

// redirectOf is where the links of an offer lead.
func redirectOf(p relayapi.PublicOffer) (affiliate.Redirect, error) {
	r, err := affiliate.NewRedirect(p.Destination, relayapi.Text(p.Landing), relayapi.Text(p.LandingQuery), p.PassThrough)
	if err == nil && r.HasLanding() && relayapi.Text(p.Landing) == "" {
		err = errors.New("it says {landing_page}, and there is no landing page")
	}
	return r, err
}

// offerChanges are the offers of one push beside those of the store, merged in
// its transaction.
type offerChanges struct {
	tx        Tx
	workspace string
	merged    []relayapi.PublicOffer
	known     map[string]bool
}

// apply merges a change into the offer that the store has, and puts it.
func (c *offerChanges) apply(change relayapi.PublicOffer) error {
	had, err := c.tx.Offer(c.workspace, change.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	if errors.Is(err, ErrNotFound) {
		if missing := missingOfNew(change); len(missing) > 0 {
			return invalid(fmt.Sprintf("Offer %s is new to the relay and comes without its %s.", change.ID, strings.Join(missing, ", ")),
				"Nothing was stored. Send the whole offer.")
		}
	}
	merged := mergeOffer(had, change)
	if _, err := redirectOf(merged); err != nil {
		return invalid(fmt.Sprintf("The destination of offer %s can't be used: %s.", change.ID, err), "Nothing was stored. Correct the offer.")
	}
	err = c.tx.PutOffer(c.workspace, merged)
	if errors.Is(err, ErrTaken) {
		return invalid(fmt.Sprintf("A token of offer %s belongs to another offer, or is used for two things.", change.ID), "Make a new token.")
	}
	if err != nil {
		return err
	}
	c.merged, c.known[change.ID] = append(c.merged, merged), true
	return nil
}

// has reports whether an offer came in this push or is in the store.
func (c *offerChanges) has(id string) (bool, error) {
	if c.known[id] {
		return true, nil
	}
	_, err := c.tx.Offer(c.workspace, id)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	c.known[id] = err == nil
	return err == nil, err
}

// missingOfNew names what an offer must have from the start.
func missingOfNew(o relayapi.PublicOffer) (names []string) {
	for _, field := range []struct {
		name    string
		present bool
	}{
		{"status", o.Status != ""}, {"preset", o.Preset != ""},
		{"currency", o.Currency != ""}, {"postback token hashes", o.PostbackTokenHashes != nil},
	} {
		if !field.present {
			names = append(names, field.name)
		}
	}
	return names
}

// mergeOffer lays the fields that are present in change over an offer, so that
// two devices' edits of different fields both stand.
func mergeOffer(had, change relayapi.PublicOffer) relayapi.PublicOffer {
	had.ID = change.ID
	if change.Status != "" {
		had.Status = change.Status
	}
	if change.Destination != "" {
		had.Destination = change.Destination
	}
	for _, text := range []struct{ had, change **string }{
		{&had.FallbackURL, &change.FallbackURL}, {&had.Landing, &change.Landing}, {&had.LandingQuery, &change.LandingQuery}, {&had.EndsAt, &change.EndsAt},
	} {
		if *text.change != nil {
			*text.had = *text.change
		}
	}
	if change.Protocol != "" {
		had.Protocol = change.Protocol
	}
	if change.PassThrough != nil {
		had.PassThrough = change.PassThrough
	}
	if change.Preset != "" {
		had.Preset = change.Preset
	}
	if change.Postback != nil {
		had.Postback = change.Postback
		if reflect.ValueOf(*change.Postback).IsZero() {
			had.Postback = nil
		}
	}
	if change.Currency != "" {
		had.Currency = change.Currency
	}
	if change.PostbackTokenHashes != nil {
		had.PostbackTokenHashes = change.PostbackTokenHashes
	}
	if change.TagTokenHashes != nil {
		had.TagTokenHashes = change.TagTokenHashes
	}
	return had
}
