package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// push sends the outbox, a batch a request, in its order. A refused claim
// takes its batch out of the outbox and does not stop the others.
func (s *Syncer) push(ctx context.Context, epoch string) error {
	var refusals error
	for {
		batch, found, err := s.Store.NextBatch(ctx)
		if err != nil || !found {
			return errors.Join(refusals, err)
		}
		push, err := s.seal(batch, epoch)
		if err != nil {
			return err
		}
		result, err := s.Relay.Push(ctx, push)
		var problem relayapi.Problem
		switch {
		case errors.As(err, &problem) && problem.Code == relayapi.CodeClaimRefused:
			if err := s.Store.Withdraw(ctx, batch.ID); err != nil {
				return err
			}
			refusals = errors.Join(refusals, &Refused{Batch: batch.ID, Problem: problem})
			continue
		case err != nil:
			return err
		}
		places := make(map[string]int64, len(result.Entries))
		for _, placed := range result.Entries {
			places[placed.ID] = placed.Seq
		}
		if len(places) < len(push.Entries) {
			return fmt.Errorf("%w: it took %d of %d entries", relayapi.ErrUnreachable, len(places), len(push.Entries))
		}
		if err := s.Store.Pushed(ctx, places); err != nil {
			return err
		}
	}
}

func (s *Syncer) seal(batch affiliate.Batch, epoch string) (relayapi.Push, error) {
	push := relayapi.Push{Epoch: epoch, Entries: make([]relayapi.NewEntry, 0, len(batch.Entries))}
	for _, e := range batch.Entries {
		entry := relayapi.NewEntry{ID: e.ID, Kind: e.Kind, Schema: e.Schema, Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body}
		if e.Kind == relayapi.KindChange || e.Kind == relayapi.KindCJ {
			if err := s.Fold.Key.Seal(s.Fold.Workspace, &entry, e.Body); err != nil {
				return push, fmt.Errorf("seal %s: %w", e.ID, err)
			}
		}
		push.Entries = append(push.Entries, entry)
	}
	for _, p := range batch.Public {
		switch p.Kind {
		case "link":
			var row relayapi.PublicLink
			if err := json.Unmarshal(p.Row, &row); err != nil {
				return push, fmt.Errorf("read the public row of link %s: %w", p.ID, err)
			}
			push.Links = append(push.Links, row)
		case "offer":
			var row relayapi.PublicOffer
			if err := json.Unmarshal(p.Row, &row); err != nil {
				return push, fmt.Errorf("read the public row of offer %s: %w", p.ID, err)
			}
			push.Offers = append(push.Offers, row)
		}
	}
	return push, nil
}

// release gives back what the relay granted to payments that the fold refused:
// no payment could ever settle those earnings otherwise.
func (s *Syncer) release(ctx context.Context) error {
	claims, err := s.Store.RefusedClaims(ctx)
	if err != nil {
		return err
	}
	batch := affiliate.Batch{ID: s.NewID()}
	for _, payment := range slices.Sorted(maps.Keys(claims)) {
		body, err := json.Marshal(relayapi.ClaimBody{PaymentID: string(payment), Action: relayapi.Release, Keys: claims[payment]})
		if err != nil {
			return err
		}
		// Every device sees the refusal; one entry of theirs is enough.
		batch.Entries = append(batch.Entries, affiliate.Entry{ID: s.NewID(), Kind: relayapi.KindClaim, Schema: 1, Actor: s.Actor,
			Time: s.Clock.Now().UTC().Truncate(time.Millisecond), Key: s.Fold.Key.Hash("release", string(payment)), Body: body, Subject: string(payment)})
	}
	if len(batch.Entries) == 0 {
		return nil
	}
	return s.Store.Enqueue(ctx, batch)
}
