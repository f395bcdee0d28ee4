package relay

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"linkledger/internal/relayapi"
)

const (
	maxWait = 50 * time.Second
	// waitsPerDevice leaves room for a connection that broke unnoticed.
	waitsPerDevice = 4
)

// listeners wake the devices that wait for a workspace's log. Nobody who does
// not wait is kept in memory.
type listeners struct {
	mu      sync.Mutex
	changed map[string]chan struct{} // by workspace: closed at its next commit
	waits   map[string]int           // by device
	ended   chan struct{}
	end     sync.Once
}

func newListeners() *listeners {
	return &listeners{changed: map[string]chan struct{}{}, waits: map[string]int{}, ended: make(chan struct{})}
}

// enter counts a wait of a device; leave ends it.
func (l *listeners) enter(device string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waits[device] >= waitsPerDevice {
		return false
	}
	l.waits[device]++
	return true
}

func (l *listeners) leave(device string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waits[device]--; l.waits[device] == 0 {
		delete(l.waits, device)
	}
}

// waiting is how many waits there are.
func (l *listeners) waiting() (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, of := range l.waits {
		n += of
	}
	return n
}

// next is closed when something is committed for the workspace after now.
func (l *listeners) next(workspace string) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, ok := l.changed[workspace]
	if !ok {
		c = make(chan struct{})
		l.changed[workspace] = c
	}
	return c
}

func (l *listeners) wake(workspace string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if c, ok := l.changed[workspace]; ok {
		close(c)
		delete(l.changed, workspace)
	}
}

// stop answers all waits, now and from now on.
func (l *listeners) stop() { l.end.Do(func() { close(l.ended) }) }

// EndWaits answers the devices that wait for the log, at once. Call it when
// the server begins to shut down, which otherwise takes as long as they wait.
func (r *Relay) EndWaits() { r.listeners.stop() }

// PullLog implements the contract.
func (s server) PullLog(ctx context.Context, req relayapi.PullLogRequestObject) (relayapi.PullLogResponseObject, error) {
	limit, err := limitOf(req.Params.Limit, defaultPage)
	wait := time.Duration(req.Params.Wait) * time.Second
	switch {
	case err != nil:
		return nil, err
	case req.Params.After < 0:
		return nil, invalid("after is negative.", "Send the last sequence number that was folded, or 0.")
	case wait < 0 || wait > maxWait:
		return nil, invalid(fmt.Sprintf("wait must be between 0 and %d seconds.", int(maxWait.Seconds())), "Ask again after that.")
	}
	who := callerOf(ctx)
	s.clicks.want(who.workspace.ID)
	pull := func() (relayapi.Page, error) { return s.store.Log(ctx, who.workspace.ID, req.Params.After, limit) }
	if wait == 0 {
		page, err := pull()
		return relayapi.PullLog200JSONResponse(page), err
	}
	page, err := s.waitForNews(ctx, who, wait, pull, func(page relayapi.Page) bool {
		return len(page.Entries) > 0 || page.Head < req.Params.After || (req.Params.Epoch != "" && req.Params.Epoch != page.Epoch)
	})
	return relayapi.PullLog200JSONResponse(page), err
}

// waitForNews pulls until there is news, the time is over or the relay stops.
func (s server) waitForNews(ctx context.Context, who caller, wait time.Duration, pull func() (relayapi.Page, error), news func(relayapi.Page) bool) (relayapi.Page, error) {
	if !s.listeners.enter(who.device.ID) {
		return relayapi.Page{}, tooMany(fmt.Sprintf("This device waits %d times already.", waitsPerDevice), "Wait once and ask again after the answer.", time.Second)
	}
	defer s.listeners.leave(who.device.ID)
	over := time.NewTimer(wait)
	defer over.Stop()
	for {
		changed := s.listeners.next(who.workspace.ID) // before the pull, so that nothing comes between
		page, err := pull()
		if err != nil || news(page) {
			return page, err
		}
		select {
		case <-changed:
		case <-over.C:
			return page, nil
		case <-s.listeners.ended:
			return page, nil
		case <-gone(ctx):
			return page, nil
		case <-ctx.Done():
			return page, ctx.Err()
		}
		// The device may have been shut out while it waited.
		if _, err := s.deviceOf(ctx, who.device.TokenHash); err != nil {
			return relayapi.Page{}, err
		}
	}
}

// partTimeout lets 4 MiB of a snapshot, or of what a restored relay gets back,
// through a line of 60 kbit/s.
const partTimeout = 10 * time.Minute

// holdable lets an answer be held back, and a part of a snapshot take its time:
// the server's own limits are for requests that are short and answered at once.
func holdable(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		c := http.NewResponseController(w)
		// These don't fail on a connection; a recorder in a test has no limits.
		switch {
		case isWait(req):
			_ = c.SetReadDeadline(time.Time{})
			_ = c.SetWriteDeadline(time.Now().Add(maxWait + writeTimeout))
		case strings.HasPrefix(req.URL.Path, "/v1/snapshot/"), req.URL.Path == "/v1/recovery":
			_ = c.SetReadDeadline(time.Now().Add(partTimeout))
			_ = c.SetWriteDeadline(time.Now().Add(partTimeout + writeTimeout))
		}
		next.ServeHTTP(w, req)
	})
}

// isWait reports whether a request may be held back.
func isWait(req *http.Request) bool {
	return req.Method == http.MethodGet && req.URL.Path == "/v1/log" && req.URL.Query().Get("wait") != ""
}
