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

// batches counts transactions.
type batches struct {
	relay.Store
	n atomic.Int64
}

func (s *batches) Batch(ctx context.Context, steps []func(relay.Tx) error) ([]error, error) {
	s.n.Add(1)
	return s.Store.Batch(ctx, steps)
}

// BenchmarkPostback is networks that report at once, over HTTP, each waiting
// for its answer.
func BenchmarkPostback(b *testing.B) {
	for _, clients := range []int{1, 64} {
		b.Run(fmt.Sprint("clients=", clients), func(b *testing.B) { benchmarkPostback(b, clients) })
	}
}

func benchmarkPostback(b *testing.B, clients int) {
	f := start(b)
	store := &batches{Store: f.sqlite}
	r, err := relay.New(b.Context(), relay.Config{Store: store, Dir: filepath.Join(f.dir, "other"), Clock: f.clock, FlushEvery: time.Hour, Node: 1})
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
	b.ReportMetric(float64(b.N)/float64(store.n.Load()), "postbacks/commit")
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
