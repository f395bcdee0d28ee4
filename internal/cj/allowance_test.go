package cj_test

import (
	"context"
	"errors"
	"net/http"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/cj"
	"linkledger/internal/clock"
)

// Calls are counted over all clients of an account, one after the other.
func TestAllowance(t *testing.T) {
	b := newBench(t, &account{limit: 1}, func(c *cj.Config) { c.Allowance = cj.NewAllowance() })
	for range 450 {
		if _, err := b.another(t).ByID(context.Background(), []string{"1"}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]time.Duration{5 * time.Minute, 5 * time.Minute}, b.waits); diff != "" {
		t.Error(diff)
	}
	b.config.Allowance = nil
	for range 2 {
		if _, err := b.another(t).ByID(context.Background(), []string{"1"}); err != nil || len(b.waits) != 2 {
			t.Errorf("with an allowance of its own: %v, waited %v", err, b.waits)
		}
	}
}

// Who gives up waiting takes nothing from the allowance, so that the next
// caller waits no longer than it has to.
func TestGivingUpKeepsTheAllowance(t *testing.T) {
	b := newBench(t, &account{limit: 1}, func(c *cj.Config) { c.Allowance = cj.NewAllowance() })
	for range 200 {
		if _, err := b.client.ByID(context.Background(), []string{"1"}); err != nil {
			t.Fatal(err)
		}
	}
	patient := b.config.Wait
	b.config.Wait = func(context.Context, time.Duration) error { return context.Canceled }
	for range 300 {
		if _, err := b.another(t).ByID(context.Background(), []string{"1"}); !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
	}
	b.config.Wait = patient
	if _, err := b.another(t).ByID(context.Background(), []string{"1"}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]time.Duration{5 * time.Minute}, b.waits); diff != "" {
		t.Error(diff)
	}
}

// Waits follow the account's clock and end at once when a person gives up.
func TestWaits(t *testing.T) {
	busy := make(chan struct{}, 1)
	b := newBench(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		busy <- struct{}{}
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(http.StatusTooManyRequests)
	}), func(c *cj.Config) { c.Wait = nil })
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		_, err := b.client.ByID(ctx, []string{"1"})
		done <- err
	}()
	for range 3 { // tries; the clock stands still, and only winding it makes the next
		wind(b.clock, busy)
	}
	if err := <-done; !errors.Is(err, cj.ErrTryLater) {
		t.Errorf("got %v", err)
	}

	go func() {
		_, err := b.client.ByID(ctx, []string{"1"})
		done <- err
	}()
	<-busy
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// wind moves a clock on until something happens.
func wind(c *clock.Virtual, happens <-chan struct{}) {
	for {
		select {
		case <-happens:
			return
		default:
			c.Advance(time.Minute)
			runtime.Gosched()
		}
	}
}
