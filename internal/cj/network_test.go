package cj_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
)

// What stands between here and CJ is said in a person's words.
func TestNoWayToCJ(t *testing.T) {
	slow := make(chan struct{})
	sleeper := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-slow:
		case <-r.Context().Done():
		}
	}))
	defer sleeper.Close()
	defer close(slow)
	private := httptest.NewUnstartedServer(http.NotFoundHandler())
	private.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains about who leaves
	private.StartTLS()
	defer private.Close()
	closed := httptest.NewServer(nil)
	closed.Close()
	nowhere := &http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "commissions.api.cj.com"}}
	}}}
	for _, test := range []struct {
		name, endpoint string
		http           *http.Client
		says           string
	}{
		{"offline", cj.DefaultEndpoint, nowhere, "no way to commissions.api.cj.com from here; check the internet connection"},
		{"refused", closed.URL, &http.Client{}, "no way to it from here; check the internet connection"},
		{"slow", sleeper.URL, &http.Client{Timeout: time.Millisecond}, "did not answer in time"},
		{"read along", private.URL, &http.Client{}, "certificate"},
	} {
		t.Run(test.name, func(t *testing.T) {
			client, err := cj.New(cj.Config{Endpoint: test.endpoint, CID: "1", Token: token, Currency: "USD", HTTP: test.http,
				Wait: func(context.Context, time.Duration) error { return nil }})
			if err != nil {
				t.Fatal(err)
			}
			_, err = collect(client, start, start.Add(time.Hour))
			if !errors.Is(err, cj.ErrTryLater) || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), "kept, try again") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A pull that is cancelled in the middle of an answer ends at once, leaves
// nothing running, and keeps the pages that came before.
func TestCancelledInTheMiddle(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	ctx, cancel := context.WithCancel(context.Background())
	a := &account{limit: 1, rows: []cj.Row{row(1, start), row(2, start)}}
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls++; calls == 1 {
			a.ServeHTTP(w, r)
			return
		}
		_, _ = io.WriteString(w, `{"data":{"publisherCommissions":{`)
		_ = http.NewResponseController(w).Flush()
		cancel()
		<-r.Context().Done()
	}))
	defer server.Close()
	client, err := cj.New(cj.Config{Endpoint: server.URL + "/query", CID: "7000001", Token: token, Currency: "USD", HTTP: server.Client()})
	if err != nil {
		t.Fatal(err)
	}
	var rest affiliate.CommissionSpan
	var failed error
	for page, err := range client.PostedPages(ctx, affiliate.CommissionSpan{Since: start, Before: start.Add(time.Hour)}) {
		if failed = err; err == nil {
			rest = page.Rest
		}
	}
	if !errors.Is(failed, context.Canceled) || errors.Is(failed, cj.ErrTryLater) || rest.After != a.rows[0].CommissionID {
		t.Errorf("ended with %v at %+v", failed, rest)
	}
}

// An answer without an end is not kept in memory.
func TestEndlessAnswer(t *testing.T) {
	spaces := strings.Repeat(" ", 1<<20)
	b := newBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := fmt.Fprint(w, spaces); err != nil {
				return
			}
		}
	}))
	if _, err := collect(b.client, start, start.Add(time.Hour)); !errors.Is(err, cj.ErrUnexpected) || !strings.Contains(err.Error(), "longer than 64 MiB") {
		t.Errorf("got %v", err)
	}
}
