package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"linkledger/internal/relayapi"
)

// traffic is what clients were told while a relay stopped.
type traffic struct {
	*serving
	sales   sync.Map // click ids whose postback was answered with success
	clicks  atomic.Int64
	broken  atomic.Int64 // connections that ended before an answer began
	wrong   sync.Map     // what must not happen
	running sync.WaitGroup
}

// shop clicks and buys until the relay takes no more connections.
func (c *traffic) shop(client *http.Client, path string, started func()) {
	for n := 0; ; n++ {
		location, ok := c.ask(client, path, http.StatusFound)
		if !ok {
			return
		}
		c.clicks.Add(1)
		u, err := url.Parse(location)
		if err != nil {
			c.wrong.Store(err.Error(), true)
			return
		}
		id := u.Query().Get("sid")
		if _, ok := c.ask(client, fmt.Sprintf("/postback/%s?transaction_id=%s&amount=1", postbackToken, id), http.StatusOK); !ok {
			return
		}
		c.sales.Store(id, true)
		if n == 20 {
			started()
		}
	}
}

// ask makes one request. It is answered in full with the wanted status, or its
// connection ends without a byte of an answer; anything else is wrong.
func (c *traffic) ask(client *http.Client, path string, want int) (location string, ok bool) {
	req, err := http.NewRequestWithContext(c.Context(), http.MethodGet, c.url+path, nil)
	if err != nil {
		c.wrong.Store(err.Error(), true)
		return "", false
	}
	req.Header.Set("User-Agent", phone)
	response, err := client.Transport.RoundTrip(req)
	if err != nil {
		c.broken.Add(1)
		return "", false
	}
	defer response.Body.Close()
	if _, err := io.ReadAll(response.Body); err != nil || response.StatusCode != want {
		c.wrong.Store(fmt.Sprint("an answer of ", response.StatusCode, " with ", err), true)
	}
	return response.Header.Get("Location"), true
}

func (s *serving) metrics() string {
	s.Helper()
	response, err := http.Get(s.admin + "/metrics")
	if err != nil {
		s.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.Fatal(err)
	}
	return string(text)
}

// TestAGracefulStopLosesNothing stops the program under load. What was
// answered is there afterwards, and a desktop that waits is answered at once.
func TestAGracefulStopLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and stops the program")
	}
	p := build(t)
	_, line := p.paired("https://go.test.example")
	_, quietLine := p.paired("https://go.quiet.example")
	s := p.serve()
	path := s.publish(line.Token)
	c := &traffic{serving: s}
	ready := make(chan struct{})
	warm := sync.OnceFunc(func() { close(ready) })
	for range 8 {
		client := &http.Client{Transport: &http.Transport{}}
		c.running.Go(func() {
			defer client.CloseIdleConnections()
			c.shop(client, path, warm)
		})
	}
	<-ready
	waited := make(chan error, 1)
	go func() {
		r, err := s.client(quietLine.Token).PullLogWithResponse(t.Context(), &relayapi.PullLogParams{Wait: 50})
		if err == nil && r.JSON200 == nil {
			err = errors.New(string(r.Body))
		}
		waited <- err
	}()
	for !strings.Contains(s.metrics(), "linkledger_relay_devices_waiting 1\n") {
		runtime.Gosched()
	}
	if err := s.end(syscall.SIGTERM); err != nil {
		t.Fatalf("it did not end well: %v", err)
	}
	c.running.Wait()
	if err := <-waited; err != nil {
		t.Errorf("the desktop that waited: %v", err)
	}
	c.wrong.Range(func(what, _ any) bool { t.Error(what); return true })
	want := 0
	c.sales.Range(func(any, any) bool { want++; return true })

	found, clicks := p.serve().tally(line.Token)
	c.sales.Range(func(id, _ any) bool {
		if found[id.(string)] != 1 {
			t.Errorf("the sale of %v is there %d times", id, found[id.(string)])
		}
		return true
	})
	if want < 20 || clicks < c.clicks.Load() || clicks > c.clicks.Load()+c.broken.Load() {
		t.Errorf("%d sales; %d clicks were answered, %d connections broke, %d clicks are counted", want, c.clicks.Load(), c.broken.Load(), clicks)
	}
}
