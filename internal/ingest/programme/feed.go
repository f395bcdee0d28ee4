package programme

import (
	"context"
	"fmt"
	"iter"
	"math"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// Feed gives the year to a device that reads it once from start to end, page by
// page, as its relay would. It holds no more than the page that is read.
type Feed struct {
	p     *Programme
	next  func() (relayapi.Entry, error, bool)
	stop  func()
	ahead []relayapi.Entry // read and not given yet, but for the last one given
	end   bool
}

// epoch is that of the log.
const epoch = "programme"

// Feed begins the year's log, sealed with a key. Who takes it ends it.
func (p *Programme) Feed(key relayapi.Key) *Feed {
	next, stop := iter.Pull2(p.Log(key))
	return &Feed{p: p, next: next, stop: stop}
}

// Close ends it.
func (f *Feed) Close() { f.stop() }

// Workspace tells of a head that is far: how long the year is shows at its end.
func (f *Feed) Workspace(context.Context) (relayapi.Workspace, error) {
	return relayapi.Workspace{ID: f.p.Workspace, Epoch: epoch, Head: math.MaxInt32, TimeZone: f.p.Zone.String()}, nil
}

// Pull gives entries after a place, which must not lie before the last one that
// was given.
func (f *Feed) Pull(ctx context.Context, after int64, limit int) (relayapi.Page, error) {
	for len(f.ahead) > 0 && f.ahead[0].Seq <= after {
		f.ahead = f.ahead[1:]
	}
	page := relayapi.Page{Epoch: epoch, Head: math.MaxInt32}
	for !f.end && len(f.ahead) <= limit {
		e, err, more := f.next()
		if err != nil {
			return page, err
		}
		if f.end = !more; more && e.Seq > after {
			f.ahead = append(f.ahead, e)
		}
		if err := ctx.Err(); err != nil {
			return page, err
		}
	}
	some := f.ahead[:min(limit, len(f.ahead))]
	if len(some) > 0 && some[0].Seq != after+1 {
		return page, fmt.Errorf("entries after %d are gone: %d is the first that is left", after, some[0].Seq)
	}
	page.Entries = append(page.Entries, some...)
	if f.end && len(some) == len(f.ahead) {
		page.Head = after + int64(len(some))
	}
	return page, nil
}

// Reserve gives numbers for links that somebody makes after the year.
func (f *Feed) Reserve(_ context.Context, size int) (relayapi.Block, error) {
	block := relayapi.Block{FirstNumber: int64(len(f.p.cast.links)) + 1}
	for i := range size {
		block.Codes = append(block.Codes, link{number: block.FirstNumber + int64(i)}.code())
	}
	return block, nil
}

var errReadOnly = affiliate.Errorf(affiliate.Unavailable, "A programme that is made up takes no changes.")

// Push takes nothing.
func (f *Feed) Push(context.Context, relayapi.Push) (relayapi.PushResult, error) {
	return relayapi.PushResult{}, errReadOnly
}

// Recover takes nothing: the log loses nothing.
func (f *Feed) Recover(context.Context, relayapi.RecoveryPart) (relayapi.RecoveryResult, error) {
	return relayapi.RecoveryResult{}, errReadOnly
}
