package main

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"sync"

	"linkledger/internal/affiliate"
)

const (
	callers      = 64
	callsAnOrder = 10_000
	soldLinks    = 20
)

// postbacks sends a million reports of sales, many of them twice, some of them
// about others, in no order: each click must come to what it has to. A round
// is a call.
func postbacks(ctx context.Context, r *run) error {
	s, err := newSite(ctx, r.program("site"), 1, soldLinks)
	if err != nil {
		return err
	}
	p := draft(s, r.draws(0), r.rounds)
	return deliver(ctx, r, 0, s, p)
}

// orders sends the same reports in another order each round, to a fresh relay:
// each must end in the same state.
func orders(ctx context.Context, r *run) error { return reordered(ctx, r, callsAnOrder) }

func reordered(ctx context.Context, r *run, calls int) error {
	template, err := newSite(ctx, r.program("site"), 1, soldLinks)
	if err != nil {
		return err
	}
	p := draft(template, r.draws(0), calls)
	for round := range r.rounds {
		s := *template
		if s.program, err = template.copyTo(r.folder("ordered")); err != nil {
			return err
		}
		p.shuffle(r.draws(round + 1))
		if err := deliver(ctx, r, round, &s, p); err != nil {
			return err
		}
	}
	return nil
}

// deliver sends all calls at once from many connections, and compares what
// the log then comes to with what it must.
func deliver(ctx context.Context, r *run, round int, s *site, p *programme) error {
	relay, err := s.serve(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = relay.kill() }()
	if err := send(ctx, r, round, relay.public, p.calls); err != nil {
		return err
	}
	api, err := relay.device(s.devices[0])
	if err != nil {
		return err
	}
	b := newBook()
	if err := b.pull(ctx, api); err != nil {
		r.failf(round, "the log: %v", err)
		return nil
	}
	compare(r, round, p.state, b.state())
	return relay.stop()
}

// send shares the calls out to connections of their own.
func send(ctx context.Context, r *run, round int, address string, calls []call) error {
	var sending sync.WaitGroup
	errs := make([]error, callers)
	for i := range callers {
		c, err := dial(address)
		if err != nil {
			return err
		}
		sending.Go(func() {
			defer c.Close()
			for n := i; n < len(calls) && ctx.Err() == nil && errs[i] == nil; n += callers {
				a, err := c.get("/postback/" + postbackToken + "?transaction_id=" + calls[n].click + calls[n].rest)
				if errs[i] = err; err == nil && (a.status != http.StatusOK || a.body != stored) {
					r.failf(round, "call %d got %d %q: %s", n, a.status, a.body, calls[n].rest)
				}
			}
		})
	}
	sending.Wait()
	return errors.Join(append(errs, ctx.Err())...)
}

// state is what the reports in the log come to, scope by scope, as every
// device sees it.
func (b *book) state() finalState {
	scopes := map[string][]affiliate.Report{}
	for _, c := range b.conversions {
		report := c.Report()
		scopes[report.Scope()] = append(scopes[report.Scope()], report)
	}
	state := finalState{}
	for _, reports := range scopes {
		standings := affiliate.Judge(reports)
		for _, report := range reports {
			stands := standings[report.ID]
			state[report.ClickID] = append(state[report.ClickID], line(report.OrderID, report.Kind, stands.Verdict, stands.Sale.Minor, stands.Payout.Minor))
		}
	}
	return state
}

// compare notes every click that did not come to what it must.
func compare(r *run, round int, want, got finalState) {
	for click, lines := range want {
		if a, b := slices.Sorted(slices.Values(lines)), slices.Sorted(slices.Values(got[click])); !slices.Equal(a, b) {
			r.failf(round, "click %s came to %q, and must come to %q", click, b, a)
		}
	}
	for click := range maps.Keys(got) {
		if want[click] == nil {
			r.failf(round, "click %s came to %q, and nobody reported it", click, got[click])
		}
	}
}
