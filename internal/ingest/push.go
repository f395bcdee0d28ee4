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

// push sends the outbox, a batch after the other, in its order. What the relay
// refuses for good, or does not take yet, does not stop the others.
func (s *Syncer) push(ctx context.Context, epoch string, o *Outcome) error {
	var passed []string
	for {
		batch, found, err := s.Store.NextBatch(ctx, passed)
		if err != nil || !found {
			return err
		}
		err = s.pushBatch(ctx, batch, epoch)
		var problem relayapi.Problem
		switch {
		case err == nil:
		case errors.As(err, &problem) && final(problem):
			refusal, err := s.refused(ctx, batch, epoch, problem)
			if err != nil {
				return err
			}
			o.Refused = errors.Join(o.Refused, refusal)
		case errors.As(err, &problem) && problem.Code == relayapi.CodeRecovering:
			// The payment waits for other devices, which may take days; what has
			// no claim in it does not.
			passed = append(passed, batch.ID)
			o.Waits = problem
		default:
			return err
		}
	}
}

// final reports whether the relay will say the same however often it is asked.
func final(p relayapi.Problem) bool {
	switch p.Code {
	case relayapi.CodeClaimRefused, relayapi.CodeInvalid, relayapi.CodeCodeTaken, relayapi.CodeSlugTaken, relayapi.CodeTooLarge:
		return true
	}
	return false
}

// refused takes a batch out of the way. A person's edit is set aside for them
// to see; a claim that came too late and what makes itself again are dropped,
// and the refusal is an error of the sync. Of CJ's rows only those go that the
// relay does not take by themselves either.
func (s *Syncer) refused(ctx context.Context, batch affiliate.Batch, epoch string, problem relayapi.Problem) (refusal, err error) {
	edit := slices.ContainsFunc(batch.Entries, func(e affiliate.Entry) bool { return e.Noun != "" })
	switch {
	case problem.Code == relayapi.CodeClaimRefused:
		return &Refused{Batch: batch.ID, Problem: problem}, s.Store.Withdraw(ctx, batch.ID)
	case edit:
		return nil, s.Store.Refuse(ctx, batch.ID, problem.Error())
	case !slices.ContainsFunc(batch.Entries, func(e affiliate.Entry) bool { return e.Kind != relayapi.KindCJ }):
		return s.refusedRows(ctx, batch, epoch, problem)
	}
	return problem, s.Store.Withdraw(ctx, batch.ID)
}

func (s *Syncer) pushBatch(ctx context.Context, batch affiliate.Batch, epoch string) error {
	whole, err := s.seal(batch, epoch)
	if err != nil {
		return err
	}
	for _, part := range parts(whole) {
		result, err := s.Relay.Push(ctx, part)
		if err != nil {
			return err
		}
		places := make(map[string]int64, len(result.Entries))
		for _, placed := range result.Entries {
			places[placed.ID] = placed.Seq
		}
		if len(places) < len(part.Entries) {
			return fmt.Errorf("%w: it took %d of %d entries", relayapi.ErrUnreachable, len(places), len(part.Entries))
		}
		if err := s.Store.Pushed(ctx, places); err != nil {
			return err
		}
	}
	return nil
}

// parts cuts a push to what the relay takes in a request. Entries go last: what
// they tell of is public by then, and an interrupted push is sent again.
func parts(p relayapi.Push) (list []relayapi.Push) {
	for {
		part := relayapi.Push{Epoch: p.Epoch, Entries: []relayapi.NewEntry{}, ClickRules: p.ClickRules}
		p.ClickRules = nil
		part.Offers, p.Offers = cut(p.Offers)
		if len(p.Offers) == 0 {
			part.Links, p.Links = cut(p.Links)
		}
		if len(p.Offers)+len(p.Links) == 0 {
			part.Entries, p.Entries = cutEntries(p.Entries)
		}
		list = append(list, part)
		if len(p.Offers)+len(p.Links)+len(p.Entries) == 0 {
			return list
		}
	}
}

func cut[T any](list []T) (first, rest []T) {
	n := min(len(list), pageSize)
	return list[:n], list[n:]
}

// pushBytes bounds the bodies of a request; the relay takes 8 MiB of JSON.
const pushBytes = 4 << 20

func cutEntries(list []relayapi.NewEntry) (first, rest []relayapi.NewEntry) {
	n, size := 0, 0
	for n < min(len(list), pageSize) {
		if size += len(list[n].Body); n > 0 && size > pushBytes {
			break
		}
		n++
	}
	return list[:n], list[n:]
}

func (s *Syncer) seal(batch affiliate.Batch, epoch string) (relayapi.Push, error) {
	push := relayapi.Push{Epoch: epoch, Entries: make([]relayapi.NewEntry, 0, len(batch.Entries))}
	for _, e := range batch.Entries {
		if err := publishRules(&push, e); err != nil {
			return push, err
		}
		entry := relayapi.NewEntry{ID: e.ID, Kind: e.Kind, Schema: e.Schema, Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body}
		if e.Kind == relayapi.KindChange || e.Kind == relayapi.KindCJ {
			if err := s.Fold.Keys.Seal(s.Fold.Workspace, &entry, e.Body); err != nil {
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

// publishRules tells the relay what an edit makes of the workspace's rules of
// clicks: the lists that it sets.
func publishRules(push *relayapi.Push, e affiliate.Entry) error {
	if e.Noun != affiliate.NounSetting || e.Subject != affiliate.SettingClickRules {
		return nil
	}
	c, err := affiliate.ParseChange(e.Body)
	if err == nil {
		err = json.Unmarshal(c.Set, &push.ClickRules)
	}
	if err != nil {
		return fmt.Errorf("read the rules of clicks of %s: %w", e.ID, err)
	}
	return nil
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
			Time: s.Clock.Now().UTC().Truncate(time.Millisecond), Key: s.Fold.Keys.Hash("release", string(payment)), Body: body, Subject: string(payment)})
	}
	if len(batch.Entries) == 0 {
		return nil
	}
	return s.Store.Enqueue(ctx, batch)
}
