package relay_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
)

// ungrouped commits each change by itself.
type ungrouped struct{ relay.Store }

func (s ungrouped) Batch(ctx context.Context, members []func(relay.Tx) error) ([]error, error) {
	var errs []error
	for i := range members {
		alone, err := s.Store.Batch(ctx, members[i:i+1])
		if err != nil {
			return nil, err
		}
		errs = append(errs, alone...)
	}
	return errs, nil
}

// BenchmarkPostback is 64 networks that report at once, over HTTP, each waiting
// for its answer: as they are committed, and each in a transaction of its own.
func BenchmarkPostback(b *testing.B) {
	for name, store := range map[string]func(relay.Store) relay.Store{
		"grouped": func(s relay.Store) relay.Store { return s },
		"alone":   func(s relay.Store) relay.Store { return ungrouped{s} },
	} {
		b.Run(name, func(b *testing.B) { benchmarkPostback(b, store) })
	}
}

func benchmarkPostback(b *testing.B, store func(relay.Store) relay.Store) {
	f := start(b)
	r, err := relay.New(b.Context(), relay.Config{Store: store(f.sqlite), Dir: filepath.Join(f.dir, "other"), Clock: f.clock, FlushEvery: time.Hour, Node: 1})
	if err != nil {
		b.Fatal(err)
	}
	if err := r.Flush(b.Context()); err != nil { // clicks of an hour ago are in the store, as most are
		b.Fatal(err)
	}
	server := relay.NewServer(r.Public())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	const clients = 64
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	var sent atomic.Int64
	var group sync.WaitGroup
	b.ResetTimer()
	for range clients {
		group.Go(func() {
			for n := sent.Add(1); n <= int64(b.N); n = sent.Add(1) {
				click, err := affiliate.ClickKeys(f.workspace.ClickKeys).Mint(affiliate.ClickParts{Time: f.clock.Now().Add(-time.Hour), Link: f.block.FirstNumber, Nonce: uint64(n)})
				if err == nil {
					err = report(transport, fmt.Sprintf("http://%s/postback/%s?transaction_id=%s&amount=49.90&payout=4.99&order_id=o%d", listener.Addr(), token, click, n))
				}
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	b.StopTimer()
	transport.CloseIdleConnections()
	if err := errors.Join(server.Close(), r.Close(context.Background())); err != nil {
		b.Error(err)
	}
}

func report(transport *http.Transport, url string) error {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := transport.RoundTrip(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("answered %d", response.StatusCode)
	}
	return nil
}
