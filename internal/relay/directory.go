package relay

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// workspace is a Workspace with its time zone loaded and its keys ready.
type workspace struct {
	Workspace
	location *time.Location
	host     string // of its links
	signer   *affiliate.ClickSigner
	newest   int // key
	today    atomic.Pointer[localDay]
	ignored  atomic.Pointer[[]netip.Prefix] // networks whose clicks don't count
}

// localDay is the date in a workspace's time zone during a quarter of an hour.
// Clocks on Earth are quarters of an hour apart, and are put forward and back
// on one, so that no date begins or ends within it.
type localDay struct {
	quarter int64 // since 1970
	text    string
}

const quarter = 15 * 60 // seconds

func newWorkspace(w Workspace, location *time.Location, host string) *workspace {
	made := &workspace{Workspace: w, location: location, host: host, signer: affiliate.NewClickSigner(w.ClickKeys)}
	for i, key := range w.ClickKeys {
		if len(key) > 0 {
			made.newest = i
		}
	}
	return made
}

// day is the workspace's date at a time. The last one is kept: a redirect asks
// for it each time.
func (w *workspace) day(at time.Time) string {
	now := at.Unix() / quarter
	today := w.today.Load()
	if today == nil || today.quarter != now {
		today = &localDay{now, at.In(w.location).Format(dayForm)}
		w.today.Store(today)
	}
	return today.text
}

// directory holds the workspaces and offers in memory, so that a call can be
// told right from wrong while the store is down.
type directory struct {
	store Store
	urls  affiliate.URLPolicy // of destinations

	mu         sync.RWMutex
	workspaces map[string]*workspace
	offers     map[string]*offer // workspace/offer
	tokens     map[string]token  // by hash
}

// token is what a postback or a page of a shop may show.
type token struct {
	offer   *offer
	purpose tokenPurpose
}

type tokenPurpose int

const (
	oldToken      tokenPurpose = iota // it opens nothing any more
	postbackToken                     // secret
	tagToken                          // public: it stands in pages
)

// loadDirectory also says which offers' links lead nowhere now.
func loadDirectory(ctx context.Context, store Store, urls affiliate.URLPolicy, log *slog.Logger) (*directory, error) {
	d := &directory{store: store, urls: urls, workspaces: map[string]*workspace{}, offers: map[string]*offer{}, tokens: map[string]token{}}
	all, err := store.Workspaces(ctx)
	if err != nil {
		return nil, fmt.Errorf("load the workspaces: %w", err)
	}
	for _, w := range all {
		if _, err := d.add(ctx, w); err != nil {
			return nil, err
		}
	}
	err = store.Offers(ctx, func(id string, o relayapi.PublicOffer) {
		if w, ok := d.workspaces[id]; ok {
			if err := d.putOffer(w, o); err != nil {
				log.Warn("an offer's links don't lead where they should", "workspace", w.ID, "offer", o.ID, "error", err)
			}
		}
	})
	if err != nil {
		return nil, fmt.Errorf("load the offers: %w", err)
	}
	err = store.OldTokens(ctx, func(workspace, id, hash string) {
		if o, ok := d.offer(workspace, id); ok {
			d.tokens[hash] = token{o, oldToken}
		}
	})
	if err != nil {
		return nil, fmt.Errorf("load the tokens that offers had: %w", err)
	}
	return d, nil
}

func (d *directory) add(ctx context.Context, w Workspace) (*workspace, error) {
	location, err := time.LoadLocation(w.TimeZone)
	if err != nil {
		return nil, fmt.Errorf("workspace %s: the time zone %q is not known here: install the tzdata package", w.ID, w.TimeZone)
	}
	base, err := url.Parse(w.LinkBase)
	if err != nil {
		return nil, fmt.Errorf("workspace %s: its link base can't be read: %w", w.ID, err)
	}
	rules, err := d.store.ClickRules(ctx, w.ID)
	if err != nil {
		return nil, fmt.Errorf("workspace %s: %w", w.ID, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if had, ok := d.workspaces[w.ID]; ok {
		return had, nil
	}
	loaded := newWorkspace(w, location, base.Host)
	loaded.ignore(rules)
	d.workspaces[w.ID] = loaded
	return loaded, nil
}

// workspace finds a workspace, also one that another process has just made.
func (d *directory) workspace(ctx context.Context, id string) (*workspace, error) {
	d.mu.RLock()
	w, ok := d.workspaces[id]
	d.mu.RUnlock()
	if ok {
		return w, nil
	}
	stored, err := d.store.Workspace(ctx, id)
	if err != nil {
		return nil, err
	}
	return d.add(ctx, stored)
}

// size is how many workspaces there are.
func (d *directory) size() int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return len(d.workspaces)
}

// only is the workspace of a relay that has a single one.
func (d *directory) only() (id string) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if len(d.workspaces) == 1 {
		for id = range d.workspaces {
		}
	}
	return id
}

// putOffer puts an offer as it is now. The error says which of its URLs no link
// leads to.
func (d *directory) putOffer(w *workspace, now relayapi.PublicOffer) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	o, ok := d.offers[w.ID+"/"+now.ID]
	if ok {
		before := o.now()
		for _, hash := range slices.Concat(before.PostbackTokenHashes, before.TagTokenHashes) {
			d.tokens[hash] = token{o, oldToken}
		}
	} else {
		o = &offer{workspace: w, id: now.ID}
		d.offers[w.ID+"/"+now.ID] = o
	}
	unusable := o.set(now, d.urls)
	for _, hash := range now.PostbackTokenHashes {
		d.tokens[hash] = token{o, postbackToken}
	}
	for _, hash := range now.TagTokenHashes {
		d.tokens[hash] = token{o, tagToken}
	}
	return unusable
}

func (d *directory) offer(workspace, id string) (*offer, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	o, ok := d.offers[workspace+"/"+id]
	return o, ok
}

// token finds a token by its hash. Comparing hashes gives nothing away: an
// attacker can't choose them bit by bit.
func (d *directory) token(text string) (token, bool) {
	hash := HashToken(text)
	d.mu.RLock()
	defer d.mu.RUnlock()
	t, ok := d.tokens[hash]
	return t, ok
}
