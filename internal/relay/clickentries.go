package relay

import (
	"context"
	"sync"
	"time"

	"linkledger/internal/relayapi"
)

const (
	// wantedFor is how long after its last call a device counts as listening:
	// longer than a call may wait.
	wantedFor = 70 * time.Second
	// defaultEntryEvery and defaultFlush together stay under the second in
	// which a click reaches a device that listens.
	defaultEntryEvery = 600 * time.Millisecond
	// longestWait is how long counts wait for an entry when nobody listens. So
	// a device's log grows with links and days, not with clicks.
	longestWait = 10 * time.Minute
	// maxEntryCounts is how many counts an entry has, and how many wait at
	// most: so that adding to them stays cheap, and an entry is a few MiB at
	// most, which devices can give back after a restore.
	maxEntryCounts = 5000
)

// entryTimes decide when the counts that wait in the store become an entry of
// the log. They are kept in memory: the store's own rows are the truth.
type entryTimes struct {
	every time.Duration

	mu      sync.Mutex
	pending map[string]waiting
	wanted  map[string]time.Time // when a device last asked; these two by the
	last    map[string]time.Time // computer's, since they pace work
}

// waiting are counts in the store: since when, by the relay's clock, and how
// often some were added.
type waiting struct {
	since time.Time
	added int
}

func newEntryTimes(every time.Duration, since map[string]time.Time) *entryTimes {
	pending := make(map[string]waiting, len(since))
	for workspace, at := range since {
		pending[workspace] = waiting{since: at, added: 1}
	}
	return &entryTimes{every: every, pending: pending, wanted: map[string]time.Time{}, last: map[string]time.Time{}}
}

// want notes that a device listens.
func (e *entryTimes) want(workspace string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.wanted[workspace] = time.Now()
}

// due reports whether counts that wait, or came just now, become an entry: a
// device listens and the last entry is not of a moment ago, or they have
// waited long enough, or their day is over.
func (e *entryTimes) due(w *workspace, now time.Time) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if asked, ok := e.wanted[w.ID]; ok && time.Since(asked) < wantedFor {
		return time.Since(e.last[w.ID]) >= e.every
	}
	pending, ok := e.pending[w.ID]
	day := func(t time.Time) string { return t.In(w.location).Format(dayForm) }
	return ok && (now.Sub(pending.since) >= longestWait || day(pending.since) != day(now))
}

// waits notes that counts wait in the store.
func (e *entryTimes) waits(workspace string, now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	w, ok := e.pending[workspace]
	if !ok {
		w.since = now
	}
	w.added++
	e.pending[workspace] = w
}

// seen is what written wants to know, from before the entry was committed.
func (e *entryTimes) seen(workspace string) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.pending[workspace].added
}

// written notes that nothing waits any more, unless some was added since seen:
// that may have come into the store after the entry.
func (e *entryTimes) written(workspace string, seen int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pending[workspace].added == seen {
		delete(e.pending, workspace)
	}
	e.last[workspace] = time.Now()
}

func (e *entryTimes) isPending(workspace string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	_, ok := e.pending[workspace]
	return ok
}

// workspaces are those with counts that wait.
func (e *entryTimes) workspaces() (ids []string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for id := range e.pending {
		ids = append(ids, id)
	}
	return ids
}

// want is called when a device of a workspace waits for entries or pulls them:
// from now on clicks reach the log at once, and those that wait do so before it
// returns, unless an entry was written a moment ago.
func (p *clickPipeline) want(workspace string) {
	p.entries.want(workspace)
	if p.entries.isPending(workspace) {
		p.note("entry", p.writeDue(context.Background(), workspace))
	}
}

func (p *clickPipeline) writeDue(ctx context.Context, id string) error {
	w, err := p.workspace(ctx, id)
	if err != nil || !p.entries.due(w, p.clock.Now()) {
		return err
	}
	return p.writeEntry(ctx, id)
}

// writeEntry makes the counts of a workspace that wait an entry.
func (p *clickPipeline) writeEntry(ctx context.Context, workspace string) error {
	seen := p.entries.seen(workspace)
	err := p.commit(context.WithoutCancel(ctx), func(tx Tx) error { return appendPendingClicks(tx, workspace, p.clock.Now(), nil) })
	if err == nil {
		p.entries.written(workspace, seen)
	}
	return err
}

// appendPendingClicks makes the counts that wait an entry, with some more.
// Whatever else is appended of a sale calls it before: so that no report ever
// shows a sale without its click.
func appendPendingClicks(tx Tx, workspace string, now time.Time, more *counts) error {
	if _, _, err := tx.Head(workspace); err != nil {
		return err
	}
	body, err := tx.PendingClicks(workspace)
	if err != nil {
		return err
	}
	if !isEmpty(body) {
		if err := tx.DropPendingClicks(workspace); err != nil {
			return err
		}
	}
	if more != nil {
		more.addBody(body)
		body = more.body()
	}
	return appendCounts(tx, workspace, now, body)
}

// appendCounts appends as many entries as the counts take.
func appendCounts(tx Tx, workspace string, now time.Time, body relayapi.ClicksBody) error {
	for !isEmpty(body) {
		var part relayapi.ClicksBody
		part, body = splitCounts(body, maxEntryCounts)
		if err := appendOwn(tx, workspace, relayapi.KindClicks, "", now, part); err != nil {
			return err
		}
	}
	return nil
}

// keepPendingClicks adds counts to those that wait. Those that fill an entry
// wait no longer.
func keepPendingClicks(tx Tx, workspace string, now time.Time, more *counts) error {
	body, err := tx.PendingClicks(workspace)
	if err != nil {
		return err
	}
	more.addBody(body)
	if body = more.body(); len(body.Links)+len(body.Offers) < maxEntryCounts {
		return tx.PutPendingClicks(workspace, now, body)
	}
	if err := tx.DropPendingClicks(workspace); err != nil {
		return err
	}
	return appendCounts(tx, workspace, now, body)
}
