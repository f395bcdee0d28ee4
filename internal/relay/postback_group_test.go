package relay_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// gate holds transactions back until it opens, and spoils some entries.
type gate struct {
	relay.Store
	open    chan struct{}
	entered chan struct{} // by each transaction

	mu     sync.Mutex
	groups []int // steps of each transaction
}

func (g *gate) Batch(ctx context.Context, steps []func(relay.Tx) error) ([]error, error) {
	g.entered <- struct{}{}
	<-g.open
	g.mu.Lock()
	g.groups = append(g.groups, len(steps))
	g.mu.Unlock()
	spoilt := make([]func(relay.Tx) error, len(steps))
	for i, step := range steps {
		spoilt[i] = func(tx relay.Tx) error { return step(spoiler{tx}) }
	}
	return g.Store.Batch(ctx, spoilt)
}

type spoiler struct{ relay.Tx }

var errSpoilt = errors.New("spoilt")

func (s spoiler) Append(workspace string, entries ...relayapi.Entry) (int64, error) {
	for _, e := range entries {
		switch {
		case strings.Contains(string(e.Body), `"order_id":"fails"`):
			return 0, errSpoilt
		case strings.Contains(string(e.Body), `"order_id":"panics"`):
			panic("spoilt")
		}
	}
	return s.Tx.Append(workspace, entries...)
}

// inOneGroup sends postbacks so that the relay finds them waiting together, in
// their order, and returns the statuses of their answers.
func (f *fixture) inOneGroup(queries []string) (statuses []int, groups []int) {
	f.t.Helper()
	if err := f.relay.Flush(f.t.Context()); err != nil {
		f.t.Fatal(err)
	}
	g := &gate{Store: f.sqlite, open: make(chan struct{}), entered: make(chan struct{}, 10)}
	f.store.Store = g
	defer func() { f.store.Store = f.sqlite }()
	var group sync.WaitGroup
	defer group.Wait()
	release := sync.OnceFunc(func() { close(g.open) })
	defer release()
	group.Go(func() { f.postback("transaction_id=unknown&amount=1") })
	<-g.entered // it holds the others up
	statuses = make([]int, len(queries))
	for i, query := range queries {
		group.Go(func() { statuses[i], _ = f.postback(query) })
		f.until("it waits", func() bool { return f.metric("changes_waiting") == float64(i+1) })
	}
	release()
	group.Wait()
	return statuses, g.groups[1:]
}

func (f *fixture) mint(nonce uint64) string {
	f.t.Helper()
	id, err := affiliate.ClickKeys(f.workspace.ClickKeys).Mint(affiliate.ClickParts{Time: f.clock.Now(), Link: f.block.FirstNumber, Nonce: nonce})
	if err != nil {
		f.t.Fatal(err)
	}
	return string(id)
}

func TestABadPostbackOfAGroupFailsAlone(t *testing.T) {
	f := start(t)
	clicked := f.click()
	statuses, groups := f.inOneGroup([]string{
		"transaction_id=" + clicked + "&amount=5&oid=1",
		"transaction_id=" + f.mint(1) + "&amount=5&oid=fails",
		"transaction_id=" + clicked + "&amount=5&oid=1&status=new",
		"transaction_id=" + f.mint(2) + "&amount=5&oid=panics",
		"transaction_id=" + f.mint(3) + "&amount=5&oid=2",
		"promo_code=EVE&amount=5&oid=3",
	})
	if diff := cmp.Diff([]int{200, 503, 200, 503, 200, 200}, statuses); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff([]int{1, 6}, groups); diff != "" {
		t.Fatal("together, then each alone: ", diff)
	}
	var orders []string
	for _, c := range f.conversions() {
		orders = append(orders, fmt.Sprint(c.OrderID, c.Click != nil))
	}
	if diff := cmp.Diff([]string{"1true", "2false", "3false"}, orders); diff != "" {
		t.Fatal(diff)
	}
	if calls := f.calls(); len(calls) != 5 || !slices.ContainsFunc(calls, func(c relayapi.PostbackCall) bool { return !c.Accepted }) {
		t.Fatalf("%d calls are kept", len(calls))
	}
}

// Postbacks of one group come to what they come to one after the other.
func TestGroupedPostbacksAreJudgedInTheirOrder(t *testing.T) {
	f := start(t)
	nonce := uint64(100)
	checks := flag.Lookup("rapid.checks")
	given := checks.Value.String()
	_ = checks.Value.Set("12") // each costs a dozen of synced transactions
	defer func() { _ = checks.Value.Set(given) }()
	rapid.Check(t, func(rt *rapid.T) {
		calls := rapid.SliceOfN(rapid.Custom(drawCall), 2, 10).Draw(rt, "calls")
		clicks := make([]int, len(calls))
		for i := range clicks {
			clicks[i] = rapid.IntRange(0, 2).Draw(rt, "click")
		}
		var want []string
		for grouped := range 2 {
			nonce += 3
			var queries, names []string
			for range 3 {
				names = append(names, f.mint(nonce+uint64(len(names))))
			}
			for i, call := range calls {
				queries = append(queries, "transaction_id="+names[clicks[i]]+"&"+call)
			}
			before := len(f.conversions())
			if grouped == 1 {
				if _, groups := f.inOneGroup(queries); !slices.Equal(groups, []int{1}) {
					rt.Fatalf("not one group: %v", groups)
				}
			} else {
				for _, query := range queries {
					f.postback(query)
				}
			}
			got := f.told(before, names)
			if grouped == 0 {
				want = got
			} else if diff := cmp.Diff(want, got); diff != "" {
				rt.Fatalf("%s\n%s", strings.Join(queries, "\n"), diff)
			}
		}
	})
}

// told is what the conversions after some say, with names for what is made of
// the clicks.
func (f *fixture) told(after int, clicks []string) (lines []string) {
	f.t.Helper()
	var names []string
	for i, click := range clicks {
		names = append(names, click, fmt.Sprint("click ", i))
	}
	added := f.conversions()[after:]
	for i, c := range added {
		names = append(names, c.ID, fmt.Sprint("conversion ", i))
	}
	readable := strings.NewReplacer(names...)
	for _, c := range added {
		c.PostbackID = ""
		if c.ConflictsWith != "" {
			c.ConflictsWith = "another" // which depends on the click's id
		}
		lines = append(lines, readable.Replace(fmt.Sprintf("%+v", c)))
	}
	return lines
}
