package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"linkledger/internal/relayapi"
)

// claims has two devices settle earnings 1 and 2, and 1, 2 and 3, at the same
// moment: one is granted all, the other nothing, and both are told so.
func claims(ctx context.Context, r *run) error {
	s, p, err := serveSite(ctx, r, 2, 1)
	if err != nil {
		return err
	}
	defer func() { _ = p.kill() }()
	var apis [2]*relayapi.Client
	for i := range apis {
		if apis[i], err = p.device(s.devices[i]); err != nil {
			return err
		}
	}
	granted := 0
	for round := range r.rounds {
		if claimBoth(ctx, r, s.epoch, round, apis) {
			granted++
		}
	}
	b := newBook()
	if err := b.pull(ctx, apis[0]); err != nil {
		r.failf(r.rounds, "the log: %v", err)
	}
	if len(b.entries) != granted {
		r.failf(r.rounds, "%d claims were granted and %d are in the log", granted, len(b.entries))
	}
	return p.stop()
}

// claimBoth is one round; it reports whether exactly one claim was granted.
func claimBoth(ctx context.Context, r *run, epoch string, round int, apis [2]*relayapi.Client) bool {
	draws := r.draws(round)
	key := func(n int) string { return fmt.Sprintf("earning-%d-%d", round, n) }
	keys := [2][]string{{key(1), key(2)}, {key(1), key(2), key(3)}}
	var errs [2]error
	var both sync.WaitGroup
	ready := make(chan struct{})
	for i := range apis {
		e := claimEntry(draws, fmt.Sprintf("payment-%d-%d", round, i), keys[i])
		both.Go(func() {
			<-ready
			for again := true; again; again = toldToWait(ctx, errs[i]) {
				_, errs[i] = apis[i].Push(ctx, relayapi.Push{Epoch: epoch, Entries: []relayapi.NewEntry{e}})
			}
		})
	}
	close(ready)
	both.Wait()
	winner := slices.Index(errs[:], nil)
	if winner < 0 || errs[1-winner] == nil {
		r.failf(round, "the two claims got %v and %v", errs[0], errs[1])
		return false
	}
	var problem relayapi.Problem
	if !errors.As(errs[1-winner], &problem) || problem.Code != relayapi.CodeClaimRefused {
		r.failf(round, "the second claim got %v", errs[1-winner])
		return false
	}
	// The loser is told what it must not pay.
	if slices.Sort(problem.Refused); !slices.Equal(problem.Refused, keys[0]) {
		r.failf(round, "the second claim was refused for %v", problem.Refused)
	}
	return true
}

func claimEntry(draws *rand.Rand, payment string, keys []string) relayapi.NewEntry {
	body, err := json.Marshal(relayapi.ClaimBody{PaymentID: payment, Action: relayapi.Claim, Keys: keys})
	if err != nil {
		panic(err) // texts always have a JSON form
	}
	return relayapi.NewEntry{ID: drawUUID(draws), Kind: relayapi.KindClaim, Schema: 1, Actor: actorID, Time: time.Now().UTC(), Body: body}
}
